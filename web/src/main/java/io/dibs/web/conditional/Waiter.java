package io.dibs.web.conditional;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.dibs.Task;
import io.dibs.TaskDetail;

/** One request that waits for a task. What changes in it is used by looks at tasks only, of which there is one at a time. */
final class Waiter {
    private static final long JUDGE_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    final UUID task;
    final Set<TaskDetail> details;
    final CompletableFuture<Optional<Task>> answer = new CompletableFuture<>();
    private final Predicate<Task> enough;
    private final long end;
    private Task seen;
    private long judged;

    /** @param end by {@link System#nanoTime} */
    Waiter(UUID task, Set<TaskDetail> details, Predicate<Task> enough, long end) {
        this.task = task;
        this.details = details;
        this.enough = enough;
        this.end = end;
    }

    /** What it waits for may depend on more than the task; so that is asked again, only not so often. */
    boolean isOver(Task now, long nanos) {
        if (nanos - end >= 0) {
            return true;
        }
        if (now.equals(seen) && nanos - judged < JUDGE_AGAIN_NANOS) {
            return false;
        }
        seen = now;
        judged = nanos;
        return enough.test(now);
    }
}
