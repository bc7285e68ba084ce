package io.dibs.store;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many commands Redis runs for something, by name; those of scripts too. */
public final class CommandCounts {
    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");
    private static final Set<String> ASKING = Set.of("info", "ping");

    private CommandCounts() {}

    public static Map<String, Long> of(Domain domain, Runnable action) {
        Map<String, Long> before = read(domain);
        action.run();
        Map<String, Long> after = read(domain);
        before.forEach((command, calls) -> after.merge(command, -calls, Long::sum));
        after.keySet().removeAll(ASKING);
        after.values().removeIf(calls -> calls == 0);
        return after;
    }

    private static Map<String, Long> read(Domain domain) {
        Map<String, Long> calls = new TreeMap<>();
        Matcher matcher = CALLS.matcher(domain.redis.call(r -> r.info("commandstats")));
        while (matcher.find()) {
            calls.put(matcher.group(1), Long.valueOf(matcher.group(2)));
        }
        return calls;
    }
}
