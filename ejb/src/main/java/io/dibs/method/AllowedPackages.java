package io.dibs.method;

import java.util.List;

/** Which class names may be tasks. It is asked before a class is loaded, so that a name alone loads nothing. */
record AllowedPackages(List<String> prefixes) {
    private static final String ENGINE = "io.dibs.";
    private static final String EXAMPLES = "io.dibs.example.";

    /** @param prefixes {@code com.acme}, {@code com.acme.} and {@code com.acme.*} mean the same; none allows all */
    AllowedPackages {
        prefixes = prefixes.stream()
                .map(String::strip)
                .map(prefix -> prefix.replaceFirst("\\.?\\*?$", ""))
                .filter(prefix -> !prefix.isEmpty())
                .toList();
    }

    boolean allow(String className) {
        return !isEngine(className) && (prefixes.isEmpty() || prefixes.stream().anyMatch(p -> covers(p, className)));
    }

    /** The engine's own public methods are not for whoever may dispatch a task by name. */
    static boolean isEngine(String className) {
        return className.startsWith(ENGINE) && !className.startsWith(EXAMPLES);
    }

    private static boolean covers(String prefix, String className) {
        return className.startsWith(prefix)
                && (className.length() == prefix.length() || ".$".indexOf(className.charAt(prefix.length())) >= 0);
    }
}
