package io.dibs.worker;

import java.nio.file.Path;
import java.time.Duration;

import io.dibs.StoreUnavailableException;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.metric.Metrics;
import io.dibs.store.Exchange;
import io.dibs.store.WorkerStore;

/**
 * Talks to the store for all slots of the process: in one round trip it records what has ended and claims as many tasks as
 * there are free slots. Whatever ends while it talks goes with the next one, so a slot never waits for a batch.
 *
 * <p>{@link Lanes} says who makes a call and when, {@link Workload} what it says. Here it is made, and done what the answer
 * says.
 */
final class Coordinator implements Runnable {
    private static final Log LOG = Log.of(Coordinator.class);

    private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(5);

    /** How often outcomes are sent when the worker is to end and Redis does not answer. */
    private static final int LAST_TRIES = 3;

    private final WorkerStore store;
    private final Lease lease;
    private final WorkQueue work;
    private final Path directories;
    private final Executions executions;
    private final Pause pause;
    private final Reconciliation reconciliation;
    private final Settlement settlement;
    private final Metrics metrics;
    private final RunTraces traces;
    private final Lanes lanes;

    Coordinator(
            WorkerStore store,
            Lease lease,
            int slots,
            WorkQueue work,
            Path directories,
            Executions executions,
            StateListener listener,
            Metrics metrics,
            RunTraces traces,
            Pause pause) {
        this.metrics = metrics;
        this.traces = traces;
        this.store = store;
        this.lease = lease;
        this.work = work;
        this.directories = directories;
        this.executions = executions;
        this.pause = pause;
        reconciliation = new Reconciliation(store, executions, listener);
        settlement = new Settlement(executions, listener, metrics);
        lanes = new Lanes(lease, slots, work, pause, this::talkOnce);
    }

    /** Takes the outcome of an execution. Returns whether its slot goes on: not if it was replaced meanwhile. */
    boolean ended(Execution execution, Exchange.Outcome outcome) {
        return lanes.ended(execution, outcome);
    }

    /** Takes a token: there may be work. */
    void woken() {
        lanes.woken();
    }

    /**
     * Has another slot take the place of the one whose execution does not stop. Returns false if it has ended or was replaced
     * before, or if as many as there are slots have been replaced: then somebody has to look.
     */
    boolean replaceSlot(Execution execution) {
        return lanes.replaceSlot(execution);
    }

    /** Has it talk to the store soon, on its own thread. */
    void wake() {
        lanes.wake();
    }

    /** Has it claim nothing any more, and give back what no slot has begun. */
    void drain() {
        lanes.drain();
    }

    /** Waits until nothing runs; returns whether that is so. */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        return lanes.awaitIdle(atMost);
    }

    @Override
    public void run() {
        register();
        long reconciledNanos = System.nanoTime();
        while (!pause.isClosed()) {
            talk(lanes.awaitTurn());
            if (System.nanoTime() - reconciledNanos > RECONCILE_INTERVAL.toNanos()) {
                reconcile();
                reconciledNanos = System.nanoTime();
            }
        }
        while (true) {
            Lane.Call last = lanes.awaitTurn();
            if (last.ended().isEmpty() || !talk(last)) {
                lanes.release(last, true);
                return;
            }
        }
    }

    private void register() {
        for (int failures = 0; lease.current().isEmpty() && !pause.isClosed(); failures++) {
            try {
                lease.register();
            } catch (StoreUnavailableException e) {
                LOG.tell(LogEvent.WORKER_WAITS, e.getMessage());
                pause.backOff(failures);
            }
        }
    }

    private void reconcile() {
        if (lanes.silence()) {
            try {
                reconciliation.run(lease.current().orElseThrow());
            } finally {
                lanes.endSilence();
            }
        }
    }

    /** Sends a call until it is answered: its number makes it safe to send it again. Returns false if it gave up. */
    private boolean talk(Lane.Call call) {
        boolean settled = false;
        try {
            for (int failures = 0; !settled; failures++) {
                try {
                    exchange(call);
                    settled = true;
                } catch (
                        RuntimeException e) { // This thread must not end: without it the process runs nothing any more.
                    if (pause.isClosed() && failures >= LAST_TRIES) {
                        lost(call, e);
                        return false;
                    }
                    if (failures == 0) {
                        LOG.tell(e, LogEvent.WORKER_TRIES_AGAIN);
                    }
                    pause.backOff(failures);
                }
            }
            return true;
        } finally {
            lanes.release(call, settled);
            work.call();
        }
    }

    private static void lost(Lane.Call call, RuntimeException cause) {
        LOG.tell(cause, LogEvent.WORKER_OUTCOMES_LOST, call.ended().size());
        for (Ended ended : call.ended()) {
            Execution execution = ended.execution();
            LOG.about(execution)
                    .tell(
                            LogEvent.TASK_OUTCOME_LOST,
                            execution.taskId(),
                            execution.claim().name());
        }
    }

    /** Sends a call, and leaves it to the coordinator's own thread if that fails. */
    private void talkOnce(Lane.Call call) {
        boolean settled = false;
        try {
            exchange(call);
            settled = true;
        } catch (RuntimeException | Error e) {
            // That thread tells of it if it fails again.
        } finally {
            lanes.release(call, settled);
        }
    }

    private void exchange(Lane.Call call) {
        if (lease.current().isEmpty()) {
            return; // It was never registered, and so never had a task.
        }
        WorkerStore.Registration registration = lease.current().get();
        long start = System.nanoTime();
        Exchange.Reply reply = store.exchange(registration, call.request());
        lanes.answered(call, reply, System.nanoTime() - start);
        reply.waited()
                .ifPresent(waited -> metrics.waited(
                        waited.forResources().toNanos(), waited.forWorker().toNanos()));
        settlement.settle(call, reply);
        reply.stops().forEach(task -> executions.stop(task, StopReason.CANCELED));
        reply.claims().forEach(claim -> begin(claim, call));
        if (reply.leaseValid() && !reply.idle() && call.request().freeSlots() > 0) {
            lanes.lookForMore();
        }
        // The other lane may have found so before, and what runs since is the next incarnation's.
        if (!reply.leaseValid() && !pause.isClosed() && lease.isCurrent(registration)) {
            executions.stopAll(StopReason.FENCED);
            try {
                lease.replace(registration);
            } catch (StoreUnavailableException e) {
                LOG.tell(LogEvent.WORKER_REGISTERS_LATER, e.getMessage());
            }
        }
    }

    /** Begins an execution, once: a reply that could not be handled to its end comes again. */
    private void begin(Exchange.Claimed claim, Lane.Call call) {
        if (executions.contains(claim.fencingToken())) {
            return;
        }
        Execution execution = new Execution(claim, store, directories, traces);
        try {
            executions.add(execution); // Before a slot can end it.
            lanes.claimed(execution, call);
        } catch (Throwable e) {
            executions.remove(execution);
            lanes.forget(execution);
            throw e;
        }
    }
}
