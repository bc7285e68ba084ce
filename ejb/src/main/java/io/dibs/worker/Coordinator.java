package io.dibs.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.store.Exchange;
import io.dibs.store.Exchange.Ending;
import io.dibs.store.WorkerStore;

/**
 * Talks to the store for all slots of the process: in one round trip it records what has ended and claims as many tasks as
 * there are free slots. Whatever ends while it talks goes with the next one, so a slot never waits for a batch.
 */
final class Coordinator implements Runnable {
    private static final Logger LOG = System.getLogger(Coordinator.class.getName());

    /** A free slot looks for work at least this often, even if no token wakes it (R6). */
    private static final Duration SAFETY_INTERVAL = Duration.ofSeconds(1);

    private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(5);

    private static final String FORGOTTEN = "Its end was recorded, and lost by Redis.";

    /** How often outcomes are sent when the worker is to end and Redis does not answer. */
    private static final int LAST_TRIES = 3;

    private final WorkerStore store;
    private final Lease lease;
    private final int slots;
    private final Consumer<Execution> start;
    private final Path directories;
    private final Executions executions;
    private final StateListener listener;
    private final Pause pause;

    // Guarded by this.
    private final List<Ended> ended = new ArrayList<>();
    private final Set<String> declined = new TreeSet<>();
    private final Set<Execution> running = new HashSet<>();
    private final Set<Execution> stuck = new HashSet<>();
    private boolean woken = true; // There may be work already.
    private boolean draining;

    // Of the coordinator's thread alone.
    private long calls;
    private long highestToken;
    private boolean idle;
    /** What is to be sent, or was, and is not wholly settled: after an error it is sent again. */
    private Call unsettled;

    Coordinator(
            WorkerStore store,
            Lease lease,
            int slots,
            Consumer<Execution> start,
            Path directories,
            Executions executions,
            StateListener listener,
            Pause pause) {
        this.store = store;
        this.lease = lease;
        this.slots = slots;
        this.start = start;
        this.directories = directories;
        this.executions = executions;
        this.listener = listener;
        this.pause = pause;
    }

    private record Ended(Execution execution, Exchange.Outcome outcome) {}

    private record Call(Exchange.Request request, List<Ended> ended) {}

    /** Takes the outcome of an execution. Returns whether its slot goes on: not if it was replaced meanwhile. */
    synchronized boolean ended(Execution execution, Exchange.Outcome outcome) {
        if (outcome.ending() == Ending.DECLINED) {
            declined.add(execution.claim().name());
        }
        ended.add(new Ended(execution, outcome));
        boolean replaced = stuck.remove(execution);
        running.remove(execution);
        notifyAll();
        return !replaced;
    }

    /**
     * Has another slot take the place of the one whose execution does not stop. Returns false if it has ended or was replaced
     * before, or if as many as there are slots have been replaced: then somebody has to look.
     */
    synchronized boolean replaceSlot(Execution execution) {
        if (stuck.size() >= slots || !running.remove(execution)) {
            return false;
        }
        stuck.add(execution);
        wake();
        return true;
    }

    /** Has it talk to the store soon. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Has it claim nothing any more. */
    synchronized void drain() {
        draining = true;
        wake();
    }

    /** Waits until nothing runs; returns whether that is so. */
    synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
        // The longest there is, 292 years, stands for all that are longer.
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
        while (!running.isEmpty() || !stuck.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    @Override
    public void run() {
        register();
        long reconciledNanos = System.nanoTime();
        while (!pause.isClosed()) {
            settleNext();
            if (System.nanoTime() - reconciledNanos > RECONCILE_INTERVAL.toNanos()) {
                reconcile();
                reconciledNanos = System.nanoTime();
            }
        }
        if (unsettled != null) {
            settleNext();
        }
        unsettled = nextCall();
        if (!unsettled.ended().isEmpty()) {
            talk(unsettled);
        }
    }

    private void settleNext() {
        if (unsettled == null) {
            unsettled = nextCall();
        }
        talk(unsettled);
        unsettled = null;
    }

    private void register() {
        for (int failures = 0; lease.current().isEmpty() && !pause.isClosed(); failures++) {
            try {
                lease.register();
            } catch (StoreUnavailableException e) {
                LOG.log(Level.WARNING, "The worker waits for Redis: " + e.getMessage());
                pause.backOff(failures);
            }
        }
    }

    /** Redis may have forgotten what it had said: see {@code reconcile.lua}. Between two calls, nothing is under way. */
    private void reconcile() {
        synchronized (this) {
            if (draining) {
                return; // What is to go back is not among the executions any more, and all of it ends soon.
            }
        }
        WorkerStore.Registration registration = lease.current().orElseThrow();
        try {
            WorkerStore.Reconciled reconciled =
                    store.reconcile(registration, TaskErrors.reason(FORGOTTEN), executions.tokens());
            for (WorkerStore.Taken taken : reconciled.taken()) {
                LOG.log(
                        Level.WARNING,
                        "Task {0} was said to run here and does not; it is {1} now. Redis has lost what it had recorded.",
                        taken.task(),
                        taken.to().text());
                listener.changed(
                        new TaskStateChanged(taken.task(), taken.name(), Optional.of(taken.from()), taken.to()));
            }
            reconciled.strangers().forEach(token -> executions.stop(token, StopReason.FENCED));
        } catch (RuntimeException e) { // This thread must not end.
            LOG.log(Level.DEBUG, "What runs is compared later.", e);
        }
    }

    private synchronized Call nextCall() {
        long deadline = System.nanoTime() + SAFETY_INTERVAL.toNanos();
        while (ended.isEmpty() && !woken && !pause.isClosed()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                wait(Math.max(1, left / 1_000_000));
            } catch (InterruptedException e) {
                // Ended by closing, not by interrupts.
            }
        }
        List<Ended> taken = List.copyOf(ended);
        Call call = new Call(
                new Exchange.Request(
                        ++calls,
                        draining || pause.isClosed() ? 0 : slots - running.size(),
                        highestToken,
                        idle,
                        List.copyOf(declined),
                        taken.stream().map(Ended::outcome).toList()),
                taken);
        woken = false;
        ended.clear(); // At last: nothing is lost if there was no memory for the call.
        return call;
    }

