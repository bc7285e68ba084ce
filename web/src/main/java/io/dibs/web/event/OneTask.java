package io.dibs.web.event;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import io.dibs.Attempt;
import io.dibs.Task;
import io.dibs.TaskEvent;
import io.dibs.TaskState;
import io.dibs.TaskSubscription;
import io.dibs.web.json.EventJson;
import io.dibs.web.json.Hrefs;

/**
 * One task from its present state to its final one. The id of an event is the state in it: such a stream always begins with
 * the present state, so there is nothing else to resume from.
 */
final class OneTask implements EventSource {
    private final Task present;
    private final Instant since;
    private final TaskSubscription subscription;
    private final Hrefs hrefs;
    private boolean begun;
    private boolean over;

    /**
     * The events of a task.
     *
     * @param present the task as it was after the subscription had begun
     */
    OneTask(Task present, TaskSubscription subscription, Hrefs hrefs) {
        this.present = present;
        this.subscription = subscription;
        this.hrefs = hrefs;
        since = lastChange(present);
    }

    private static Instant lastChange(Task task) {
        return Stream.of(
                        Optional.of(task.createdAt()),
                        task.startedAt(),
                        task.cancelingSince(),
                        task.finishedAt(),
                        task.attempts().stream()
                                .map(Attempt::finishedAt)
                                .flatMap(Optional::stream)
                                .max(Comparator.naturalOrder()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public Optional<String> next() {
        if (!begun) {
            begun = true;
            return Optional.of(EventText.start() + text("task", present.state(), EventJson.of(present, since, hrefs)));
        }
        Optional<String> text = Optional.empty();
        while (text.isEmpty() && !over) {
            Optional<TaskEvent> event = subscription.poll();
            if (event.isEmpty()) {
                break;
            }
            text = next(event.get());
        }
        return text;
    }

    private Optional<String> next(TaskEvent event) {
        if (!(event instanceof TaskEvent.Changed changed)) {
            over = true; // The client comes back, and is told the present state.
            return Optional.empty();
        }
        boolean known = !changed.isProgress() && !changed.at().isAfter(since);
        return known
                ? Optional.empty()
                : Optional.of(
                        text(changed.isProgress() ? "progress" : "task", changed.to(), EventJson.of(changed, hrefs)));
    }

    private String text(String kind, TaskState state, EventJson data) {
        over = state.isFinal();
        return EventText.event(kind, state.text(), data);
    }

    @Override
    public boolean isOver() {
        return over || subscription.isClosed();
    }

    @Override
    public void onNews(Runnable action) {
        subscription.onNews(action);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
