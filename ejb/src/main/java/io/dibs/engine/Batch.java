package io.dibs.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.dibs.BatchNotDispatchedException;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskBatch;
import io.dibs.TaskBuilder;
import io.dibs.TaskHandle;
import io.dibs.store.NewTask;

/** Collects tasks and dispatches them in as few steps as do not keep Redis from its other callers. */
class Batch implements TaskBatch {
    /** About three milliseconds of work for Redis. */
    private static final int MOST_IN_A_STEP = 200;

    private static final int LARGEST_STEP = 4 << 20;
    private static final int LARGEST_ATOMIC = 64 << 20;

    private final Dispatches dispatches;
    private final Set<Builder> tasks = new LinkedHashSet<>();

    Batch(Dispatches dispatches) {
        this.dispatches = dispatches;
    }

    @Override
    public TaskBatch add(TaskBuilder task) {
        if (!(task instanceof Builder builder)) {
            throw new IllegalArgumentException(
                    "Only tasks that TaskDispatcher has made can be in a batch, not " + task + ".");
        }
        if (builder.immediate) {
            throw new IllegalArgumentException("An immediate task cannot be in a batch: dispatch it by itself.");
        }
        if (!tasks.add(builder)) {
            throw new IllegalArgumentException(
                    "This task is in the batch already: make another one of the same method.");
        }
        return this;
    }

    @Override
    public int size() {
        return tasks.size();
    }

    @Override
    public List<TaskHandle> dispatch() {
        List<NewTask> all = newTasks();
        List<TaskHandle> handles = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); ) {
            int to = endOfStep(all, from);
            try {
                handles.addAll(dispatches.dispatch(all.subList(from, to)));
            } catch (StoreUnavailableException e) {
                throw new BatchNotDispatchedException(
                        "The first " + handles.size() + " of " + all.size() + " tasks were dispatched. "
                                + e.getMessage(),
                        e,
                        handles);
            }
            from = to;
        }
        return List.copyOf(handles);
    }

    private static int endOfStep(List<NewTask> tasks, int from) {
        int size = 0;
        int to = from;
        while (to < tasks.size() && to - from < MOST_IN_A_STEP && (to == from || size < LARGEST_STEP)) {
            size += tasks.get(to).arguments().length();
            to++;
        }
        return to;
    }

    @Override
    public List<TaskHandle> dispatchAllOrNone() {
        if (tasks.size() > MAX_ATOMIC) {
            throw new IllegalStateException("There are " + tasks.size() + " tasks in the batch, and at most "
                    + MAX_ATOMIC + " can be dispatched all or none.");
        }
        List<NewTask> all = newTasks();
        long size = all.stream().mapToLong(task -> task.arguments().length()).sum();
        if (size > LARGEST_ATOMIC) {
            throw new IllegalStateException("The arguments of the tasks in the batch have " + size
                    + " characters, and at most " + LARGEST_ATOMIC + " can be dispatched all or none.");
        }
        return all.isEmpty() ? List.of() : dispatches.dispatch(all);
    }

    private List<NewTask> newTasks() {
        return tasks.stream().map(dispatches::newTask).toList();
    }
}
