package io.dibs.web.signin;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.web.security.Refusal;
import io.dibs.web.security.Role;

/**
 * Tells the container who sends a request. Whoever shows something wrong goes on as nobody, with a {@link Refusal}: some
 * paths are for everybody, and those that are not answer it as they answer all else.
 */
@ApplicationScoped
public class SignInMechanism implements HttpAuthenticationMechanism {
    private final Authentication authentication;

    protected SignInMechanism() {
        this(null);
    }

    @Inject
    SignInMechanism(Authentication authentication) {
        this.authentication = authentication;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Optional<SignIn> attempt = authentication.of(request);
        if (attempt.isPresent()) {
            SignIn signIn = attempt.get();
            if (signIn instanceof SignIn.Known known) {
                return context.notifyContainerAboutLogin(
                        known.name(), known.role().map(Role::text).map(Set::of).orElse(Set.of()));
            }
            request.setAttribute(Refusal.ATTRIBUTE, refusal(signIn));
        }
        return context.doNothing();
    }

    private static Refusal refusal(SignIn signIn) {
        return signIn instanceof SignIn.TooOften often
                ? new Refusal("There were too many failures to sign in.", Optional.of(often.retryAfterSeconds()))
                : new Refusal(((SignIn.Wrong) signIn).detail(), Optional.empty());
    }
}
