package io.dibs.web.security;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who can sign in, and how: {@code dibs.security.…} and {@code mp.jwt.verify.…}.
 *
 * @param enabled whether callers have to sign in
 * @param users those who sign in with a password
 * @param tokens how bearer tokens are checked, if they are taken
 * @param oidc the provider at which people sign in with a browser, if there is one
 * @param sessions how long browsers are known after a sign-in, and how
 * @param groups the groups of tokens and providers that have each role
 * @param allowedOrigins the origins, other than that of Dibs, whose pages may change something
 */
public record SecuritySettings(
        boolean enabled,
        List<User> users,
        Optional<Tokens> tokens,
        Optional<Oidc> oidc,
        Sessions sessions,
        Map<Role, Set<String>> groups,
        Set<String> allowedOrigins) {
    /**
     * A user with a password.
     *
     * @param name his name
     * @param role his role
     * @param hash what his password has to match
     */
    public record User(String name, Optional<Role> role, String hash) {}

    /**
     * How bearer tokens are checked, as MicroProfile JWT has it.
     *
     * @param key where the keys are: a URL of a key or a set of keys, or the text itself
     * @param issuer who has to have made them
     * @param audiences for one of whom they have to be; empty if that does not matter
     * @param groupsClaim the claim that has the groups
     */
    public record Tokens(String key, String issuer, Set<String> audiences, String groupsClaim) {}

    /**
     * An OpenID provider.
     *
     * @param issuer its identifier, below which its configuration is found
     * @param clientId who Dibs is there
     * @param clientSecret what proves it; empty for a public client
     * @param scopes what is asked for
     * @param nameClaim the claim of the ID token that is the user's name
     * @param groupsClaim the claim of the ID token that has the groups
     */
    public record Oidc(
            URI issuer,
            String clientId,
            Optional<String> clientSecret,
            String scopes,
            String nameClaim,
            String groupsClaim) {}

    /**
     * The sessions of browsers.
     *
     * @param publicUrl where browsers find Dibs; empty: where the request came to
     * @param age how long a sign-in lasts
     * @param key what cookies are encrypted with, 32 bytes in base64; empty: a random key of this process
     */
    public record Sessions(Optional<URI> publicUrl, Duration age, Optional<String> key) {}

    /**
     * Reads and checks all of them.
     *
     * @param source gives the text of a setting
     * @throws InsecureSettingsException if any is wrong, or nobody could sign in
     */
    public static SecuritySettings read(Function<String, Optional<String>> source) {
        SecuritySettingsReader reader = new SecuritySettingsReader(source);
        SecuritySettings settings = new SecuritySettings(
                reader.bool("dibs.security.enabled"),
                reader.users(
                        "dibs.security.users",
                        reader.optional("dibs.security.users-file").map(Path::of)),
                reader.tokens(),
                reader.oidc(),
                reader.sessions(),
                Map.of(
                        Role.VIEWER, reader.list("dibs.security.groups.viewer"),
                        Role.OPERATOR, reader.list("dibs.security.groups.operator"),
                        Role.ADMINISTRATOR, reader.list("dibs.security.groups.administrator")),
                reader.list("dibs.security.allowed-origins"));
        if (settings.enabled()
                && settings.users().isEmpty()
                && settings.tokens().isEmpty()
                && settings.oidc().isEmpty()) {
            reader.mistake("Nobody could sign in: set dibs.security.users (or dibs.security.users-file),"
                    + " mp.jwt.verify.publickey.location or dibs.security.oidc.issuer; or, on a network that only trusted"
                    + " people and programs reach, dibs.security.enabled=false.");
        }
        reader.check();
        return settings;
    }
}