    /** Sends a call until it is answered: its number makes it safe to send it again. */
    private void talk(Call call) {
        for (int failures = 0; lease.current().isPresent(); failures++) {
            WorkerStore.Registration registration = lease.current().get();
            Exchange.Reply reply;
            try {
                reply = store.exchange(registration, call.request());
            } catch (RuntimeException e) { // This thread must not end: without it the process runs nothing any more.
                if (pause.isClosed() && failures >= LAST_TRIES) {
                    LOG.log(Level.ERROR, "Outcomes of tasks were not recorded.", e);
                    return;
                }
                if (failures == 0) {
                    LOG.log(Level.WARNING, "The worker tries again.", e);
                }
                pause.backOff(failures);
                continue;
            }
            handle(registration, call, reply);
            return;
        }
    }

    private void handle(WorkerStore.Registration registration, Call call, Exchange.Reply reply) {
        idle = reply.idle();
        for (int i = 0; i < call.ended().size(); i++) {
            settle(call.ended().get(i), reply.recorded().get(i));
        }
        reply.stops().forEach(task -> executions.stop(task, StopReason.CANCELED));
        reply.claims().forEach(this::begin);
        if (!reply.leaseValid() && !pause.isClosed()) {
            executions.stopAll(StopReason.FENCED);
            try {
                lease.replace(registration);
            } catch (StoreUnavailableException e) {
                LOG.log(Level.WARNING, "The worker registers later: " + e.getMessage());
            }
        }
    }

    /**
     * Begins an execution, once: a reply that could not be handled to its end comes again. If the worker was told to drain
     * while it was on its way, it goes back.
     */
    private void begin(Exchange.Claimed claim) {
        highestToken = Math.max(highestToken, claim.fencingToken());
        if (executions.contains(claim.fencingToken())) {
            return;
        }
        Execution execution = new Execution(claim, store, directories);
        try {
            synchronized (this) {
                if (draining) {
                    ended.add(new Ended(execution, execution.returned()));
                    return;
                }
                executions.add(execution);
                running.add(execution);
            }
            start.accept(execution);
        } catch (Throwable e) {
            executions.remove(execution);
            synchronized (this) {
                running.remove(execution);
            }
            throw e;
        }
    }

    private void settle(Ended ended, Optional<TaskState> recorded) {
        Execution execution = ended.execution();
        Ending ending = ended.outcome().ending();
        if (!executions.remove(execution) && ending == Ending.RETURNED) {
            return; // No slot had it, so nobody was told that it runs.
        }
        if (recorded.isEmpty()) {
            if (ending != Ending.DECLINED && ending != Ending.RETURNED) {
                LOG.log(
                        Level.WARNING,
                        "What execution {0} of task {1} came to was refused: it is not the current one any more.",
                        Long.toString(execution.fencingToken()),
                        execution.taskId());
            }
            return;
        }
        TaskState to = recorded.get();
        // A canceling task fails only if this process had stopped it for running out of time.
        boolean canceling = to == TaskState.CANCELED
                || (to == TaskState.FAILED && execution.stopped().equals(Optional.of(StopReason.CANCELED)));
        execution.telling(() -> listener.changed(new TaskStateChanged(
                execution.taskId(),
                execution.claim().name(),
                Optional.of(canceling ? TaskState.CANCELING : TaskState.RUNNING),
                to)));
    }
}
