package io.dibs;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list of tasks, from which a page goes on or back. It stays where it is while tasks come and go. Its text is
 * for Dibs alone: take it from a {@link TaskPage} and hand it to the next {@link TaskQuery} of the same filter and order.
 *
 * @param order the order of the list
 * @param back whether the page is what comes before the place, instead of after it
 * @param time the time by which the last task seen is ordered, in microseconds, less when later if the order is descending
 * @param number its number by dispatch, likewise
 */
public record TaskCursor(TaskOrder order, boolean back, long time, long number) {
    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("([np])([0-5])(-?[0-9a-z]{1,13})\\.(-?[0-9a-z]{1,13})");

    public TaskCursor {
        Objects.requireNonNull(order, "order");
    }

    /** Its text, of characters that need no escape in a URL. */
    public String text() {
        return (back ? "p" : "n") + order.ordinal() + Long.toString(time, RADIX) + "." + Long.toString(number, RADIX);
    }

    /**
     * The cursor of that text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static TaskCursor of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw unknown(text, null);
        }
        try {
            return new TaskCursor(
                    TaskOrder.values()[matcher.group(2).charAt(0) - '0'],
                    matcher.group(1).equals("p"),
                    Long.parseLong(matcher.group(3), RADIX),
                    Long.parseLong(matcher.group(4), RADIX));
        } catch (NumberFormatException e) {
            throw unknown(text, e);
        }
    }

    private static IllegalArgumentException unknown(String text, NumberFormatException cause) {
        return new IllegalArgumentException(
                "'" + text + "' is no cursor; take one from the page before or after, as it is.", cause);
    }
}
