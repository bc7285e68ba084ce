package io.dibs.web.signin;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.dibs.web.security.SecuritySettings.User;

/**
 * Users with passwords. A guess at an unknown user takes as long as one at a known one; who fails again and again has to
 * wait, longer each time; and no more guesses are checked at once than leave a processor for work. Thread-safe.
 */
final class Passwords {
    private static final int FREE_FAILURES = 5;
    private static final int FREE_FAILURES_OF_ADDRESS = 20;
    private static final int ITERATIONS = 600_000;
    private static final int LONGEST_WAIT = 5;
    private static final SignIn WRONG = new SignIn.Wrong("The user or the password is wrong.");

    private final Map<String, User> users;
    private final Map<String, PasswordHash> hashes;
    private final PasswordHash nobody;
    private final VerifiedPasswords verified;
    private final FailureThrottle byUser;
    private final FailureThrottle byAddress;
    private final Semaphore checks =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    Passwords(List<User> users, LongSupplier nanoTime) {
        this.users = users.stream().collect(Collectors.toMap(User::name, Function.identity()));
        this.hashes = users.stream().collect(Collectors.toMap(User::name, user -> PasswordHash.parse(user.hash())));
        this.nobody = PasswordHash.ofNobody(hashes.values().stream()
                .mapToInt(PasswordHash::iterations)
                .max()
                .orElse(ITERATIONS));
        this.verified = new VerifiedPasswords(nanoTime);
        this.byUser = new FailureThrottle(FREE_FAILURES, nanoTime);
        this.byAddress = new FailureThrottle(FREE_FAILURES_OF_ADDRESS, nanoTime);
    }

    /**
     * Checks a password.
     *
     * @param address where the request comes from
     */
    SignIn check(String name, char[] password, String address) {
        User user = users.get(name);
        // First, so that nobody can lock out a program that knows its password by failing in its name.
        if (user != null && verified.contains(name, password)) {
            return new SignIn.Known(name, user.role());
        }
        String both = name + " " + address;
        long wait = Math.max(byUser.secondsToWait(both), byAddress.secondsToWait(address));
        if (wait > 0) {
            return new SignIn.TooOften(wait);
        }
        try {
            if (!checks.tryAcquire(LONGEST_WAIT, TimeUnit.SECONDS)) {
                return new SignIn.TooOften(LONGEST_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SignIn.TooOften(LONGEST_WAIT);
        }
        boolean right;
        try {
            right = hashes.getOrDefault(name, nobody).matches(password) && user != null;
        } finally {
            checks.release();
        }
        if (!right) {
            byUser.failed(both);
            byAddress.failed(address);
            return WRONG;
        }
        verified.add(name, password);
        byUser.succeeded(both);
        return new SignIn.Known(name, user.role());
    }

    /** Whether there is anybody. */
    boolean isEmpty() {
        return users.isEmpty();
    }

    /** A password is no longer needed once it was checked. */
    static void forget(char[] password) {
        Arrays.fill(password, '\0');
    }
}
