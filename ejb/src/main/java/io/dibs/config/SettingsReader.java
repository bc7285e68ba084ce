package io.dibs.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.dibs.RetryPolicy;
import io.dibs.seal.KeyRing;
import io.dibs.store.Tls;

/** Reads settings one by one, goes on after a mistake, and remembers each as one sentence. */
final class SettingsReader {
    private static final String FOREVER = "forever";
    private static final Pattern QUEUE = Pattern.compile("\\*|[A-Za-z0-9._-]{1,200}");
    /** Of a package or a class. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*(:\\d{1,5})?");

    private final Function<String, Optional<String>> source;
    private final List<String> mistakes = new ArrayList<>();

    SettingsReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /** Throws if there was a mistake. */
    void check() {
        if (!mistakes.isEmpty()) {
            throw new InvalidSettingsException(mistakes);
        }
    }

    Optional<String> optional(String key) {
        return source.apply(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Optional<String> required(String key, String what) {
        Optional<String> text = optional(key);
        if (text.isEmpty()) {
            mistakes.add(key + " is empty; it must be " + what + ".");
        }
        return text;
    }

    private void wrong(String key, String text, String what) {
        mistakes.add(key + " is '" + text + "'; it must be " + what + ".");
    }

    String matching(String key, String pattern, String what) {
        Optional<String> text = required(key, what);
        text.filter(value -> !value.matches(pattern)).ifPresent(value -> wrong(key, value, what));
        return text.orElse("");
    }

    int integer(String key, int min, int max) {
        String what = "a whole number from " + min + " to " + max;
        return required(key, what)
                .map(text -> {
                    try {
                        int value = Integer.parseInt(text);
                        if (value >= min && value <= max) {
                            return value;
                        }
                    } catch (NumberFormatException e) {
                        // Said below, as for one out of range.
                    }
                    wrong(key, text, what);
                    return min;
                })
                .orElse(min);
    }

    boolean bool(String key) {
        String what = "true or false";
        return required(key, what)
                .map(text -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        wrong(key, text, what);
                    }
                    return text.equals("true");
                })
                .orElse(false);
    }

    /** One of an enum's names, in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        List<E> choices = List.of(type.getEnumConstants());
        String what = choices.stream()
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
        return required(key, what)
                .flatMap(text -> {
                    Optional<E> chosen = choices.stream()
                            .filter(choice ->
                                    choice.name().toLowerCase(Locale.ROOT).equals(text))
                            .findFirst();
                    if (chosen.isEmpty()) {
                        wrong(key, text, what);
                    }
                    return chosen;
                })
                .orElse(choices.get(0));
    }

    Duration duration(String key, Duration min, Duration max) {
        return required(key, durationWithin(min, max))
                .map(text -> parseDuration(key, text, min, max))
                .orElse(min);
    }

    Optional<Duration> optionalDuration(String key, Duration min, Duration max) {
        return optional(key).map(text -> parseDuration(key, text, min, max));
    }

    /** A duration from zero on, or the word for one without end. */
    Duration durationOrForever(String key, Duration max) {
        String what = durationWithin(Duration.ZERO, max) + ", or " + FOREVER;
        return required(key, what)
                .map(text -> text.equals(FOREVER)
                        ? ChronoUnit.FOREVER.getDuration()
                        : parseDuration(key, text, Duration.ZERO, max, what))
                .orElse(Duration.ZERO);
    }

    private Duration parseDuration(String key, String text, Duration min, Duration max) {
        return parseDuration(key, text, min, max, durationWithin(min, max));
    }

    private Duration parseDuration(String key, String text, Duration min, Duration max, String what) {
        try {
            Duration value = Duration.parse(text);
            if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
                return value;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for one out of range.
        }
        wrong(key, text, what);
        return min;
    }

    private static String durationWithin(Duration min, Duration max) {
        return "a duration such as PT30S, from " + min + " to " + max;
    }

