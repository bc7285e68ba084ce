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
 * @param finishedMillis when it ended, by Redis' clock; 0 if it has not
 */
record Fact(
        UUID id,
        TaskState state,
        List<Attempt> attempts,
        int attemptCount,
        RetryPolicy retry,
        Optional<UUID> parent,
        List<UUID> children,
        long finishedMillis) {
    private static final String MISSING = "gone missing";

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
     */
    record Attempt(int number, long token, String process, Fate fate, boolean planned) {}

    static Fact of(StoredTask task) {
        List<Attempt> attempts = new ArrayList<>();
        task.pastAttempts()
                .forEach(past -> attempts.add(new Attempt(
                        past.number(),
                        past.fencingToken(),
                        past.worker(),
                        past.error().getString("reason", "").contains(MISSING) ? Fate.LOST : Fate.RECORDED,
                        past.error().getString("description", "").equals(Job.PLANNED))));
        if (attempts.size() < task.attempt()) {
            attempts.add(new Attempt(
                    task.attempt(),
                    task.fencingToken().orElse(0L),
                    task.worker().orElse(""),
                    task.fields().containsKey("exec") ? Fate.RECORDED : Fate.LOST,
                    task.json("error").orElse("").contains(Job.PLANNED)));
        }
        return new Fact(
                task.id(),
                task.state(),
                attempts,
                task.attempt(),
                task.attributes().retry(),
                task.parent(),
                task.children(),
                task.time("finished").map(Instant::toEpochMilli).orElse(0L));
    }

    /** The attempt with that token. */
    Optional<Attempt> attempt(long token) {
        return attempts.stream().filter(attempt -> attempt.token() == token).findFirst();
    }

    Optional<Attempt> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }
}
