package io.dibs.web.security;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.dibs.web.security.SecuritySettings.Oidc;
import io.dibs.web.security.SecuritySettings.Sessions;
import io.dibs.web.security.SecuritySettings.Tokens;
import io.dibs.web.security.SecuritySettings.User;

/** Reads settings one by one, goes on after a mistake, and remembers each as one sentence, without secrets. */
final class SecuritySettingsReader {
    private static final Pattern USER = Pattern.compile(
            "([^\\s:,\\p{Cntrl}]{1,200}):(viewer|operator|administrator|):(pbkdf2-sha256/\\d{4,8}/[\\w-]{16,}/[\\w-]{43})");
    private static final Duration LONGEST_SESSION = Duration.ofDays(30);

    private final Function<String, Optional<String>> source;
    private final List<String> mistakes = new ArrayList<>();

    SecuritySettingsReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /** Throws if there was a mistake. */
    void check() {
        if (!mistakes.isEmpty()) {
            throw new InsecureSettingsException(mistakes);
        }
    }

    Optional<String> optional(String key) {
        return source.apply(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    boolean bool(String key) {
        String text = optional(key).orElse("");
        if (!text.equals("true") && !text.equals("false")) {
            mistake(key + " is '" + text + "'; it must be true or false.");
        }
        return !text.equals("false");
    }

    Set<String> list(String key) {
        Set<String> elements = new LinkedHashSet<>();
        optional(key).ifPresent(text -> Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .forEach(elements::add));
        return elements;
    }

    /** Those of the setting and those of the file. */
    List<User> users(String key, Optional<Path> file) {
        Map<String, User> users = new LinkedHashMap<>();
        list(key).forEach(text -> add(users, key, text));
        file.ifPresent(path -> {
            try {
                Files.readAllLines(path).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(line -> add(users, path.toString(), line));
            } catch (IOException e) {
                mistake("The file " + path + " of dibs.security.users-file cannot be read (" + e + ").");
            }
        });
        return List.copyOf(users.values());
    }

    private void add(Map<String, User> users, String where, String text) {
        Matcher user = USER.matcher(text);
        if (!user.matches()) {
            mistake("A user in " + where + " is not written as name:role:hash, with viewer, operator, administrator or"
                    + " nothing for the role, and a hash that 'java -jar dibs-micro.jar --hash-password' has made.");
        } else if (users.put(user.group(1), new User(user.group(1), role(user.group(2)), user.group(3))) != null) {
            mistake("The user '" + user.group(1) + "' in " + where + " is there twice.");
        }
    }

    private static Optional<Role> role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.text().equals(text))
                .findFirst();
    }

    Optional<Tokens> tokens() {
        Optional<String> key =
                optional("mp.jwt.verify.publickey").or(() -> optional("mp.jwt.verify.publickey.location"));
        Optional<String> issuer = optional("mp.jwt.verify.issuer");
        if (key.isPresent() && issuer.isEmpty()) {
            mistake(
                    "mp.jwt.verify.publickey or its location is set, but not mp.jwt.verify.issuer, without which anybody's"
                            + " tokens would do.");
        }
        return key.map(text -> new Tokens(
                text,
                issuer.orElse(""),
                list("mp.jwt.verify.audiences"),
                optional("dibs.security.jwt.groups-claim").orElse("groups")));
    }

    Optional<Oidc> oidc() {
        return url("dibs.security.oidc.issuer")
                .map(issuer -> new Oidc(
                        issuer,
                        optional("dibs.security.oidc.client-id").orElseGet(() -> {
                            mistake("dibs.security.oidc.issuer is set, but not dibs.security.oidc.client-id.");
                            return "";
                        }),
                        optional("dibs.security.oidc.client-secret"),
                        optional("dibs.security.oidc.scopes").orElse("openid"),
                        optional("dibs.security.oidc.name-claim").orElse("sub"),
                        optional("dibs.security.oidc.groups-claim").orElse("groups")));
    }

    Sessions sessions() {
        return new Sessions(
                url("dibs.security.public-url"),
                duration("dibs.security.session"),
                optional("dibs.security.session-key"));
    }

    private Optional<URI> url(String key) {
        return optional(key).flatMap(text -> {
            try {
                URI url = URI.create(text);
                if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                    return Optional.of(url);
                }
            } catch (IllegalArgumentException e) {
                // Said below, as for another scheme.
            }
            mistake(key + " is '" + text + "'; it must be a URL with https or, for tests, http.");
            return Optional.empty();
        });
    }

    private Duration duration(String key) {
        String text = optional(key).orElse("");
        try {
            Duration value = Duration.parse(text);
            if (value.compareTo(Duration.ofMinutes(1)) >= 0 && value.compareTo(LONGEST_SESSION) <= 0) {
                return value;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for one out of range.
        }
        mistake(key + " is '" + text + "'; it must be a duration such as PT8H, from PT1M to " + LONGEST_SESSION + ".");
        return Duration.ofMinutes(1);
    }
}
