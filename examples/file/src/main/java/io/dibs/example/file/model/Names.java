package io.dibs.example.file.model;

import java.util.regex.Pattern;

/** What remotes and repositories may be called: something that needs no quoting in an URL. */
public final class Names {
    static final int MAX_LENGTH = 100;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (MAX_LENGTH - 1) + "}");

    private Names() {}

    /**
     * The name itself, if it is one.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static String valid(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A name has 1 to " + MAX_LENGTH
                    + " letters, digits, '.', '_' and '-', and begins with a letter or digit.");
        }
        return name;
    }
}
