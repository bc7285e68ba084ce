package io.dibs.it;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Who can sign in at the servers of the tests: one user for each role, and one without, whose password is his name twice. */
public final class TestUsers {
    /** The setting. */
    public static final String SETTING = "dibs.security.users";

    /** The administrator's credentials. */
    public static final String ROOT = basic("root", "rootroot");

    private static final Map<String, String> ROLES =
            Map.of("root", "administrator", "olga", "operator", "vera", "viewer", "ann", "", "bob", "");

    private TestUsers() {}

    /** The value of the setting. */
    public static String all() {
        StringBuilder text = new StringBuilder();
        ROLES.forEach((name, role) ->
                text.append(text.isEmpty() ? "" : ",").append(name + ":" + role + ":" + hash(name + name)));
        return text.toString();
    }

    /** The credentials of one of them, as the header Authorization has them. */
    public static String basic(String name) {
        return basic(name, name + name);
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Has the administrator send a request. */
    public static HttpRequest.Builder signIn(HttpRequest.Builder request) {
        return request.header("Authorization", ROOT);
    }

    /** With few iterations: nobody guesses here, and each server checks it. */
    private static String hash(String password) {
        byte[] salt = new byte[12];
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
