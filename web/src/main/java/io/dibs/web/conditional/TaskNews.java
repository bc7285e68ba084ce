package io.dibs.web.conditional;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.dibs.EventsUnavailableException;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskEvent;
import io.dibs.TaskEventFilter;
import io.dibs.TaskEvents;
import io.dibs.TaskSubscription;

/** Hears of changes of tasks, as far as events can be had. Thread-safe. */
final class TaskNews {
    private final TaskEvents events;
    private final Executor threads;
    private final Consumer<Set<UUID>> changed;
    private final Runnable missed;
    private final AtomicBoolean isTaken = new AtomicBoolean();
    private Optional<TaskSubscription> subscription = Optional.empty();
    private boolean stopped;

    /**
     * News that nobody has asked for yet.
     *
     * @param threads where the following are called, never twice at once
     * @param changed what is called with tasks that have changed
     * @param missed what is called when it may not have heard of some
     */
    TaskNews(TaskEvents events, Executor threads, Consumer<Set<UUID>> changed, Runnable missed) {
        this.events = events;
        this.threads = threads;
        this.changed = changed;
        this.missed = missed;
    }

    /** Begins to listen, if it does not; does nothing when events cannot be had now. */
    synchronized void listen() {
        if (stopped || subscription.filter(it -> !it.isClosed()).isPresent()) {
            return;
        }
        try {
            subscription = Optional.of(events.subscribe(TaskEventFilter.ALL));
        } catch (EventsUnavailableException | StoreUnavailableException e) {
            subscription = Optional.empty();
        }
        subscription.ifPresent(it -> it.onNews(() -> tell(it)));
    }

    synchronized void stop() {
        stopped = true;
        subscription.ifPresent(TaskSubscription::close);
    }

    private void tell(TaskSubscription from) {
        if (isTaken.compareAndSet(false, true)) {
            try {
                threads.execute(() -> take(from));
            } catch (RejectedExecutionException e) {
                isTaken.set(false); // The server stops.
            }
        }
    }

    private void take(TaskSubscription from) {
        isTaken.set(false); // What comes from now on is told anew.
        Set<UUID> tasks = new HashSet<>();
        boolean all = false;
        for (Optional<TaskEvent> event = from.poll(); event.isPresent(); event = from.poll()) {
            if (event.get() instanceof TaskEvent.Changed change) {
                tasks.add(change.task());
            } else {
                all = true;
            }
        }
        if (all) {
            missed.run();
        } else if (!tasks.isEmpty()) {
            changed.accept(tasks);
        }
    }
}
