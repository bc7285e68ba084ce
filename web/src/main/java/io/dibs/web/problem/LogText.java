package io.dibs.web.problem;

/** Makes text of requests fit for a log: in one line, so that nobody can write entries of his own there. */
public final class LogText {
    private static final int LONGEST = 1_000;

    private LogText() {}

    /** The text with its control characters escaped, and not longer than a thousand characters. */
    public static String of(String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> {
            if (Character.isISOControl(point) || point == '\u2028' || point == '\u2029') {
                escaped.append(String.format("\\u%04x", point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return text.length() > LONGEST ? escaped.append('…').toString() : escaped.toString();
    }

    /** A stack trace in which messages, which may repeat what a request said, have no line breaks. */
    public static String of(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable each = thrown; each != null && depth < 10; each = each.getCause(), depth++) {
            text.append(depth == 0 ? "" : "\nCaused by: ")
                    .append(each.getClass().getName());
            if (each.getMessage() != null) {
                text.append(": ").append(of(each.getMessage()));
            }
            for (StackTraceElement element : each.getStackTrace()) {
                text.append("\n\tat ").append(element);
            }
        }
        return text.toString();
    }
}
