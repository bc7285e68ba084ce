package io.dibs.web.signin;

import java.util.Optional;

import io.dibs.web.security.Role;

/** What came of an attempt to sign in. */
sealed interface SignIn {
    /**
     * It is known who the caller is.
     *
     * @param name his name
     * @param role his role
     */
    record Known(String name, Optional<Role> role) implements SignIn {}

    /** What he showed is wrong. */
    record Wrong(String detail) implements SignIn {}

    /** He failed too often. */
    record TooOften(long retryAfterSeconds) implements SignIn {}
}
