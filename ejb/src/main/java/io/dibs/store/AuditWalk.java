package io.dibs.store;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.dibs.Audit;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.Tuple;

/**
 * A walk through a domain in steps, each of which keeps Redis from others for some milliseconds at most. Between them as much
 * time may pass as one likes. Not thread-safe.
 */
public final class AuditWalk {
    /** How many names of keys, or members, one look at the list of them asks for. */
    private static final int SCANNED_AT_ONCE = 1000;

    /** How many keys or members are sent to one call of the script. */
    private static final int CHECKED_AT_ONCE = 100;

    private final Redis redis;
    private final String domain;
    private final AuditCheck check;
    private final Deque<Scan<?>> scans = new ArrayDeque<>();
    private final Deque<AuditCheck.Item> found = new ArrayDeque<>();
    private final Set<Audit.Finding> listed = new LinkedHashSet<>();
    private long count;
    private long keys;
    private Instant first;
    private Instant last;

    AuditWalk(Redis redis, StoreSettings settings) {
        this.redis = redis;
        domain = settings.domain();
        check = new AuditCheck(redis);
        String prefix = settings.prefix();
        ScanParams named = new ScanParams().match(glob(prefix) + "*").count(SCANNED_AT_ONCE);
        scan(cursor -> redis.call(r -> r.scan(cursor, named)), names -> {
            keys += names.size();
            return names.stream().map(name -> AuditCheck.Item.key(name.substring(prefix.length())));
        });
    }

    /**
     * Goes on.
     *
     * @return whether there is more to do
     * @throws io.dibs.StoreUnavailableException if Redis does not answer; the walk cannot go on then
     */
    public boolean step() {
        if (!found.isEmpty()) {
            checkSome();
        } else if (!scans.isEmpty()) {
            scans.peek().page();
        }
        boolean more = !found.isEmpty() || !scans.isEmpty();
        if (!more && first == null) {
            seen(check.of(List.of()).time());
        }
        return more;
    }

    /** What was found. */
    public Audit.Report report() {
        return new Audit.Report(domain, first, last, keys, count, List.copyOf(listed));
    }

    private void seen(Instant time) {
        first = first == null ? time : first;
        last = time;
    }

    private void checkSome() {
        List<AuditCheck.Item> some = found.stream().limit(CHECKED_AT_ONCE).toList();
        AuditCheck.Checked checked = check.of(some);
        seen(checked.time());
        confirm(checked.findings());
        for (int i = 0; i < checked.done(); i++) {
            found.remove();
        }
        checked.crowded().forEach(this::scanMembers);
    }

    /** Looks again at what is wrong, and keeps what is still wrong in the same way. */
    private void confirm(Map<AuditCheck.Item, Set<Audit.Finding>> suspected) {
        List<AuditCheck.Item> items = List.copyOf(suspected.keySet());
        int from = 0;
        while (from < items.size()) {
            AuditCheck.Checked again = check.of(items.subList(from, items.size()));
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

    private void scanMembers(AuditCheck.Item item) {
        String key = redis.key(item.key());
        ScanParams some = new ScanParams().count(SCANNED_AT_ONCE);
        switch (item.type()) {
            case "zset" ->
                scan(
                        cursor -> redis.call(r -> r.zscan(key, cursor, some)),
                        entries -> entries.stream().map(Tuple::getElement).map(item::member));
            case "hash" ->
                scan(
                        cursor -> redis.call(r -> r.hscan(key, cursor, some)),
                        entries -> entries.stream().map(Map.Entry::getKey).map(item::member));
            default ->
                scan(cursor -> redis.call(r -> r.sscan(key, cursor, some)), members -> members.stream()
                        .map(item::member));
        }
    }

    /** Has what a scan finds be checked, page by page. */
    private <T> void scan(Function<String, ScanResult<T>> from, Function<List<T>, Stream<AuditCheck.Item>> items) {
        scans.push(new Scan<>(from, items));
    }

    /** A scan that has not ended. */
    private final class Scan<T> {
        private final Function<String, ScanResult<T>> from;
        private final Function<List<T>, Stream<AuditCheck.Item>> items;
        private String cursor = ScanParams.SCAN_POINTER_START;

        Scan(Function<String, ScanResult<T>> from, Function<List<T>, Stream<AuditCheck.Item>> items) {
            this.from = from;
            this.items = items;
        }

        /** Reads a page; after the last one it is no more to be gone on with. */
        void page() {
            ScanResult<T> page = from.apply(cursor);
            items.apply(page.getResult()).forEach(found::add);
            cursor = page.getCursor();
            if (cursor.equals(ScanParams.SCAN_POINTER_START)) {
                scans.remove(this);
            }
        }
    }

    private static String glob(String text) {
        return text.replaceAll("([\\[\\]?*\\\\^])", "\\\\$1");
    }
}
