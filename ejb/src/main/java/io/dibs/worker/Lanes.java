package io.dibs.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.dibs.store.Exchange;

/**
 * Whose turn it is to make a call, and when. Thread-safe.
 *
 * <p>At most two calls are on their way, so that Redis works on one while the answer to the other is read. A call is made by
 * the slot whose task has ended, or by the thread that was woken for a new task, if it may be made at that moment: so nothing
 * is handed from thread to thread on the way from one task to the next. All other calls, and again each that failed, are made
 * by the coordinator's own thread; so is one for a slot that has more to do, which goes on meanwhile.
 */
final class Lanes {
    /** A free slot looks for work at least this often, even if no token wakes it (R6). */
    private static final Duration SAFETY_INTERVAL = Duration.ofSeconds(1);

    private final Lease lease;
    private final WorkQueue work;
    private final Pause pause;
    private final Consumer<Lane.Call> talk;

    // Guarded by this.
    private final List<Lane> lanes = List.of(new Lane(0), new Lane(1));
    private final Workload load;
    private long talkedNanos = System.nanoTime();
    /** Nobody may make a call. */
    private boolean silent;

    /** @param talk makes a call on the thread whose turn it is, and never throws */
    Lanes(Lease lease, int slots, WorkQueue work, Pause pause, Consumer<Lane.Call> talk) {
        this.lease = lease;
        this.work = work;
        this.pause = pause;
        this.talk = talk;
        load = new Workload(slots, work, lanes);
    }

    /** Takes the outcome of an execution. Returns whether its slot goes on: not if it was replaced meanwhile. */
    boolean ended(Execution execution, Exchange.Outcome outcome) {
        boolean goesOn;
        Optional<Lane.Call> call;
        synchronized (this) {
            goesOn = load.ended(execution, outcome);
            call = work.isEmpty() ? turn() : handOver();
        }
        call.ifPresent(talk);
        if (!goesOn) {
            work.call();
        }
        return goesOn;
    }

    /** Takes a token: there may be work. */
    void woken() {
        Optional<Lane.Call> call;
        synchronized (this) {
            load.wake();
            call = load.isAsking() ? Optional.empty() : turn();
        }
        call.ifPresent(talk);
        work.call();
    }

    synchronized boolean replaceSlot(Execution execution) {
        boolean replaced = load.replaceSlot(execution);
        if (replaced) {
            wake();
        }
        return replaced;
    }

    synchronized void wake() {
        load.wake();
        notifyAll();
    }

    synchronized void drain() {
        load.drain();
        load.giveBack();
        wake();
    }

    synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
        // The longest there is, 292 years, stands for all that are longer.
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
        while (!load.isIdle()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    /** Keeps others from talking and waits until nothing is on its way; gives up after a second, or if a call failed. */
    synchronized boolean silence() {
        long deadline = System.nanoTime() + SAFETY_INTERVAL.toNanos();
        silent = true;
        try {
            while (lanes.stream().anyMatch(Lane::isTalking) && System.nanoTime() < deadline) {
                wait(10);
            }
        } catch (InterruptedException e) {
            // Ended by closing, not by interrupts.
        }
        if (lanes.stream().anyMatch(Lane::hasCall)) {
            endSilence();
        }
        return silent;
    }

    synchronized void endSilence() {
        silent = false;
        notifyAll();
    }

    /** The next call, if one more may be made; it is the caller's to make then. */
    private Optional<Lane.Call> turn() {
        Optional<Lane.Call> call = Optional.empty();
        try {
            if (!silent && lease.current().isPresent()) {
                call = lanes.stream().filter(Lane::isFree).findFirst().map(this::nextCall);
            }
        } catch (OutOfMemoryError e) {
            notifyAll();
        }
        if (load.isDraining()) {
            notifyAll();
        }
        return call; // If it is empty, whoever talks looks again afterwards.
    }

    /** Leaves the call to the coordinator's own thread, since the slot has more to do; others will have ended by then, too. */
    private Optional<Lane.Call> handOver() {
        notifyAll();
        return Optional.empty();
    }

    /** Waits for a call that is left to the coordinator's own thread, which is to make it. */
    synchronized Lane.Call awaitTurn() {
        while (true) {
            load.giveBack();
            work.call(); // If one that was called does not come.
            boolean mayTalk = !pause.isClosed() || lanes.stream().noneMatch(Lane::isTalking);
            if (mayTalk) {
                boolean due = System.nanoTime() - talkedNanos >= SAFETY_INTERVAL.toNanos();
                boolean news = load.hasNews() || due || pause.isClosed();
                for (Lane lane : lanes) {
                    if (!lane.isTalking() && lane.hasCall()) {
                        return lane.beginAgain();
                    }
                }
                for (Lane lane : lanes) {
                    if (!lane.isTalking() && news) {
                        return nextCall(lane);
                    }
                }
            }
            try {
                long left = SAFETY_INTERVAL.toNanos() - (System.nanoTime() - talkedNanos);
                wait(work.isEmpty() ? Math.max(10, left / 1_000_000) : Workload.LONGEST_AHEAD.toMillis());
            } catch (InterruptedException e) {
                // Ended by closing, not by interrupts.
            }
        }
    }

    private Lane.Call nextCall(Lane lane) {
        Lane.Call call = load.nextCall(lane, pause.isClosed());
        if (load.leftSome()) {
            notifyAll();
        }
        return call;
    }

    /** A call was answered, after so long. */
    synchronized void answered(Lane.Call call, Exchange.Reply reply, long nanos) {
        load.answered(call, reply, nanos);
    }

    /** Takes an execution that came with a call. */
    synchronized void claimed(Execution execution, Lane.Call call) {
        load.claimed(execution, call.lane());
    }

    /** Forgets an execution that could not be taken wholly: it comes again. */
    synchronized void forget(Execution execution) {
        load.forget(execution);
    }

    /** Redis may have more for slots that are free. */
    synchronized void lookForMore() {
        load.lookForMore();
    }

    /** @param settled whether all that the answer says is done; if not, the call is left to the coordinator's own thread */
    synchronized void release(Lane.Call call, boolean settled) {
        call.lane().end(settled);
        talkedNanos = System.nanoTime();
        if (!settled || silent || load.wantsLook()) {
            notifyAll();
        }
    }
}
