package io.dibs.web.json;

import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * Who the caller is.
 *
 * @param user his name, if he has signed in
 * @param role his highest role; the highest there is where nobody has to sign in
 * @param security whether callers have to sign in
 * @param signIn how a browser can
 */
@JsonbPropertyOrder({"user", "role", "security", "signIn"})
public record SessionJson(Optional<String> user, Optional<String> role, boolean security, WaysIn signIn) {
    /**
     * How a browser can sign in.
     *
     * @param password whether {@code POST /dibs/sign-in} takes a name and a password
     * @param provider the path that leads to the OpenID provider and back, if there is one
     */
    @JsonbPropertyOrder({"password", "provider"})
    public record WaysIn(boolean password, Optional<String> provider) {}
}
