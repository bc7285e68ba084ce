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

import io.dibs.StoreUnavailableException;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.store.Exchange;
import io.dibs.store.Exchange.Ending;
import io.dibs.store.WorkerStore;

/**
 * Talks to the store for all slots of the process: in one round trip it records what has ended and claims as many tasks as
 * there are free slots. Whatever ends while it talks goes with the next one, so a slot never waits for a batch.
 *
 * <p>At most two calls are on their way, so that Redis works on one while the answer to the other is read. A call is made by
 * the slot whose task has ended, or by the thread that was woken for a new task, if it may be made at that moment: so nothing
 * is handed from thread to thread on the way from one task to the next. All other calls, and again each that failed, are made
 * by a thread of its own; so is one for a slot that has more to do, which goes on meanwhile.
 *
 * <p>While tasks are short, more are claimed than there are free slots ({@link Pace}), and no call asks for more than half of
 * what can be claimed, so that both lanes have enough to carry.
 */
final class Coordinator implements Runnable {
    private static final Logger LOG = System.getLogger(Coordinator.class.getName());

    /** A free slot looks for work at least this often, even if no token wakes it (R6). */
    private static final Duration SAFETY_INTERVAL = Duration.ofSeconds(1);

    private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(5);

    /** How often outcomes are sent when the worker is to end and Redis does not answer. */
    private static final int LAST_TRIES = 3;

    /** Tasks that were claimed ahead go back when no slot has taken any of them for so long. */
    private static final Duration LONGEST_AHEAD = Duration.ofMillis(10);

    private final WorkerStore store;
    private final Lease lease;
    private final int slots;
    private final WorkQueue work;
    private final Path directories;
    private final Executions executions;
    private final StateListener listener;
    private final Pause pause;
    private final Reconciliation reconciliation;

    // Guarded by this.
    private final List<Ended> ended = new ArrayList<>();
    private final Set<String> declined = new TreeSet<>();
    private final Set<Execution> running = new HashSet<>();
    private final Set<Execution> stuck = new HashSet<>();
    private boolean woken = true; // There may be work already.
    private boolean draining;
    /** The last call left some of what can be claimed to the other lane. */
    private boolean left;
    /** Nobody may make a call. */
    private boolean silent;

    private final List<Lane> lanes = List.of(new Lane(0), new Lane(1));
    private long talkedNanos = System.nanoTime();
    private final Pace pace = new Pace();
    private long highestToken;

    Coordinator(
            WorkerStore store,
            Lease lease,
            int slots,
            WorkQueue work,
            Path directories,
            Executions executions,
            StateListener listener,
            Pause pause) {
        this.store = store;
        this.lease = lease;
        this.slots = slots;
        this.work = work;
        this.directories = directories;
        this.executions = executions;
        this.listener = listener;
        this.pause = pause;
        reconciliation = new Reconciliation(store, executions, listener);
    }

    /** @param begun whether a slot had it: if not, nobody was told that it runs */
    private record Ended(Execution execution, Exchange.Outcome outcome, boolean begun) {}

    private record Call(Lane lane, Exchange.Request request, List<Ended> ended) {}

    /** One of the calls that may be on their way. Guarded by the coordinator. */
    private static final class Lane {
        private final int number;
        private long calls;
        private boolean talking;
        /** How many tasks may still begin by its call. */
        private int coming;
        /** What is on its way; or was, and is not wholly settled, since an error came between: it is sent again. */
        private Call call;

        Lane(int number) {
            this.number = number;
        }
    }

    /** Takes the outcome of an execution. Returns whether its slot goes on: not if it was replaced meanwhile. */
    boolean ended(Execution execution, Exchange.Outcome outcome) {
        boolean goesOn;
        Optional<Call> call;
        synchronized (this) {
            if (outcome.ending() == Ending.DECLINED) {
                declined.add(outcome.value());
            }
            ended.add(new Ended(execution, outcome, true));
            goesOn = !stuck.remove(execution);
            running.remove(execution);
            pace.ran(execution.ranNanos());
            call = work.isEmpty() ? turn() : handOver();
        }
        call.ifPresent(this::talkOnce);
        if (!goesOn) {
            work.call();
        }
        return goesOn;
    }

