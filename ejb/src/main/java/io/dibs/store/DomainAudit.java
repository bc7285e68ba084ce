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
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.dibs.Audit;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/**
 * Walks a domain and says which of its rules are broken. It reads the names of keys piece by piece and has
 * {@code check.lua} check some at a time, so that no call keeps Redis from others for more than some milliseconds, and
 * nothing here grows with the domain. Thread-safe: each walk stands alone.
 */
public final class DomainAudit {
    /** How many names of keys, or members, one look at the list of them asks for. */
    private static final int SCANNED_AT_ONCE = 1000;

    /** How many keys or members are sent to one call of the script. */
    private static final int CHECKED_AT_ONCE = 100;

    /** After how many reads the script leaves the rest to the next call; 1,000 take it one or two milliseconds. */
    private static final int READS_AT_ONCE = 1000;

    /** Up to how many members a key is checked whole, in one step of the script. */
    private static final int MOST_MEMBERS = 100;

    private final Redis redis;
    private final String domain;
    private final String prefix;

    public DomainAudit(Redis redis, StoreSettings settings) {
        this.redis = redis;
        domain = settings.domain();
        prefix = settings.prefix();
    }

    /**
     * Checks the domain.
     *
     * @throws io.dibs.StoreUnavailableException if Redis does not answer
     */
    public Audit.Report run() {
        return new Walk().run();
    }

    /**
     * Something to check: a key with all its members, or one member of a key.
     *
     * @param key the name of the key, without the prefix
     * @param member empty for the key itself
     */
    private record Item(Optional<KeyFamily> family, String key, String member) {
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
    private record Checked(Instant time, int done, Map<Item, Set<Audit.Finding>> findings, List<Item> crowded) {}

    private final class Walk {
        private final Set<Audit.Finding> listed = new LinkedHashSet<>();
        private long count;
        private long keys;
        private Instant first;
        private Instant last;

        Audit.Report run() {
            ScanParams named = new ScanParams().match(glob(prefix) + "*").count(SCANNED_AT_ONCE);
            scan(cursor -> redis.call(r -> r.scan(cursor, named)), this::look);
            if (first == null) {
                seen(check(List.of()).time());
            }
            return new Audit.Report(domain, first, last, keys, count, List.copyOf(listed));
        }

        private void seen(Instant time) {
            first = first == null ? time : first;
            last = time;
        }

        private void look(List<String> names) {
            keys += names.size();
            checkAll(names.stream()
                    .map(name -> Item.key(name.substring(prefix.length())))
                    .toList());
        }

        private void checkAll(List<Item> items) {
            int from = 0;
            while (from < items.size()) {
                Checked checked = check(items.subList(from, Math.min(from + CHECKED_AT_ONCE, items.size())));
                from += checked.done();
                seen(checked.time());
                confirm(checked.findings());
                checked.crowded().forEach(this::walkMembers);
            }
        }

        /** Looks again at what is wrong, and keeps what is still wrong in the same way. */
        private void confirm(Map<Item, Set<Audit.Finding>> suspected) {
            List<Item> items = List.copyOf(suspected.keySet());
            int from = 0;
            while (from < items.size()) {
                Checked again = check(items.subList(from, items.size()));
                from += again.done();
                again.findings().forEach((item, findings) -> {
                    findings.stream().filter(suspected.get(item)::contains).forEach(this::add);
                });
            }
        }

        private void add(Audit.Finding finding) {
            if (listed.size() < Audit.MOST_LISTED ? listed.add(finding) : !listed.contains(finding)) {
                count++;
            }
        }

        private void walkMembers(Item item) {
            String key = redis.key(item.key());
            ScanParams some = new ScanParams().count(SCANNED_AT_ONCE);
            Consumer<List<String>> look =
                    members -> checkAll(members.stream().map(item::member).toList());
            switch (item.type()) {
                case "zset" ->
                    scan(
                            cursor -> redis.call(r -> r.zscan(key, cursor, some)),
                            entries -> look.accept(
                                    entries.stream().map(Tuple::getElement).toList()));
                case "hash" ->
                    scan(
                            cursor -> redis.call(r -> r.hscan(key, cursor, some)),
                            entries -> look.accept(
                                    entries.stream().map(Map.Entry::getKey).toList()));
                default -> scan(cursor -> redis.call(r -> r.sscan(key, cursor, some)), look);
            }
        }
    }

    private interface Scan<T> {
        ScanResult<T> from(String cursor);
    }

    private static <T> void scan(Scan<T> scan, Consumer<List<T>> look) {
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<T> some = scan.from(cursor);
            look.accept(some.getResult());
            cursor = some.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    private Checked check(List<Item> items) {
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

    private static String glob(String text) {
        return text.replaceAll("([\\[\\]?*\\\\^])", "\\\\$1");
    }
}
