package io.dibs.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.TaskState;

/**
 * Deletes many final tasks, some at a time. Thread-safe. Every method throws {@link io.dibs.StoreUnavailableException} when
 * Redis does not answer.
 */
public final class PurgeStore {
    private final Redis redis;

    public PurgeStore(Redis redis) {
        this.redis = redis;
    }

    /**
     * Which final tasks a purge is for.
     *
     * @param state their state, a final one
     * @param before they ended before this time
     * @param owner they are of this owner; empty for whoever's
     */
    public record Meant(TaskState state, Instant before, Optional<String> owner) {}

    /**
     * How far a purge is with the tasks of one state.
     *
     * @param position what the store knows it by
     * @param deleted how many it has deleted
     * @param looked how many it has looked at
     * @param left how many it has not looked at yet
     */
    public record Step(String position, long deleted, long looked, long left) {
        /** Before the first step of an attempt; if an earlier attempt was further, the first step says so. */
        public static final Step NONE = new Step("", 0, 0, 0);
    }

    /**
     * Looks at some more tasks, deletes those that are meant, and keeps with the task that purges how far it is.
     *
     * @param purge the task that purges
     * @param fencingToken the token of its execution
     * @param last the step before
     * @param most how many tasks to look at, at most 1,000
     * @return empty if that task does not run, or its execution is not the current one
     */
    public Optional<Step> next(UUID purge, long fencingToken, Meant meant, Step last, int most) {
        List<?> reply = (List<?>) redis.run(
                Script.PURGE,
                purge.toString(),
                Long.toString(fencingToken),
                meant.state().text(),
                micros(meant.before()),
                meant.owner().orElse(""),
                Integer.toString(most),
                last.position());
        return reply.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Step((String) reply.get(0), (Long) reply.get(1), (Long) reply.get(2), (Long) reply.get(3)));
    }

    /** How many tasks of a state ended before a time. */
    public long count(TaskState state, Instant before) {
        return redis.call(r -> r.zcount(redis.key("done:" + state.text()), "-inf", "(" + micros(before)));
    }

    private static String micros(Instant time) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }
}
