package io.dibs.engine;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

import io.dibs.ProblemChanged;
import io.dibs.TaskGroupCompleted;
import io.dibs.TaskStateChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.NewTask;
import io.dibs.worker.StateListener;

/** Fires changes of state as CDI events, in their order, if anybody observes them. */
@ApplicationScoped
class StateNotifier implements StateListener {
    private static final Log LOG = Log.of(StateNotifier.class);
    /** How long a slow observer of one change can hold up the next. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(5);

    private static final TaskStateChanged ANY = new TaskStateChanged(null, null, null, null);

    private final Module module;
    private final Turns turns = new Turns();
    private volatile BeanManager asked;
    private volatile boolean observed;

    @Resource
    private ManagedExecutorService executor;

    protected StateNotifier() {
        this(null);
    }

    @Inject
    StateNotifier(Module module) {
        this.module = module;
    }

    @Override
    public boolean isListening() {
        BeanManager beans = module.beans();
        if (beans != asked) {
            observed = !beans.resolveObserverMethods(ANY).isEmpty();
            asked = beans;
        }
        return observed;
    }

    /** A turn with tasks: what their workers do with them until the turn is closed is told afterwards. */
    final class Turn implements AutoCloseable {
        private final List<UUID> tasks;

        private Turn(List<UUID> tasks) {
            this.tasks = tasks;
            tasks.forEach(turns::begin);
        }

        void changed(TaskStateChanged change) {
            tell(change);
        }

        @Override
        public void close() {
            tasks.forEach(turns::end);
        }
    }

    Turn turn(UUID task) {
        return new Turn(List.of(task));
    }

    Turn turn(List<NewTask> tasks) {
        return new Turn(tasks.stream().map(NewTask::id).toList());
    }

    /** Tells a change that the worker made, once nobody has a turn with the task. */
    @Override
    public void changed(TaskStateChanged change) {
        if (!isListening()) {
            return;
        }
        try {
            turns.awaitNone(change.task(), LONGEST_TURN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell(change);
    }

    @Override
    public void groupCompleted(String group) {
        fire(TaskGroupCompleted.class, new TaskGroupCompleted(group));
    }

    /** Tells that a problem has come or gone. */
    void changed(ProblemChanged change) {
        fire(ProblemChanged.class, change);
    }

    private void tell(TaskStateChanged change) {
        if (isListening()) {
            fire(TaskStateChanged.class, change);
        }
    }

    private <T> void fire(Class<T> type, T change) {
        var event = module.beans().getEvent().select(type);
        try {
            event.fireAsync(change, NotificationOptions.ofExecutor(executor)).exceptionally(e -> failed(change, e));
        } catch (RuntimeException e) { // The executor is full, say.
            failed(change, e);
        }
        try {
            event.fire(change);
        } catch (RuntimeException e) {
            failed(change, e);
        }
    }

    private static <T> T failed(T change, Throwable e) {
        LOG.tell(e, LogEvent.OBSERVER_FAILED, change);
        return change;
    }
}
