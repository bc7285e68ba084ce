package io.dibs.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.dibs.Audit;

/** Has {@code check.lua} check some keys or members. Thread-safe. */
final class AuditCheck {
    /** After how many reads the script leaves the rest to the next call; 1,000 take it one or two milliseconds. */
    private static final int READS_AT_ONCE = 1000;

    /** Up to how many members a key is checked whole, in one step of the script. */
    private static final int MOST_MEMBERS = 100;

    private final Redis redis;

    AuditCheck(Redis redis) {
        this.redis = redis;
    }

    /**
     * Something to check: a key with all its members, or one member of a key.
     *
     * @param key the name of the key, without the prefix
     * @param member empty for the key itself
     */
    record Item(Optional<KeyFamily> family, String key, String member) {
        static Item key(String key) {
            return new Item(KeyFamily.of(key), key, "");
        }

        Item member(String member) {
            return new Item(family, key, member);
        }

        String type() {
            return family.map(KeyFamily::type).orElse("");
        }

        void addTo(List<String> arguments) {
            arguments.add(family.map(KeyFamily::code).orElse("unknown"));
            arguments.add(type());
            arguments.add(key);
            arguments.add(family.map(known -> known.rest(key)).orElse(""));
            arguments.add(member);
        }
    }

    /** What one call found: violations by item, and items that have too many members. */
    record Checked(Instant time, int done, Map<Item, Set<Audit.Finding>> findings, List<Item> crowded) {}

    /** Checks items, in one step of Redis; as many as take it some milliseconds. */
    Checked of(List<Item> items) {
        List<String> arguments = new ArrayList<>(2 + 5 * items.size());
        arguments.add(Integer.toString(READS_AT_ONCE));
        arguments.add(Integer.toString(MOST_MEMBERS));
        items.forEach(item -> item.addTo(arguments));
        List<?> reply = (List<?>) redis.run(Script.CHECK, arguments);
        Map<Item, Set<Audit.Finding>> findings = new HashMap<>();
        for (Object each : (List<?>) reply.get(2)) {
            List<?> violation = (List<?>) each;
            findings.computeIfAbsent(item(items, violation.get(0)), item -> new LinkedHashSet<>())
                    .add(new Audit.Finding(
                            Audit.Kind.valueOf(upper(violation.get(1))),
                            Audit.ObjectType.valueOf(upper(violation.get(2))),
                            (String) violation.get(3),
                            (String) violation.get(4)));
        }
        return new Checked(
                StoredTask.instant((Long) reply.get(0)),
                ((Long) reply.get(1)).intValue(),
                findings,
                ((List<?>) reply.get(3))
                        .stream().map(number -> item(items, number)).collect(Collectors.toList()));
    }

    private static Item item(List<Item> items, Object number) {
        return items.get(((Long) number).intValue() - 1);
    }

    private static String upper(Object code) {
        return ((String) code).toUpperCase(Locale.ROOT);
    }
}
