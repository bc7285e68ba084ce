package io.dibs.worker;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.dibs.TaskStateChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;

/**
 * Hands changes of state to the listener in order, on a thread of its own: a slow listener holds up no task, until it is
 * ten thousand changes behind.
 */
final class StateEvents implements StateListener, Runnable {
    private static final Log LOG = Log.of(StateEvents.class);

    private final BlockingQueue<Runnable> changes = new ArrayBlockingQueue<>(10_000);
    private final StateListener listener;
    private final Pause pause;

    StateEvents(StateListener listener, Pause pause) {
        this.listener = listener;
        this.pause = pause;
    }

    @Override
    public boolean isListening() {
        return listener.isListening();
    }

    @Override
    public void changed(TaskStateChanged change) {
        if (listener.isListening()) {
            tell(() -> listener.changed(change));
        }
    }

    @Override
    public void groupCompleted(String group) {
        tell(() -> listener.groupCompleted(group));
    }

    private void tell(Runnable change) {
        try {
            while (!changes.offer(change, 1, TimeUnit.SECONDS) && !pause.isClosed()) {
                LOG.tell(LogEvent.OBSERVER_SLOW);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!pause.isClosed() || !changes.isEmpty()) {
            try {
                Runnable change = changes.poll(200, TimeUnit.MILLISECONDS);
                if (change != null) {
                    change.run();
                }
            } catch (InterruptedException e) {
                // Ended by closing, not by interrupts.
            } catch (RuntimeException e) {
                LOG.tell(e, LogEvent.OBSERVER_FAILED, "TaskStateChanged");
            }
        }
    }
}
