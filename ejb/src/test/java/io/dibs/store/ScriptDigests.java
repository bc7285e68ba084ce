package io.dibs.store;

import java.util.Locale;

/** By what a script is seen to pass on its way to Redis. */
public final class ScriptDigests {
    private ScriptDigests() {}

    /** The digest of the script with that name, such as {@code exchange}. */
    public static String of(String script) {
        return Script.valueOf(script.toUpperCase(Locale.ROOT)).sha();
    }
}
