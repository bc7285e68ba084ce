package io.dibs.web.conditional;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The preference to wait for an answer, {@code Prefer: wait=10} (RFC 7240). What is malformed is no preference. */
public final class PreferWait {
    /** The header with which a caller says so. */
    public static final String HEADER = "Prefer";

    /** The header that says that it was done. */
    public static final String APPLIED = "Preference-Applied";

    private static final int LONGEST_SECONDS = 60;
    private static final Pattern WAIT =
            Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*(\"?)([0-9]{1,9})\\1\\s*(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

    private PreferWait() {}

    /** How long a caller prefers to wait: 1 s to 60 s. Of several times the first counts. */
    public static Optional<Duration> of(List<String> prefer) {
        for (String value : prefer) {
            Matcher matcher = WAIT.matcher(value);
            if (matcher.find()) {
                int seconds = Math.min(LONGEST_SECONDS, Integer.parseInt(matcher.group(2)));
                return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
            }
        }
        return Optional.empty();
    }

    /** What {@link #APPLIED} says. */
    public static String applied(Duration wait) {
        return "wait=" + wait.toSeconds();
    }
}
