package io.dibs.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.dibs.Task;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.Attributes;
import io.dibs.store.NewTask;
import io.dibs.trace.TracedTask;
import io.dibs.trace.Tracing;
import io.dibs.trace.Tracing.Dispatching;

/** The spans of tasks that are dispatched together, one for each: what runs a task continues that of its dispatch. */
final class DispatchTrace {
    private static final Log LOG = Log.of(DispatchTrace.class);

    private final List<NewTask> tasks;
    private final List<Dispatching> spans;

    private DispatchTrace(List<NewTask> tasks, List<Dispatching> spans) {
        this.tasks = tasks;
        this.spans = spans;
    }

    /** Begins them, if this process traces. Never throws: what cannot be traced is dispatched all the same. */
    static DispatchTrace of(Tracing tracing, List<NewTask> tasks) {
        if (!tracing.isOn()) {
            return new DispatchTrace(tasks, List.of());
        }
        List<Dispatching> spans = new ArrayList<>(tasks.size());
        List<NewTask> traced = new ArrayList<>(tasks.size());
        try {
            for (NewTask task : tasks) {
                Dispatching span =
                        tracing.dispatching(described(task), task.reservations().size());
                spans.add(span);
                traced.add(in(span.traceparent(), task));
            }
            return new DispatchTrace(traced, spans);
        } catch (RuntimeException | LinkageError e) {
            LOG.tell(e, LogEvent.DISPATCH_UNTRACED, tasks.size());
            spans.forEach(Dispatching::close);
            return new DispatchTrace(tasks, List.of());
        }
    }

    /** Hands the tasks over, and ends the spans. */
    <T> T whileHanding(Function<List<NewTask>, T> hand) {
        try {
            return hand.apply(tasks);
        } catch (RuntimeException | Error e) {
            spans.forEach(span -> span.failed(e));
            throw e;
        } finally {
            spans.forEach(Dispatching::close);
        }
    }

    private static TracedTask described(NewTask task) {
        Attributes attributes = task.attributes();
        return new TracedTask(
                task.id(),
                task.name(),
                Optional.of(task.queue()),
                attributes.group(),
                attributes.correlationId(),
                attributes.origin().schedule(),
                attributes.origin().traceparent());
    }

    /** The task in the span of its dispatch, and with it what follows it. */
    private static NewTask in(String traceparent, NewTask task) {
        Task.Origin origin = task.attributes().origin();
        Task.Origin traced = new Task.Origin(
                origin.owner(),
                origin.schedule(),
                origin.tick(),
                Optional.of(traceparent),
                origin.immediate(),
                origin.retryOf());
        return new NewTask(
                task.id(),
                task.name(),
                task.arguments(),
                task.queue(),
                task.priority(),
                task.reservations(),
                task.attributes().with(traced),
                task.parent(),
                task.followers().stream()
                        .map(follower -> in(traceparent, follower))
                        .toList());
    }
}
