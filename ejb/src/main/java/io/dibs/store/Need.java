package io.dibs.store;

import java.lang.module.ModuleDescriptor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a task needs of the process that runs it: its method, and of the application's modules at least these versions.
 *
 * <p>Versions are compared as {@link ModuleDescriptor.Version} does: number by number, {@code 1.10} after {@code 1.9}, and
 * {@code 2.0-SNAPSHOT} before {@code 2.0}. A text that is none, since it does not begin with a digit, say, is met by the
 * same text only.
 *
 * @param minimumVersions by module
 */
public record Need(String method, Map<String, String> minimumVersions) {
    /**
     * As one text, the same for all tasks that need the same: a worker that lacks it says so once, and it is part of the name
     * of the key where such tasks are parked.
     */
    public String text() {
        if (minimumVersions.isEmpty()) {
            return method;
        }
        StringBuilder text = new StringBuilder(method);
        new TreeMap<>(minimumVersions)
                .forEach((module, version) ->
                        text.append('@').append(module).append('=').append(version));
        return text.toString();
    }

    /** The need of that text. */
    static Need of(String text) {
        String[] parts = text.split("@");
        Map<String, String> versions = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            int end = parts[i].indexOf('=');
            versions.put(parts[i].substring(0, end), parts[i].substring(end + 1));
        }
        return new Need(parts[0], versions);
    }

    /** Whether a process with these modules is new enough. It does not say whether it knows the method. */
    public boolean isMetBy(Map<String, String> modules) {
        return minimumVersions.entrySet().stream()
                .allMatch(each -> isAtLeast(modules.get(each.getKey()), each.getValue()));
    }

    private static boolean isAtLeast(String version, String minimum) {
        if (version == null || version.equals(minimum)) {
            return version != null;
        }
        return parse(version)
                .flatMap(has -> parse(minimum).map(wanted -> has.compareTo(wanted) >= 0))
                .orElse(false);
    }

    private static Optional<ModuleDescriptor.Version> parse(String version) {
        try {
            return Optional.of(ModuleDescriptor.Version.parse(version));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a text is a version that can be compared with others. */
    public static boolean isComparable(String version) {
        return parse(version).isPresent();
    }
}
