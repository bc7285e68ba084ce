package io.dibs.web.signin;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;

import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;

import io.dibs.web.security.SecuritySettings.Oidc;

/** The OpenID provider: where it is, and what it says about who comes back from it. Thread-safe. */
final class OpenIdProvider {
    private final Oidc settings;
    private volatile Found found;

    /** What discovery gives, for as long as this process runs. */
    private record Found(URI authorization, URI token, Optional<URI> endSession, JwtConsumer idTokens) {}

    OpenIdProvider(Oidc settings) {
        this.settings = settings;
    }

    /** Where a browser is to go to sign in (code flow with PKCE). */
    URI authorization(URI callback, Handshake handshake) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", settings.clientId());
        parameters.put("redirect_uri", callback.toString());
        parameters.put("scope", settings.scopes());
        parameters.put("state", handshake.state());
        parameters.put("nonce", handshake.nonce());
        parameters.put("code_challenge", handshake.challenge());
        parameters.put("code_challenge_method", "S256");
        URI endpoint = found().authorization();
        return URI.create(endpoint + (endpoint.getQuery() == null ? "?" : "&") + form(parameters));
    }

    /**
     * Gets the ID token for a code, and checks it.
     *
     * @throws IOException if the provider cannot be asked, refuses, or what it says is not for this sign-in
     */
    JwtClaims exchange(String code, URI callback, Handshake handshake) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", callback.toString());
        parameters.put("client_id", settings.clientId());
        parameters.put("code_verifier", handshake.verifier());
        HttpRequest.Builder request = HttpRequest.newBuilder(found().token())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)));
        settings.clientSecret()
                .ifPresent(secret -> request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((encoded(settings.clientId()) + ":" + encoded(secret))
                                                .getBytes(StandardCharsets.UTF_8))));
        String idToken = json(Fetch.text(request.build())).getString("id_token", "");
        try {
            JwtClaims claims = found().idTokens().processToClaims(idToken);
            if (!handshake.nonce().equals(claims.getClaimValue("nonce"))) {
                throw new IOException("The ID token is for another sign-in.");
            }
            Object party = claims.getClaimValue("azp");
            if (party != null && !party.equals(settings.clientId())) {
                throw new IOException("The ID token is for another client.");
            }
            return claims;
        } catch (InvalidJwtException e) {
            throw new IOException("The ID token is not valid: " + e.getErrorDetails(), e);
        }
    }

    /** Where a browser ends its session with the provider too, if that has such a place. */
    Optional<URI> endSession(URI after) {
        try {
            return found().endSession()
                    .map(endpoint -> URI.create(endpoint + "?"
                            + form(Map.of(
                                    "client_id", settings.clientId(), "post_logout_redirect_uri", after.toString()))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Found found() throws IOException {
        Found known = found;
        if (known == null) {
            String base = settings.issuer().toString().replaceAll("/$", "");
            JsonObject metadata =
                    json(Fetch.text(HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration"))
                            .build()));
            String issuer = metadata.getString("issuer", "");
            if (!issuer.equals(settings.issuer().toString())) {
                throw new IOException("The provider calls itself '" + issuer + "', not '" + settings.issuer()
                        + "' as dibs.security.oidc.issuer has it.");
            }
            known = new Found(
                    endpoint(metadata, "authorization_endpoint"),
                    endpoint(metadata, "token_endpoint"),
                    Optional.ofNullable(metadata.getString("end_session_endpoint", null))
                            .map(URI::create),
                    BearerTokens.consumer(
                            issuer,
                            Set.of(settings.clientId()),
                            new IssuerKeys.Remote(endpoint(metadata, "jwks_uri"))));
            found = known;
        }
        return known;
    }

    private static URI endpoint(JsonObject metadata, String name) throws IOException {
        try {
            return URI.create(metadata.getString(name));
        } catch (NullPointerException | ClassCastException | IllegalArgumentException e) {
            throw new IOException("The provider's configuration has no " + name + ".", e);
        }
    }

    private static JsonObject json(String text) throws IOException {
        try {
            return Json.createReader(new StringReader(text)).readObject();
        } catch (JsonException e) {
            throw new IOException("The provider does not answer with a JSON object.", e);
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
