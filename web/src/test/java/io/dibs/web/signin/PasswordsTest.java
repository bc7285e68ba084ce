package io.dibs.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings.User;

class PasswordsTest {
    private static final String HOME = "10.0.0.1";
    private static final int FREE_FAILURES = 5;

    private final AtomicLong nanos = new AtomicLong();
    private final Passwords passwords = new Passwords(
            List.of(
                    new User("ann", Optional.of(Role.OPERATOR), hash("pässword:1")),
                    new User("bob", Optional.empty(), hash("secret"))),
            nanos::get);

    private SignIn check(String name, String password, String address) {
        return passwords.check(name, password.toCharArray(), address);
    }

    private void fails(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(check(name, "wrong", address)).isInstanceOf(SignIn.Wrong.class);
        }
    }

    @Test
    void a_right_password_tells_who_it_is() {
        assertThat(check("ann", "pässword:1", HOME)).isEqualTo(new SignIn.Known("ann", Optional.of(Role.OPERATOR)));
        assertThat(check("bob", "secret", HOME)).isEqualTo(new SignIn.Known("bob", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "pässword", "pässword:1 ", "PÄSSWORD:1"})
    void any_other_is_wrong(String password) {
        assertThat(check("ann", password, HOME)).isInstanceOf(SignIn.Wrong.class);
    }

    @Test
    void an_unknown_user_is_answered_like_a_wrong_password() {
        assertThat(check("eve", "secret", HOME)).isEqualTo(check("bob", "wrong", HOME));
    }

    @Test
    void a_password_that_was_right_is_not_for_other_users() {
        check("bob", "secret", HOME);
        assertThat(check("ann", "secret", HOME)).isInstanceOf(SignIn.Wrong.class);
    }

    @Test
    void who_fails_too_often_has_to_wait_even_with_the_right_password() {
        fails(FREE_FAILURES, "bob", HOME);
        assertThat(check("bob", "secret", HOME)).isInstanceOf(SignIn.TooOften.class);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(check("bob", "secret", HOME)).isInstanceOf(SignIn.Known.class);
    }

    @Test
    void each_further_failure_makes_him_wait_longer() {
        fails(FREE_FAILURES, "bob", HOME);
        long first = ((SignIn.TooOften) check("bob", "secret", HOME)).retryAfterSeconds();
        nanos.addAndGet(Duration.ofSeconds(first).toNanos());
        fails(1, "bob", HOME);
        assertThat(((SignIn.TooOften) check("bob", "secret", HOME)).retryAfterSeconds())
                .isGreaterThan(first);
    }

    @Test
    void nobody_is_locked_out_by_who_fails_in_his_name_from_elsewhere() {
        fails(FREE_FAILURES, "bob", "10.6.6.6");
        assertThat(check("bob", "wrong", "10.6.6.6")).isInstanceOf(SignIn.TooOften.class);
        assertThat(check("bob", "secret", HOME)).isInstanceOf(SignIn.Known.class);
    }

    @Test
    void a_program_that_has_signed_in_goes_on_whoever_fails_at_its_address() {
        check("bob", "secret", HOME);
        for (String name : List.of("a", "b", "c", "d")) {
            fails(FREE_FAILURES, name, HOME);
        }
        assertThat(check("e", "wrong", HOME)).isInstanceOf(SignIn.TooOften.class);
        assertThat(check("bob", "secret", HOME)).isInstanceOf(SignIn.Known.class);
        nanos.addAndGet(Duration.ofMinutes(6).toNanos());
        assertThat(check("bob", "secret", HOME)).isInstanceOf(SignIn.Known.class);
    }

    @Test
    void failures_are_forgotten_in_time() {
        fails(FREE_FAILURES, "bob", HOME);
        nanos.addAndGet(Duration.ofMinutes(16).toNanos());
        fails(FREE_FAILURES - 1, "bob", HOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "YW5u", "not base64!", "/////w=="})
    void credentials_that_are_malformed_are_none(String text) {
        assertThat(Credentials.ofBasic(text)).isEmpty();
    }

    @Test
    void a_password_may_have_colons() {
        String text = Base64.getEncoder().encodeToString("ann:a:b:".getBytes());
        Credentials credentials = Credentials.ofBasic(text).orElseThrow();
        assertThat(credentials.name()).isEqualTo("ann");
        assertThat(credentials.password()).isEqualTo("a:b:".toCharArray());
    }

    private static String hash(String password) {
        byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 1_000, 256))
                    .getEncoded();
            Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
            return "pbkdf2-sha256/1000/" + encoder.encodeToString(salt) + "/" + encoder.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
