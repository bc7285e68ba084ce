package io.dibs.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.dibs.store.Domain;
import redis.clients.jedis.Jedis;

/** What the audit of a domain finds. */
final class Findings {
    private Findings() {}

    static List<String> of(Jedis redis, String domain) {
        try (InputStream in = Domain.class.getResourceAsStream("audit.lua")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<?> reply = (List<?>) redis.eval(script, List.of("dibs:{" + domain + "}:"), List.of());
            return ((List<?>) reply.get(0)).stream().map(String.class::cast).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
