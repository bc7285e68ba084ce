package io.dibs.chaos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.store.StoredTask;

/**
 * What the store says of a task in the end.
 *
 * @param attempts all of its attempts, the first first
 * @param attemptCount how many attempts the store has counted
 */
record Fact(
        UUID id,
        TaskState state,
        List<Attempt> attempts,
        int attemptCount,
        RetryPolicy retry,
        Optional<UUID> parent,
        List<UUID> children) {
    private static final String MISSING = "gone missing";
    private static final String FORGOTTEN = "lost by Redis";

    /** How an attempt ended. */
    enum Fate {
        /** Its worker said how: until then it was the current execution, and nobody else could have what it reserved. */
        RECORDED,
        /** It was taken from its worker, whose lease had ended. */
        LOST
    }

    /**
     * An attempt.
     *
     * @param process the name of its worker
     * @param planned whether it failed because it was to fail
     * @param endedMillis when it ended, by Redis' clock
     */
    record Attempt(int number, long token, String process, Fate fate, boolean planned, long endedMillis) {}

    static Fact of(StoredTask task) {
        List<Attempt> attempts = new ArrayList<>();
        long finished = task.time("finished").map(Instant::toEpochMilli).orElse(0L);
        task.pastAttempts()
                .forEach(past -> attempts.add(new Attempt(
                        past.number(),
                        past.fencingToken(),
                        past.worker(),
                        isLost(past.error().getString("reason", "")) ? Fate.LOST : Fate.RECORDED,
                        past.error().getString("description", "").equals(Job.PLANNED),
                        past.finished().toEpochMilli())));
        if (attempts.size() < task.attempt()) {
            attempts.add(new Attempt(
                    task.attempt(),
                    task.fencingToken().orElse(0L),
                    task.worker().orElse(""),
                    task.fields().containsKey("exec") ? Fate.RECORDED : Fate.LOST,
                    task.json("error").orElse("").contains(Job.PLANNED),
                    finished));
        }
        return new Fact(
                task.id(),
                task.state(),
                attempts,
                task.attempt(),
                task.attributes().retry(),
                task.parent(),
                task.children());
    }

    private static boolean isLost(String reason) {
        return reason.contains(MISSING) || reason.contains(FORGOTTEN);
    }

    /** The attempt with that token. */
    Optional<Attempt> attempt(long token) {
        return attempts.stream().filter(attempt -> attempt.token() == token).findFirst();
    }

    Optional<Attempt> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }
}
