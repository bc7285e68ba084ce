package io.dibs;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which events to be told of: those that fulfil all that is given.
 *
 * @param states only of tasks that come to be in one of these states, or report progress in one; empty for all
 * @param name only of tasks of this method, {@code class#method}
 * @param queue only of tasks of this queue
 * @param group only of tasks in this group
 * @param parent only of tasks that were dispatched inside this one
 * @param owner only of tasks that this user dispatched
 * @param task only of this task
 */
public record TaskEventFilter(
        Set<TaskState> states,
        Optional<String> name,
        Optional<String> queue,
        Optional<String> group,
        Optional<UUID> parent,
        Optional<String> owner,
        Optional<UUID> task) {
    /** All events. */
    public static final TaskEventFilter ALL = new TaskEventFilter(
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public TaskEventFilter {
        states = Set.copyOf(states);
    }

    /** All events of one task. */
    public static TaskEventFilter of(UUID task) {
        return new TaskEventFilter(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(task));
    }

    /** All events of the tasks in a group. */
    public static TaskEventFilter ofGroup(String group) {
        return new TaskEventFilter(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(group),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether an event fulfils all that is given. */
    public boolean matches(TaskEvent.Changed event) {
        return (states.isEmpty() || states.contains(event.to()))
                && (task.isEmpty() || task.get().equals(event.task()))
                && (name.isEmpty() || name.get().equals(event.name()))
                && (queue.isEmpty() || queue.get().equals(event.queue()))
                && (group.isEmpty() || group.equals(event.group()))
                && (parent.isEmpty() || parent.equals(event.parent()))
                && (owner.isEmpty() || owner.equals(event.owner()));
    }
}
