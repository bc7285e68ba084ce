package io.dibs.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.dibs.EventsUnavailableException;
import io.dibs.TaskEvent;
import io.dibs.TaskEventFilter;
import io.dibs.TaskEvents;
import io.dibs.TaskSubscription;

/** Events that a test makes. */
public final class FakeEvents implements TaskEvents {
    public final List<Subscribed> subscriptions = new CopyOnWriteArrayList<>();
    boolean full;

    @Override
    public TaskSubscription subscribe(TaskEventFilter filter) {
        return subscribe(filter, "1-0");
    }

    @Override
    public TaskSubscription subscribe(TaskEventFilter filter, String after) {
        if (full) {
            throw new EventsUnavailableException("As many listen here as may.");
        }
        if (!after.contains("-")) {
            throw new IllegalArgumentException("'" + after + "' is not the id of an event.");
        }
        Subscribed subscription = new Subscribed(filter, after);
        subscriptions.add(subscription);
        return subscription;
    }

    /** The only subscription that there was. */
    public Subscribed only() {
        if (subscriptions.size() != 1) {
            throw new IllegalStateException("There were " + subscriptions.size() + " subscriptions.");
        }
        return subscriptions.get(0);
    }

    /** Tells an event to all. */
    public void tell(TaskEvent event) {
        subscriptions.forEach(subscription -> subscription.tell(event));
    }

    /** A subscription. */
    public static final class Subscribed implements TaskSubscription {
        public final TaskEventFilter filter;
        public final String after;
        private final Queue<TaskEvent> waiting = new ArrayDeque<>();
        private Runnable action = () -> {};
        private boolean closed;

        Subscribed(TaskEventFilter filter, String after) {
            this.filter = filter;
            this.after = after;
        }

        synchronized void tell(TaskEvent event) {
            waiting.add(event);
            action.run();
        }

        /** As when the application stops. */
        synchronized void end() {
            closed = true;
            action.run();
        }

        @Override
        public synchronized Optional<TaskEvent> poll() {
            return Optional.ofNullable(waiting.poll());
        }

        @Override
        public Optional<TaskEvent> poll(Duration atMost) {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized void onNews(Runnable action) {
            this.action = action;
            action.run();
        }

        @Override
        public String position() {
            return after;
        }

        @Override
        public synchronized boolean isClosed() {
            return closed && waiting.isEmpty();
        }

        @Override
        public synchronized void close() {
            closed = true;
            waiting.clear();
        }
    }
}
