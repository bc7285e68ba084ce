package io.dibs.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

import io.dibs.TaskEvent;
import io.dibs.TaskEventFilter;
import io.dibs.TaskSubscription;

/** Events of one listener, in a queue that has an end. */
final class Subscription implements TaskSubscription {
    private final TaskEventFilter filter;
    private final int most;
    private final String position;
    private final Consumer<Subscription> leave;
    private final Queue<TaskEvent> past = new ArrayDeque<>();
    private final Queue<TaskEvent> present = new ArrayDeque<>();
    private boolean begun;
    private boolean closed;
    private Runnable action = () -> {};

    /**
     * A subscription that tells nothing until it has begun.
     *
     * @param most how many events wait at most
     * @param leave what it calls when it is closed by its listener
     */
    Subscription(TaskEventFilter filter, int most, String position, Consumer<Subscription> leave) {
        this.filter = filter;
        this.most = most;
        this.position = position;
        this.leave = leave;
    }

    TaskEventFilter filter() {
        return filter;
    }

    /** Tells what happened before it was made, then what was added meanwhile and is from now on. */
    synchronized void begin(List<? extends TaskEvent> before) {
        past.addAll(before);
        begun = true;
        notifyAll();
    }

    /** Adds events; returns false if there are too many, and it is closed. */
    synchronized boolean add(List<? extends TaskEvent> events) {
        if (closed) {
            return true;
        }
        if (present.size() + events.size() > most) {
            closed = true;
        } else {
            present.addAll(events);
        }
        notifyAll();
        return !closed;
    }

    /** Has its listener take what waits. */
    void tellNews() {
        Runnable told;
        synchronized (this) {
            told = action;
        }
        told.run();
    }

    /** Ends it once what waits is taken. */
    synchronized void end() {
        closed = true;
        notifyAll();
    }

    @Override
    public synchronized Optional<TaskEvent> poll() {
        if (!begun) {
            return Optional.empty();
        }
        return Optional.ofNullable(past.isEmpty() ? present.poll() : past.poll());
    }

    @Override
    public synchronized Optional<TaskEvent> poll(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Optional<TaskEvent> event = poll();
        while (event.isEmpty() && !closed) {
            long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
            if (millis <= 0) {
                break;
            }
            wait(millis);
            event = poll();
        }
        return event;
    }

    @Override
    public void onNews(Runnable action) {
        synchronized (this) {
            this.action = action;
        }
        action.run();
    }

    @Override
    public String position() {
        return position;
    }

    @Override
    public synchronized boolean isClosed() {
        return closed && past.isEmpty() && present.isEmpty();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            past.clear();
            present.clear();
            notifyAll();
        }
        leave.accept(this);
    }
}
