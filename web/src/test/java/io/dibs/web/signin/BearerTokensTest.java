package io.dibs.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.web.security.Role;
import io.dibs.web.security.SecuritySettings.Tokens;

class BearerTokensTest {
    private static final RsaJsonWebKey KEY = key("k1");
    private static final String ISSUER = "https://issuer.test";
    private static final Map<Role, Set<String>> GROUPS = Map.of(
            Role.VIEWER, Set.of("staff"),
            Role.OPERATOR, Set.of("operator", "on-call"),
            Role.ADMINISTRATOR, Set.of("administrator"));

    private final BearerTokens tokens = new BearerTokens(
            new Tokens(KEY.toJson(PublicJsonWebKey.OutputControlLevel.PUBLIC_ONLY), ISSUER, Set.of("dibs"), "groups"),
            GROUPS);

    private static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("dibs", "others");
        claims.setSubject("17");
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringListClaim("groups", "staff", "on-call", "else");
        return claims;
    }

    private static String token(Consumer<JwtClaims> change) {
        JwtClaims claims = claims();
        change.accept(claims);
        return signed(claims, KEY);
    }

    private static String signed(JwtClaims claims, RsaJsonWebKey key) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refused(String token) {
        assertThat(tokens.check(token)).isInstanceOf(SignIn.Wrong.class);
    }

    @Test
    void a_token_tells_who_it_is_and_the_highest_of_his_roles() {
        assertThat(tokens.check(token(claims -> {}))).isEqualTo(new SignIn.Known("17", Optional.of(Role.OPERATOR)));
    }

    @Test
    void the_name_that_people_know_comes_first() {
        assertThat(tokens.check(token(claims -> claims.setClaim("preferred_username", "ann"))))
                .extracting("name")
                .isEqualTo("ann");
        assertThat(tokens.check(token(claims -> {
                    claims.setClaim("preferred_username", "ann");
                    claims.setClaim("upn", "ann@acme");
                })))
                .extracting("name")
                .isEqualTo("ann@acme");
    }

    @Test
    void who_is_in_no_group_that_has_a_role_has_none() {
        assertThat(tokens.check(token(claims -> claims.setStringListClaim("groups", "ADMINISTRATOR", "else"))))
                .isEqualTo(new SignIn.Known("17", Optional.empty()));
        assertThat(tokens.check(token(claims -> claims.unsetClaim("groups"))))
                .isEqualTo(new SignIn.Known("17", Optional.empty()));
        assertThat(tokens.check(token(claims -> claims.setClaim("groups", Map.of("administrator", true)))))
                .isEqualTo(new SignIn.Known("17", Optional.empty()));
    }

    @Test
    void a_token_that_is_not_for_us_or_not_now_is_refused() {
        refused(token(claims -> claims.setIssuer("https://other.test")));
        refused(token(claims -> claims.unsetClaim("iss")));
        refused(token(claims -> claims.setAudience("others")));
        refused(token(claims -> claims.unsetClaim("aud")));
        refused(token(claims -> claims.setExpirationTimeMinutesInTheFuture(-5)));
        refused(token(claims -> claims.unsetClaim("exp")));
        refused(token(claims -> claims.setNotBeforeMinutesInThePast(-5)));
        refused(token(claims -> claims.unsetClaim("sub")));
    }

    @Test
    void a_token_of_another_key_is_refused() {
        refused(signed(claims(), key("k1")));
        refused(signed(claims(), key("k2")));
    }

    @Test
    void a_token_without_a_signature_is_refused() {
        String[] parts = token(claims -> {}).split("\\.");
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes());
        refused(none + "." + parts[1] + ".");
        refused(parts[0] + "." + parts[1] + ".");
    }

    @Test
    void a_public_key_is_no_shared_secret() throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims().toJson());
        signature.setKey(new HmacKey(KEY.getPublicKey().getEncoded()));
        signature.setKeyIdHeaderValue(KEY.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        refused(signature.getCompactSerialization());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "....", "\u0000", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA"})
    void what_is_no_token_is_refused(String text) {
        refused(text);
    }

    @Test
    void a_key_may_be_in_pem_or_a_set() throws Exception {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(KEY.getPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----";
        String set = "{\"keys\": [" + KEY.toJson(PublicJsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}";
        for (String text : List.of(pem, set)) {
            assertThat(new BearerTokens(new Tokens(text, ISSUER, Set.of(), "groups"), GROUPS)
                            .check(token(claims -> claims.unsetClaim("aud"))))
                    .isInstanceOf(SignIn.Known.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "{\"kty\": \"RSA\"}",
                "/no/such/file"
            })
    void what_is_no_key_is_told_at_the_start(String text) {
        Tokens settings = new Tokens(text, ISSUER, Set.of(), "groups");
        assertThatThrownBy(() -> new BearerTokens(settings, GROUPS)).hasMessageContaining("mp.jwt.verify.publickey");
    }
}
