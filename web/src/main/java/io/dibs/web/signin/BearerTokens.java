package io.dibs.web.signin;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings;

/** Signed JSON Web Tokens of one issuer, as MicroProfile JWT has them. Thread-safe. */
final class BearerTokens {
    private static final Log LOG = Log.of(BearerTokens.class);
    private static final List<String> NAME_CLAIMS = List.of("upn", "preferred_username", "sub");
    private static final int CLOCK_SKEW_SECONDS = 30;

    /** Signatures by key pairs alone: with a shared secret, a public key would do as one. */
    static final AlgorithmConstraints SIGNATURES = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384);

    private final JwtConsumer consumer;
    private final String groupsClaim;
    private final Map<Role, Set<String>> groups;

    BearerTokens(SecuritySettings.Tokens settings, Map<Role, Set<String>> groups) {
        this(settings, groups, IssuerKeys.of(settings.key()));
    }

    BearerTokens(SecuritySettings.Tokens settings, Map<Role, Set<String>> groups, VerificationKeyResolver keys) {
        this.groupsClaim = settings.groupsClaim();
        this.groups = groups;
        this.consumer = consumer(settings.issuer(), settings.audiences(), keys);
    }

    static JwtConsumer consumer(String issuer, Set<String> audiences, VerificationKeyResolver keys) {
        JwtConsumerBuilder builder = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setJwsAlgorithmConstraints(SIGNATURES)
                .setExpectedIssuer(issuer)
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS);
        if (audiences.isEmpty()) {
            builder.setSkipDefaultAudienceValidation();
        } else {
            builder.setExpectedAudience(audiences.toArray(String[]::new));
        }
        return builder.build();
    }

    SignIn check(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            Optional<String> name = NAME_CLAIMS.stream()
                    .map(claim -> text(claims, claim))
                    .flatMap(Optional::stream)
                    .findFirst();
            return name.<SignIn>map(text -> new SignIn.Known(text, role(claims, groupsClaim, groups)))
                    .orElse(new SignIn.Wrong("The token names nobody."));
        } catch (InvalidJwtException e) {
            // Its message may have the token; which of its parts is wrong is enough.
            LOG.tell(LogEvent.SIGN_IN_TOKEN_REFUSED, e.getErrorDetails());
            return new SignIn.Wrong(e.hasExpired() ? "The token has expired." : "The token is not valid here.");
        }
    }

    static Optional<String> text(JwtClaims claims, String claim) {
        return claims.getClaimValue(claim) instanceof String text && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The highest role that one of the groups in this claim has. */
    static Optional<Role> role(JwtClaims claims, String claim, Map<Role, Set<String>> groups) {
        Object value = claims.getClaimValue(claim);
        Collection<?> names = value instanceof Collection<?> many ? many : value == null ? List.of() : List.of(value);
        return groups.entrySet().stream()
                .filter(role -> names.stream().anyMatch(role.getValue()::contains))
                .map(Map.Entry::getKey)
                .max(Role::compareTo);
    }
}