    URI redisUrl(String key) {
        String what = "redis://[user:password@]host:port[/database], or the same with rediss://";
        return required(key, what)
                .map(text -> {
                    try {
                        URI url = new URI(text);
                        if (("redis".equals(url.getScheme()) || "rediss".equals(url.getScheme()))
                                && url.getHost() != null) {
                            return url;
                        }
                    } catch (URISyntaxException e) {
                        // Said below, as for another scheme; without the text, which may hold a password.
                    }
                    mistakes.add(key + " is not a Redis URL; it must be " + what + ".");
                    return Settings.NOWHERE;
                })
                .orElse(Settings.NOWHERE);
    }

    /** Secret keys; no mistake repeats any of the text. */
    KeyRing keys(String key) {
        try {
            return KeyRing.parse(optional(key).orElse(""));
        } catch (IllegalArgumentException e) {
            mistakes.add(key + " must be id:base64key, once or more, separated by commas. " + e.getMessage());
            return KeyRing.NONE;
        }
    }

    /** PEM files. */
    Tls tls(String authorities, String certificate, String key) {
        try {
            return Tls.read(
                    optional(authorities).map(Path::of),
                    optional(certificate).map(Path::of),
                    optional(key).map(Path::of));
        } catch (IllegalArgumentException e) { // An InvalidPathException too.
            mistakes.add(authorities + ", " + certificate + " or " + key + " is wrong. " + e.getMessage());
            return Tls.DEFAULT;
        }
    }

    List<String> queues(String key) {
        String what = "names of queues, separated by commas, or * for all, which comes last";
        List<String> queues = list(required(key, what).orElse(""));
        if (!queues.stream().allMatch(queue -> QUEUE.matcher(queue).matches())
                || (queues.contains("*") && queues.indexOf("*") < queues.size() - 1)) {
            wrong(key, String.join(",", queues), what);
        }
        return queues;
    }

    /** Names of hosts, or patterns for all names under one, with a port or without. */
    List<String> hosts(String key) {
        List<String> hosts = list(optional(key).orElse(""));
        hosts.stream()
                .filter(host -> !HOST.matcher(host).matches())
                .forEach(host -> wrong(
                        key,
                        host,
                        "names of hosts, separated by commas, such as hooks.example.com, hooks.example.com:8443 or"
                                + " *.example.com"));
        return hosts;
    }

    List<String> secrets(String key, int shortest) {
        List<String> secrets = list(optional(key).orElse(""));
        if (secrets.stream().anyMatch(secret -> secret.length() < shortest)) {
            mistakes.add(key + " has a secret of less than " + shortest + " characters; anybody could find it out.");
        }
        return secrets;
    }

    List<String> packages(String key) {
        return names(key, "names of packages, separated by commas");
    }

    private List<String> names(String key, String what) {
        List<String> names = list(optional(key).orElse(""));
        names.stream().filter(name -> !NAME.matcher(name).matches()).forEach(name -> wrong(key, name, what));
        return names;
    }

    /** Such as {@code none}, {@code fixed 3 PT10S} or {@code exponential 5 PT1S PT5M}. */
    RetryPolicy retry(String key, String onKey) {
        String what =
                "none, 'fixed', the number of attempts and the pause, as in fixed 3 PT10S, or 'exponential', the number"
                        + " of attempts, the first and the longest pause, as in exponential 5 PT1S PT5M";
        List<String> on = names(onKey, "names of exception classes, separated by commas");
        String text = required(key, what).orElse("none");
        String[] words = text.split("\\s+");
        try {
            if (words[0].equals("none") && words.length == 1) {
                return RetryPolicy.NONE;
            }
            if (words[0].equals("fixed") && words.length == 3 || words[0].equals("exponential") && words.length == 4) {
                return new RetryPolicy(
                        Integer.parseInt(words[1]),
                        Duration.parse(words[2]),
                        Duration.parse(words[words.length - 1]),
                        on);
            }
            wrong(key, text, what);
        } catch (NumberFormatException | DateTimeParseException e) {
            wrong(key, text, what);
        } catch (IllegalArgumentException e) { // A value is out of its range.
            mistakes.add(key + " is '" + text + "'. " + e.getMessage());
        }
        return RetryPolicy.NONE;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
    }
}
