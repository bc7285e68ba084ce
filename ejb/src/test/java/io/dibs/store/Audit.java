package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import io.dibs.TaskState;

/** Audits a domain, as operators do; and shows what its tasks say of themselves, all of which an audit has checked. */
final class Audit {
    /** A task; blocked is the number of its claims that are not granted, none when it is final. */
    record Seen(UUID id, TaskState state, long blocked, boolean parked) {}

    /** In one round trip, since thousands of histories look at it after each step. */
    private static final String TASKS = """
            local P, tasks = KEYS[1], {}
            for i, id in ipairs(redis.call('ZRANGE', P .. 'tasks', 0, -1)) do
              local t = redis.call('HMGET', P .. 'task:' .. id, 'state', 'blocked', 'queue', 'parked', 'seq')
              local parked = t[4] and redis.call('ZSCORE', P .. 'parked:' .. t[3] .. ':' .. t[4], id)
              tasks[i] = { id, t[1], tonumber(t[2] or 0), parked and 1 or 0, tonumber(t[5]) }
            end
            table.sort(tasks, function(a, b)
              return a[5] < b[5]
            end)
            return tasks
            """;

    private Audit() {}

    static io.dibs.Audit.Report of(Domain domain) {
        return new DomainAudit(domain.redis, domain.settings).run();
    }

    /** Fails if a rule is broken. */
    static void assertSound(Domain domain) {
        io.dibs.Audit.Report report = of(domain);
        assertThat(report.findings()).as("rules that are broken").isEmpty();
        assertThat(report.isSound()).isTrue();
    }

    /** All tasks, in the order of their numbers in the lines. */
    static List<Seen> tasks(Domain domain) {
        List<?> reply = domain.redis.call(r -> (List<?>) r.eval(TASKS, List.of(domain.settings.prefix()), List.of()));
        return reply.stream().map(each -> seen((List<?>) each)).toList();
    }

    private static Seen seen(List<?> task) {
        TaskState state = TaskState.of((String) task.get(1));
        return new Seen(
                UUID.fromString((String) task.get(0)),
                state,
                state.isFinal() ? 0 : (Long) task.get(2),
                (Long) task.get(3) == 1);
    }
}
