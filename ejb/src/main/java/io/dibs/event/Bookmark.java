package io.dibs.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where a listener was told: an entry of the stream, and a change in it.
 *
 * @param entry its position
 * @param index the last change of the entry that he was told of
 */
record Bookmark(String entry, int index) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}-\\d{1,18})(?:-(\\d{1,6}))?");

    /**
     * Reads the id of an event, or a position, which stands for all of its entry.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Bookmark of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not the id of an event; it is three numbers with hyphens between, such as 1732475405120-0-3.");
        }
        return new Bookmark(
                matcher.group(1), matcher.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(2)));
    }

    /** Whether a change of this entry comes behind it. */
    boolean isBefore(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)) > index;
    }
}
