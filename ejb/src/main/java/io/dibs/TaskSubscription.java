package io.dibs;

import java.time.Duration;
import java.util.Optional;

/**
 * Events that wait to be taken. Up to {@code dibs.events.buffer} of them do; whoever is slower than that loses his subscription,
 * as others must not wait for him: then it is closed once those that wait have been taken. Thread-safe, but the order of events
 * is of use to one taker only.
 */
public interface TaskSubscription extends AutoCloseable {
    /** Takes the next event, if one waits. */
    Optional<TaskEvent> poll();

    /** Takes the next event; empty if none came in time, or the subscription is closed. */
    Optional<TaskEvent> poll(Duration atMost) throws InterruptedException;

    /**
     * Has something called each time after events came or the subscription was closed: by a thread that must not be kept, so
     * it should do no more than to have others take the events. Called once at the beginning too. One action only.
     */
    void onNews(Runnable action);

    /** Where it began: the events that it tells are those behind this. */
    String position();

    /** Whether no event waits and none will come any more. */
    boolean isClosed();

    /** Ends it; nothing is told any more. A second call changes nothing. */
    @Override
    void close();
}
