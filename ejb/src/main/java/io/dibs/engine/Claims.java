package io.dibs.engine;

import java.util.List;
import java.util.Optional;

import io.dibs.Claim;
import io.dibs.TaskState;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/** Makes {@link Claim}s of what the store has. */
final class Claims {
    private Claims() {}

    static List<Claim> of(List<TaskStore.InLine> inLine, boolean granted) {
        return inLine.stream().map(each -> of(each, granted)).toList();
    }

    private static Claim of(TaskStore.InLine inLine, boolean granted) {
        StoredTask task = inLine.task();
        TaskState state = task.state();
        return new Claim(
                task.id(),
                inLine.mode(),
                granted,
                state,
                state == TaskState.WAITING ? Optional.empty() : task.worker(),
                task.time("started")
                        .filter(started -> state != TaskState.WAITING)
                        .or(() -> task.time("created"))
                        .orElseThrow());
    }
}
