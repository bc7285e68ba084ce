package io.dibs.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The executions of this process that wait for a slot, and the slots that wait for them. Thread-safe.
 *
 * <p>Slots are called one after the other: the one that was called last calls the next, as long as something waits. So short
 * tasks run on the few threads that are awake, and cost no call each; long ones get as many slots as there are tasks. The
 * slot that came last is called first.
 */
final class WorkQueue {
    /** The place of one slot. For its own thread. */
    static final class Seat {
        private final Thread thread = Thread.currentThread();
        private volatile boolean called;
        private Execution taken;
        private boolean moreWaits;
    }

    /** A slot that takes longer to come is not waited for. */
    private static final Duration LONGEST_WAY = Duration.ofMillis(10);

    // Guarded by this.
    private final Deque<Execution> waiting = new ArrayDeque<>();
    private final Deque<Seat> idle = new ArrayDeque<>();
    private boolean calling;
    private long calledNanos;
    private int leaving;
    private long movedNanos;

    /** Adds an execution; nobody is called for it yet. */
    synchronized void add(Execution execution) {
        if (waiting.isEmpty()) {
            movedNanos = System.nanoTime();
        }
        waiting.add(execution);
    }

    /** Calls a slot, unless nothing waits, or one that was called lately is on its way. */
    void call() {
        Seat seat;
        synchronized (this) {
            boolean comes = calling && System.nanoTime() - calledNanos < LONGEST_WAY.toNanos();
            if (comes || idle.isEmpty() || (waiting.isEmpty() && leaving == 0)) {
                return;
            }
            seat = idle.pop();
            calling = true;
            calledNanos = System.nanoTime();
        }
        seat.called = true;
        LockSupport.unpark(seat.thread);
    }

    /** Has so many slots end: those that are the next to find nothing waiting. */
    void end(int slots) {
        synchronized (this) {
            leaving += slots;
        }
        call();
    }

    /** Waits for an execution; empty when the slot is to end. An interrupt, which can only be a late one, changes nothing. */
    Optional<Execution> take(Seat seat) {
        while (!isServed(seat)) {
            while (!seat.called) {
                LockSupport.park(this);
                Thread.interrupted();
            }
        }
        Optional<Execution> taken = Optional.ofNullable(seat.taken);
        seat.taken = null;
        if (seat.moreWaits) {
            call();
        }
        return taken;
    }

    private synchronized boolean isServed(Seat seat) {
        if (seat.called) {
            seat.called = false;
            calling = false;
        }
        seat.taken = waiting.poll();
        if (seat.taken != null) {
            movedNanos = System.nanoTime();
        } else if (leaving > 0) {
            leaving--;
        } else {
            idle.push(seat);
            return false;
        }
        seat.moreWaits = !waiting.isEmpty() || leaving > 0;
        return true;
    }

    /** Takes an execution back for which no slot is free, if none has taken anything for so long. */
    synchronized Optional<Execution> takeBack(Duration after) {
        boolean slotComes = calling || !idle.isEmpty();
        if (slotComes || System.nanoTime() - movedNanos < after.toNanos()) {
            return Optional.empty();
        }
        return takeBack();
    }

    /** Takes an execution back, if any waits. */
    synchronized Optional<Execution> takeBack() {
        return Optional.ofNullable(waiting.poll());
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
