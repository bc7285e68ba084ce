package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import io.dibs.TaskState;

/** Makes very many final tasks in little time. */
public final class FinalTasks {
    private static final int AT_ONCE = 10_000;
    private static final String SCRIPT = """
            local P, state, finished, step, call = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
            for i = 0, ARGV[5] - 1 do
              local seq = redis.call('INCR', P .. 'seq')
              local id = string.format('%08x-0000-4000-8000-%012x', seq * 7919 % 4294967296, seq)
              local time = string.format('%.0f', finished + i * step)
              redis.call('HSET', P .. 'task:' .. id, 'state', state, 'call', call, 'seq', seq, 'res', '', 'run', '1', 'queue',
                'default', 'priority', '0', 'created', finished, 'finished', time)
              redis.call('ZADD', P .. 'tasks', seq, id)
              redis.call('ZADD', P .. 'done:' .. state, time, id)
            end
            return 0
            """;

    private FinalTasks() {}

    /** Each a second younger than the one before. */
    public static void endedSince(Domain domain, TaskState state, Instant end, int count, Optional<String> owner) {
        make(domain, state, end, Duration.ofSeconds(1), count, owner);
    }

    public static void endedAtOnce(Domain domain, TaskState state, Instant end, int count, Optional<String> owner) {
        make(domain, state, end, Duration.ZERO, count, owner);
    }

    private static void make(
            Domain domain, TaskState state, Instant end, Duration step, int count, Optional<String> owner) {
        String call = "test.Tasks#run\n\n"
                + owner.map("{\"owner\":\"%s\"}"::formatted).orElse("") + "\n[]";
        for (int made = 0; made < count; made += AT_ONCE) {
            List<String> arguments = List.of(
                    state.text(),
                    Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, end.plus(step.multipliedBy(made)))),
                    Long.toString(step.toNanos() / 1000),
                    call,
                    Integer.toString(Math.min(AT_ONCE, count - made)));
            domain.redis.call(r -> r.eval(SCRIPT, List.of(domain.settings.prefix()), arguments));
        }
    }

    public static long count(Domain domain, TaskState state) {
        return domain.redis.call(r -> r.zcard(domain.redis.key("done:" + state.text())));
    }

    /** How many are kept whole. */
    public static long countTasks(Domain domain) {
        return domain.keys().stream().filter(key -> key.startsWith("task:")).count();
    }
}
