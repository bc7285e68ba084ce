package io.dibs;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a {@link TaskSubscription} tells. */
public sealed interface TaskEvent {
    /**
     * A task has changed its state, or its progress, anywhere in the domain.
     *
     * @param id where it is among all events, for {@link TaskEvents#subscribe(TaskEventFilter, String)}
     * @param task the task's id
     * @param name its method, {@code class#method}
     * @param from its state before; empty when it was dispatched; as {@code to} when only its progress changed
     * @param to its state now
     * @param at when, by Redis' time
     * @param queue its queue
     * @param group its group
     * @param parent the task inside which it was dispatched
     * @param owner the user who dispatched it
     * @param correlationId what ties together what one request caused
     */
    record Changed(
            String id,
            UUID task,
            String name,
            Optional<TaskState> from,
            TaskState to,
            Instant at,
            String queue,
            Optional<String> group,
            Optional<UUID> parent,
            Optional<String> owner,
            Optional<String> correlationId)
            implements TaskEvent {
        /** Whether the state is the same as before. */
        public boolean isProgress() {
            return from.filter(to::equals).isPresent();
        }
    }

    /**
     * Events may have been missed: Redis was away or has lost data, or there were too many at once. Whoever keeps a picture of
     * the tasks has to read it anew.
     *
     * @param position where the events that follow begin
     */
    record Reset(String position) implements TaskEvent {}
}
