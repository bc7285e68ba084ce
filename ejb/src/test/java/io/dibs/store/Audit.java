package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.dibs.TaskState;

/**
 * What a domain's keys say, and what is wrong with them.
 *
 * @param violations of the rules that hold at every instant
 * @param tasks all tasks, in the order of their numbers
 */
record Audit(List<String> violations, List<Seen> tasks) {
    /** A task; blocked is the number of its claims that are not granted. */
    record Seen(UUID id, TaskState state, long blocked, boolean parked) {}

    private static final String SCRIPT = read();

    static Audit of(Domain domain) {
        List<?> reply = domain.redis.call(r -> (List<?>) r.eval(SCRIPT, List.of(domain.settings.prefix()), List.of()));
        return new Audit(
                ((List<?>) reply.get(0)).stream().map(String.class::cast).toList(),
                ((List<?>) reply.get(1)).stream().map(Audit::seen).toList());
    }

    private static Seen seen(Object reply) {
        List<?> task = (List<?>) reply;
        return new Seen(
                UUID.fromString((String) task.get(0)),
                TaskState.of((String) task.get(1)),
                (Long) task.get(2),
                (Long) task.get(3) == 1);
    }

    /** Fails if a rule is broken. */
    static Audit assertSound(Domain domain) {
        Audit audit = of(domain);
        assertThat(audit.violations()).as("rules that are broken").isEmpty();
        return audit;
    }

    private static String read() {
        try (InputStream in = Audit.class.getResourceAsStream("audit.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
