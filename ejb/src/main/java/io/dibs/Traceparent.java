package io.dibs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code traceparent} header of W3C Trace Context. */
final class Traceparent {
    /** Later versions may have more behind another dash. */
    private static final Pattern FORMAT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32}-[0-9a-f]{16})-([0-9a-f]{2})(-.*)?", Pattern.DOTALL);

    private static final Pattern ALL_ZERO = Pattern.compile("0{32}-.*|.*-0{16}");

    private Traceparent() {}

    /** What this version of the standard, 00, makes of a header: of a later version, the parts that it knows. */
    static Optional<String> valid(String header) {
        Matcher parts = FORMAT.matcher(header == null ? "" : header.strip());
        if (!parts.matches() || ALL_ZERO.matcher(parts.group(2)).matches()) {
            return Optional.empty();
        }
        String version = parts.group(1);
        if (version.equals("ff") || (version.equals("00") && parts.group(4) != null)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(parts.group(3), 16) & 1) == 1;
        return Optional.of("00-" + parts.group(2) + (sampled ? "-01" : "-00"));
    }
}