    /** Takes a token: there may be work. */
    void woken() {
        Optional<Call> call;
        synchronized (this) {
            woken = true;
            call = isAsking() ? Optional.empty() : turn();
        }
        call.ifPresent(this::talkOnce);
        work.call();
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

    /** Has it talk to the store soon, on its own thread. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Has it claim nothing any more, and give back what no slot has begun. */
    synchronized void drain() {
        draining = true;
        giveBack();
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
            talk(awaitTurn());
            if (System.nanoTime() - reconciledNanos > RECONCILE_INTERVAL.toNanos()) {
                if (silence()) {
                    try {
                        reconciliation.run(lease.current().orElseThrow());
                    } finally {
                        endSilence();
                    }
                }
                reconciledNanos = System.nanoTime();
            }
        }
        while (true) {
            Call last = awaitTurn();
            if (last.ended().isEmpty() || !talk(last)) {
                release(last, true);
                return;
            }
        }
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

    /** Keeps others from talking and waits until nothing is on its way; gives up after a second, or if a call failed. */
    private synchronized boolean silence() {
        long deadline = System.nanoTime() + SAFETY_INTERVAL.toNanos();
        silent = true;
        try {
            while (lanes.stream().anyMatch(lane -> lane.talking) && System.nanoTime() < deadline) {
                wait(10);
            }
        } catch (InterruptedException e) {
            // Ended by closing, not by interrupts.
        }
        if (lanes.stream().anyMatch(lane -> lane.call != null)) {
            endSilence();
        }
        return silent;
    }

    private synchronized void endSilence() {
        silent = false;
        notifyAll();
    }

    /** The next call, if one more may be made; it is the caller's to make then. */
    private Optional<Call> turn() {
        Optional<Call> call = Optional.empty();
        try {
            if (!silent && lease.current().isPresent()) {
                call = lanes.stream()
                        .filter(lane -> lane.call == null && !lane.talking)
                        .findFirst()
                        .map(this::nextCall);
            }
        } catch (OutOfMemoryError e) {
            notifyAll();
        }
        if (draining) {
            notifyAll();
        }
        return call; // If it is empty, whoever talks looks again afterwards.
    }

    /** Leaves the call to the coordinator's own thread, since the slot has more to do; others will have ended by then, too. */
    private Optional<Call> handOver() {
        notifyAll();
        return Optional.empty();
    }

    private synchronized Call awaitTurn() {
        while (true) {
            giveBack();
            work.call(); // If one that was called does not come.
            boolean mayTalk = !pause.isClosed() || lanes.stream().noneMatch(lane -> lane.talking);
            if (mayTalk) {
                boolean due = System.nanoTime() - talkedNanos >= SAFETY_INTERVAL.toNanos();
                boolean news = !ended.isEmpty() || (woken && !isAsking()) || due || pause.isClosed() || asksForMore();
                for (Lane lane : lanes) {
                    if (!lane.talking && lane.call != null) {
                        lane.talking = true;
                        return lane.call;
                    }
                }
                for (Lane lane : lanes) {
                    if (!lane.talking && news) {
                        return nextCall(lane);
                    }
                }
            }
            try {
                long left = SAFETY_INTERVAL.toNanos() - (System.nanoTime() - talkedNanos);
                wait(work.isEmpty() ? Math.max(10, left / 1_000_000) : LONGEST_AHEAD.toMillis());
            } catch (InterruptedException e) {
                // Ended by closing, not by interrupts.
            }
        }
    }

    /** Whether nobody has asked since for what the last call left. */
    private boolean asksForMore() {
        return left && freeSlots() + ahead() > 0;
    }

    /**
     * Whether all free slots have been asked for and the answer is on its way: it may have been given before there was that of
     * which a token tells, so the token is kept until it is here.
     */
    private boolean isAsking() {
        return freeSlots() <= 0 && lanes.stream().anyMatch(lane -> lane.coming > 0);
    }

    private Call nextCall(Lane lane) {
        boolean asking = isAsking();
        int ahead = ahead();
        int wanted = freeSlots() + ahead;
        int most = ahead == 0 ? Exchange.MOST : Math.min((slots + ahead + 1) / 2, Exchange.MOST);
        left = ahead > 0 && wanted > most;
        if (left) {
            notifyAll();
        }
        List<Ended> sent = ended.subList(0, Math.min(ended.size(), Exchange.MOST));
        List<Ended> taken = List.copyOf(sent);
        Call call = new Call(
                lane,
                new Exchange.Request(
                        lane.number,
                        lane.calls + 1,
                        draining || pause.isClosed() ? Exchange.NONE : Math.max(0, Math.min(wanted, most)),
                        highestToken,
                        List.copyOf(declined),
                        taken.stream().map(Ended::outcome).toList()),
                taken);
        lane.calls++;
        lane.call = call;
        lane.coming = Math.max(0, call.request().freeSlots());
        lane.talking = true;
        woken = woken && asking;
        sent.clear(); // At last: nothing is lost if there was no memory for the call.
        return call;
    }

    private int ahead() {
        int endedLately = ended.size();
        for (Lane lane : lanes) {
            endedLately += lane.call == null ? 0 : lane.call.ended().size();
        }
        return pace.ahead(endedLately, slots);
    }

    /** How many slots are free and nobody has asked for; negative if more was asked for. */
    private int freeSlots() {
        int free = slots - running.size();
        for (Lane lane : lanes) {
            free -= lane.coming;
        }
        return free;
    }

    /** Gives tasks back that were claimed ahead and for which no slot has become free. */
    private void giveBack() {
        Duration patience = LONGEST_AHEAD;
        while (true) {
            Optional<Execution> next = draining ? work.takeBack() : work.takeBack(patience);
            if (next.isEmpty()) {
                return;
            }
            patience = Duration.ZERO; // Nobody comes for the others either.
            Execution execution = next.get();
            try {
                ended.add(new Ended(execution, execution.returned(), false));
            } catch (OutOfMemoryError e) {
                work.add(execution);
                throw e;
            }
            running.remove(execution);
            pace.slowedDown();
        }
    }

    /** Sends a call until it is answered: its number makes it safe to send it again. Returns false if it gave up. */
    private boolean talk(Call call) {
        boolean settled = false;
        try {
            for (int failures = 0; !settled; failures++) {
                try {
                    exchange(call);
                    settled = true;
                } catch (
                        RuntimeException e) { // This thread must not end: without it the process runs nothing any more.
                    if (pause.isClosed() && failures >= LAST_TRIES) {
                        LOG.log(Level.ERROR, "Outcomes of tasks were not recorded.", e);
                        return false;
                    }
                    if (failures == 0) {
                        LOG.log(Level.WARNING, "The worker tries again.", e);
                    }
                    pause.backOff(failures);
                }
            }
            return true;
        } finally {
            release(call, settled);
            work.call();
        }
    }

    /** Sends a call, and leaves it to the coordinator's own thread if that fails. */
    private void talkOnce(Call call) {
        boolean settled = false;
        try {
            exchange(call);
            settled = true;
        } catch (RuntimeException | Error e) {
            // That thread tells of it if it fails again.
        } finally {
            release(call, settled);
        }
    }

    private synchronized void release(Call call, boolean settled) {
        call.lane().talking = false;
        if (settled) {
            call.lane().call = null;
            call.lane().coming = 0;
        }
        talkedNanos = System.nanoTime();
        boolean claimedAhead = running.size() > slots;
        if (!settled || !ended.isEmpty() || woken || draining || claimedAhead || silent || asksForMore()) {
            notifyAll();
        }
    }

    private void exchange(Call call) {
        if (lease.current().isEmpty()) {
            return; // It was never registered, and so never had a task.
        }
        WorkerStore.Registration registration = lease.current().get();
        long start = System.nanoTime();
        Exchange.Reply reply = store.exchange(registration, call.request());
        long took = System.nanoTime() - start;
        synchronized (this) {
            pace.answered(took);
            if (call.request().freeSlots() > 0) {
                pace.asked(!reply.idle());
            }
            call.lane().coming = reply.claims().size();
        }
        for (int i = 0; i < call.ended().size(); i++) {
            settle(call.ended().get(i), reply.recorded().get(i));
        }
        reply.completedGroups().forEach(listener::groupCompleted);
        reply.stops().forEach(task -> executions.stop(task, StopReason.CANCELED));
        reply.claims().forEach(claim -> begin(claim, call.lane()));
        if (reply.leaseValid() && !reply.idle() && call.request().freeSlots() > 0) {
            lookForMore();
        }
        // The other lane may have found so before, and what runs since is the next incarnation's.
        if (!reply.leaseValid() && !pause.isClosed() && lease.isCurrent(registration)) {
            executions.stopAll(StopReason.FENCED);
            try {
                lease.replace(registration);
            } catch (StoreUnavailableException e) {
                LOG.log(Level.WARNING, "The worker registers later: " + e.getMessage());
            }
        }
    }

    /** A call that got all it asked for takes the worker out of the idle ones, though the other lane may have left slots free. */
    private synchronized void lookForMore() {
        woken |= freeSlots() > 0 && ended.isEmpty();
    }

    /** Begins an execution, once: a reply that could not be handled to its end comes again. */
    private void begin(Exchange.Claimed claim, Lane lane) {
        if (executions.contains(claim.fencingToken())) {
            return;
        }
        Execution execution = new Execution(claim, store, directories);
        try {
            synchronized (this) {
                highestToken = Math.max(highestToken, claim.fencingToken());
                executions.add(execution);
                if (draining) {
                    ended.add(new Ended(execution, execution.returned(), false));
                } else {
                    running.add(execution);
                    work.add(execution);
                }
                lane.coming--;
            }
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
        executions.remove(execution);
        if (!ended.begun() && recorded.orElse(TaskState.WAITING) == TaskState.WAITING) {
            return; // Nobody was told that it runs.
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
        if (!listener.isListening()) {
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
