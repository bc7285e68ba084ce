package io.dibs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether and when a task that did not complete is tried again. Immutable.
 *
 * <p>An attempt that was lost with its worker, or interrupted at a shutdown, is repeated at once, and keeps its place in the
 * lines of its resources. One that threw an exception is repeated after a pause, in which the task holds nothing; it joins
 * the lines of its resources anew when the pause ends. With a pause of zero it keeps its place too. A task that was canceled,
 * or ran out of time, is not repeated; nor is one whose worker went missing three times, however many attempts it has left.
 * A method that is repeated must bear it: it may have done all of its work before.
 *
 * @param maxAttempts how many attempts there are in all, 1 to 1,000; 1 means that there is no second one
 * @param delay the pause after the first attempt, zero to 365 days
 * @param maxDelay the longest pause, not shorter than {@code delay}. If it is longer, the pause doubles from attempt to
 *     attempt up to it, and each is shortened at random by up to a half, so that tasks that failed together do not return
 *     together
 * @param exceptions the names of the exception classes that are tried again, each with its subclasses; empty for all
 */
public record RetryPolicy(int maxAttempts, Duration delay, Duration maxDelay, List<String> exceptions) {
    private static final int MOST_ATTEMPTS = 1000;
    private static final Duration LONGEST_DELAY = Duration.ofDays(365);

    /** One attempt. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, List.of());

    /** @throws IllegalArgumentException if a value is out of its range */
    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "A retry policy has 1 to " + MOST_ATTEMPTS + " attempts, not " + maxAttempts + ".");
        }
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "The delay of a retry policy is PT0S to " + LONGEST_DELAY + ", not " + delay + ".");
        }
        if (maxDelay.compareTo(delay) < 0 || maxDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("The longest delay of a retry policy is its delay, which is " + delay
                    + ", to " + LONGEST_DELAY + ", not " + maxDelay + ".");
        }
        exceptions = List.copyOf(exceptions);
    }

    /** The same pause after each attempt. */
    public static RetryPolicy fixed(int maxAttempts, Duration delay) {
        return new RetryPolicy(maxAttempts, delay, delay, List.of());
    }

    /** A pause that doubles from attempt to attempt, with jitter. */
    public static RetryPolicy exponential(int maxAttempts, Duration delay, Duration maxDelay) {
        return new RetryPolicy(maxAttempts, delay, maxDelay, List.of());
    }

    /** This policy for these exceptions and their subclasses only; any other fails the task at once. */
    @SafeVarargs
    public final RetryPolicy on(Class<? extends Throwable>... exceptions) {
        List<String> names = new ArrayList<>();
        for (Class<? extends Throwable> exception : exceptions) {
            names.add(exception.getName());
        }
        return new RetryPolicy(maxAttempts, delay, maxDelay, names);
    }

    /** Whether an attempt that threw this is tried again, as far as attempts are left. */
    public boolean covers(Throwable thrown) {
        if (exceptions.isEmpty()) {
            return true;
        }
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (exceptions.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }
}
