package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import redis.clients.jedis.UnifiedJedis;

/** The keys of a domain. */
final class Keys {
    /** What is left of a domain in which nothing is: the number of its last task; its lease clock and last fencing token. */
    static final Set<String> FOR_EVER = Set.of("seq", "clock");

    private Keys() {}

    /** Their names, without the prefix. */
    static Set<String> of(Domain domain) {
        String prefix = domain.settings.prefix();
        Set<String> names = new TreeSet<>();
        domain.redis.call(r -> r.keys(prefix + "*")).forEach(key -> names.add(key.substring(prefix.length())));
        return names;
    }

    /** All that they hold. By content: Redis may order the same members of a hash or a set anew at any time. */
    static Map<String, String> contents(Domain domain) {
        Map<String, String> contents = new TreeMap<>();
        for (String name : of(domain)) {
            String key = domain.redis.key(name);
            contents.put(name, domain.redis.call(r -> content(r, key)));
        }
        return contents;
    }

    private static String content(UnifiedJedis redis, String key) {
        String type = redis.type(key);
        Object content =
                switch (type) {
                    case "hash" -> hash(redis, key);
                    case "set" -> new TreeSet<>(redis.smembers(key));
                    case "zset" -> redis.zrangeWithScores(key, 0, -1);
                    case "list" -> redis.lrange(key, 0, -1);
                    case "string" -> redis.get(key);
                    default -> "";
                };
        return type + " " + content;
    }

    private static Map<String, String> hash(UnifiedJedis redis, String key) {
        Map<String, String> fields = new TreeMap<>(redis.hgetAll(key));
        if (key.endsWith(":clock")) {
            fields.keySet().removeAll(Set.of("last", "offset")); // A clock goes on.
        }
        return fields;
    }

    /** Runs something, and fails if it changed any key. */
    static void assertUnchangedBy(Domain domain, Runnable action) {
        Map<String, String> before = contents(domain);
        action.run();
        assertThat(contents(domain)).isEqualTo(before);
    }

    /** Those that do not go by themselves: an audit sees that notes do. */
    static Set<String> left(Domain domain) {
        Set<String> left = of(domain);
        left.remove("notes");
        return left;
    }

    static void assertNothingLeft(Domain domain) {
        assertThat(left(domain)).isSubsetOf(FOR_EVER);
    }

    static void remove(Domain domain) {
        Set<String> names = of(domain);
        if (!names.isEmpty()) {
            String[] keys = names.stream().map(domain.redis::key).toArray(String[]::new);
            domain.redis.call(r -> r.unlink(keys));
        }
    }
}
