package io.dibs.it.container;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import redis.clients.jedis.RedisClient;

/** What is in Redis, key by key, as {@code docs/architecture.md} lists them. */
final class RedisKeys implements AutoCloseable {
    private static final String PREFIX = "dibs:{default}:";

    private final RedisClient redis;

    RedisKeys(URI uri) {
        redis = RedisClient.create(uri.toString());
    }

    String state(String task) {
        return field(task, "state");
    }

    String field(String task, String name) {
        return redis.hget(PREFIX + "task:" + task, name);
    }

    /** The keys that are there because of workers. */
    Set<String> ofWorkers() {
        return keys("leases|idle:.*|(worker|run|stop|wake):.*");
    }

    /** All claims: the resource's key, and a task. */
    List<Map.Entry<String, String>> claims() {
        List<Map.Entry<String, String>> claims = new ArrayList<>();
        for (String key : keys("[xs]:.*")) {
            redis.zrange(PREFIX + key, 0, -1).forEach(task -> claims.add(Map.entry(key, task)));
        }
        return claims;
    }

    private Set<String> keys(String pattern) {
        return redis.keys("*").stream()
                .filter(key -> key.startsWith(PREFIX))
                .map(key -> key.substring(PREFIX.length()))
                .filter(key -> key.matches(pattern))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        redis.close();
    }
}
