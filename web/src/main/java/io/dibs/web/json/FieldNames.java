package io.dibs.web.json;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of fields in JSON: snake_case. */
public final class FieldNames {
    private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private FieldNames() {}

    /** The name of the field that stands for a Java property. */
    public static String of(String property) {
        return NEXT_WORD.matcher(property).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
