package io.dibs.purge;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.dibs.Progress;
import io.dibs.TaskContext;
import io.dibs.TaskPurge;
import io.dibs.TaskState;
import io.dibs.store.PurgeStore;
import io.dibs.store.TaskStore;

/**
 * The task that a {@link TaskPurge} becomes. It never has a list of tasks in its hands: the store goes through them and
 * keeps, with this task, how far it is and how many are deleted. So an attempt that follows one that was lost goes on where
 * that had come to, and its counts are those of all attempts.
 */
public final class Purge {
    /** About a millisecond of work for Redis. */
    private static final int LOOKED_AT_ONCE = 300;

    private final TaskStore tasks;
    private final PurgeStore store;
    private final TaskContext context;

    public Purge(TaskStore tasks, PurgeStore store, TaskContext context) {
        this.tasks = tasks;
        this.store = store;
        this.context = context;
    }

    /**
     * Deletes the tasks.
     *
     * @return how many were deleted, by the name of their state
     */
    public Map<String, Long> run(TaskPurge purge) {
        Instant before = before(purge);
        Map<TaskState, Long> unseen = new EnumMap<>(TaskState.class);
        purge.states().forEach(state -> unseen.put(state, store.count(state, before)));
        Progress progress = context.progress("Deleting final tasks", "purge.tasks");
        Map<String, Long> deleted = new LinkedHashMap<>();
        long looked = 0;
        for (TaskState state : unseen.keySet()) {
            PurgeStore.Meant meant = new PurgeStore.Meant(state, before, purge.owner());
            PurgeStore.Step step = PurgeStore.Step.NONE;
            do {
                context.checkCanceled();
                step = next(meant, step);
                unseen.put(state, step.left());
                long done = looked + step.looked();
                progress.total(done
                                + unseen.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                        .done(done);
            } while (step.left() > 0);
            looked += step.looked();
            deleted.put(state.text(), step.deleted());
        }
        progress.complete();
        return deleted;
    }

    /** By Redis' clock, and the same in each attempt. What ends while the purge is under way is not for it. */
    private Instant before(TaskPurge purge) {
        Instant dispatched = tasks.find(context.taskId())
                .flatMap(task -> task.time("created"))
                .orElseThrow();
        return purge.finishedBefore()
                .map(time -> time.isBefore(dispatched) ? time : dispatched)
                .orElse(dispatched.minus(TaskPurge.DEFAULT_AGE));
    }

    private PurgeStore.Step next(PurgeStore.Meant meant, PurgeStore.Step last) {
        return store.next(context.taskId(), context.fencingToken(), meant, last, LOOKED_AT_ONCE)
                .orElseThrow(() -> {
                    context.checkCanceled();
                    return new IllegalStateException("Task " + context.taskId()
                            + " purges no further: another execution of it is the current one, or it is to stop.");
                });
    }
}
