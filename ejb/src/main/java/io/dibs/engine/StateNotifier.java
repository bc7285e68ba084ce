package io.dibs.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

import io.dibs.TaskStateChanged;
import io.dibs.worker.StateListener;

/** Fires changes of state as CDI events, if anybody observes them. */
@ApplicationScoped
class StateNotifier implements StateListener {
    private static final Logger LOG = System.getLogger(StateNotifier.class.getName());
    private static final TaskStateChanged ANY = new TaskStateChanged(null, null, null, null);

    private final Module module;
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

    @Override
    public void changed(TaskStateChanged change) {
        if (!isListening()) {
            return;
        }
        var event = module.beans().getEvent().select(TaskStateChanged.class);
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

    private static TaskStateChanged failed(TaskStateChanged change, Throwable e) {
        LOG.log(Level.WARNING, () -> "An observer of " + change + " failed.", e);
        return change;
    }
}
