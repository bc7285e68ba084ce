package io.dibs.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

import io.dibs.EventsUnavailableException;
import io.dibs.TaskEvent;
import io.dibs.TaskEventFilter;
import io.dibs.TaskEvents;
import io.dibs.TaskSubscription;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.EventStream;
import io.dibs.store.EventStream.Batch;

/** Tells the listeners of this process what one reader reads for all of them. Close it once. */
public final class EventFeed implements TaskEvents, AutoCloseable {
    private static final Log LOG = Log.of(EventFeed.class);

    /** Those who come back soon find the reader there. */
    private static final Duration LINGERING = Duration.ofSeconds(30);

    /** Well within the five minutes for which the stream stays. */
    private static final Duration RENEWAL = Duration.ofSeconds(20);

    private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);

    /**
     * What is bounded.
     *
     * @param listeners how many subscriptions there are at once
     * @param buffer how many events wait in one of them
     */
    public record Limits(int listeners, int buffer) {}

    private final EventStream stream;
    private final Limits limits;
    private final ThreadFactory threads;
    private final Duration renewal;
    private final KnownTasks tasks;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    /** What all subscriptions were told of. */
    private String position;

    private EventReader reader;
    private Thread thread;
    private long aloneSince;
    private boolean closed;

    /**
     * A feed that reads nothing before somebody subscribes.
     *
     * @param threads makes the thread that reads
     */
    public EventFeed(EventStream stream, Limits limits, ThreadFactory threads) {
        this(stream, limits, threads, RENEWAL);
    }

    EventFeed(EventStream stream, Limits limits, ThreadFactory threads, Duration renewal) {
        this.renewal = renewal;
        this.stream = stream;
        this.limits = limits;
        this.threads = threads;
        tasks = new KnownTasks(stream);
    }

    @Override
    public TaskSubscription subscribe(TaskEventFilter filter) {
        Subscription subscription = join(filter);
        subscription.begin(List.of());
        return subscription;
    }

    @Override
    public TaskSubscription subscribe(TaskEventFilter filter, String after) {
        Bookmark bookmark = Bookmark.of(after);
        Subscription subscription = join(filter);
        try {
            subscription.begin(since(bookmark, subscription));
        } catch (RuntimeException e) {
            subscription.close();
            throw e;
        }
        return subscription;
    }

    private synchronized Subscription join(TaskEventFilter filter) {
        if (closed) {
            throw new EventsUnavailableException("The application is stopping; nobody is told of events any more.");
        }
        if (subscriptions.size() >= limits.listeners()) {
            throw new EventsUnavailableException("As many listen to events here as dibs.events.max-listeners allows, "
                    + limits.listeners() + ". Try again later, or on another node.");
        }
        if (reader == null) {
            position = stream.listen(Optional.empty()).last();
            reader = new EventReader(stream, this, renewal);
            thread = threads.newThread(reader);
            thread.start();
        }
        Subscription subscription = new Subscription(filter, limits.buffer(), position, this::leave);
        subscriptions.add(subscription);
        return subscription;
    }

    private synchronized void leave(Subscription subscription) {
        if (subscriptions.remove(subscription) && subscriptions.isEmpty()) {
            aloneSince = System.nanoTime();
        }
    }

    /** What a subscription that comes back has missed: up to where it will be told of all there is. */
    private List<? extends TaskEvent> since(Bookmark bookmark, Subscription subscription) {
        String end = subscription.position();
        Optional<Batch> first = stream.entry(bookmark.entry());
        if (first.isEmpty()) {
            return List.of(new TaskEvent.Reset(end));
        }
        List<TaskEvent> missed = new ArrayList<>(matching(
                subscription,
                tasks.describe(first.get().changes().stream()
                        .filter(change -> bookmark.isBefore(change.id()))
                        .toList())));
        String at = bookmark.entry();
        while (!at.equals(end)) {
            Batch batch = stream.between(at, end);
            missed.addAll(matching(subscription, tasks.describe(batch.changes())));
            if (missed.size() > limits.buffer()) {
                return List.of(new TaskEvent.Reset(end));
            }
            at = batch.last();
        }
        return missed;
    }

    private static List<TaskEvent.Changed> matching(Subscription subscription, List<TaskEvent.Changed> events) {
        return events.stream().filter(subscription.filter()::matches).toList();
    }

    synchronized String position() {
        return position;
    }

    /** Tells what was read. */
    void tell(Batch batch) {
        List<TaskEvent.Changed> events = hasListeners() ? tasks.describe(batch.changes()) : List.of();
        if (!batch.complete()) {
            reset(batch.last());
        }
        List<Subscription> told = new ArrayList<>();
        synchronized (this) {
            position = batch.last();
            for (Subscription subscription : List.copyOf(subscriptions)) {
                List<TaskEvent.Changed> matching = matching(subscription, events);
                if (!matching.isEmpty()) {
                    add(subscription, matching);
                    told.add(subscription);
                }
            }
        }
        told.forEach(Subscription::tellNews);
    }

    /** Tells that something may have been missed, and that it goes on at that position. */
    void reset(String now) {
        List<Subscription> told;
        synchronized (this) {
            position = now;
            told = List.copyOf(subscriptions);
            told.forEach(subscription -> add(subscription, List.of(new TaskEvent.Reset(now))));
        }
        told.forEach(Subscription::tellNews);
    }

    private void add(Subscription subscription, List<? extends TaskEvent> events) {
        if (!subscription.add(events)) {
            leave(subscription);
            LOG.tell(LogEvent.EVENTS_LISTENER_LEFT, limits.buffer());
        }
    }

    private synchronized boolean hasListeners() {
        return !subscriptions.isEmpty();
    }

    /** Whether the reader is not needed any more; if so it has to end. */
    synchronized boolean isOver() {
        boolean over = closed || subscriptions.isEmpty() && System.nanoTime() - aloneSince > LINGERING.toNanos();
        if (over) {
            reader = null;
        }
        return over;
    }

    /** An error has ended the reader: the next subscription starts another. */
    void readerFailed() {
        List<Subscription> left;
        synchronized (this) {
            reader = null;
            left = List.copyOf(subscriptions);
            subscriptions.clear();
        }
        left.forEach(Subscription::end);
        left.forEach(Subscription::tellNews);
    }

    @Override
    public void close() {
        List<Subscription> left;
        Thread last;
        synchronized (this) {
            closed = true;
            left = List.copyOf(subscriptions);
            subscriptions.clear();
            last = thread;
            if (reader != null) {
                reader.close();
            }
        }
        left.forEach(Subscription::end);
        left.forEach(Subscription::tellNews);
        if (last != null) {
            stream.stopWaiting();
            try {
                last.join(LAST_MOMENTS.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
