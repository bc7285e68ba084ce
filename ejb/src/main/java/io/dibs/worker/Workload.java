package io.dibs.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.dibs.store.Exchange;
import io.dibs.store.Exchange.Ending;

/**
 * What the slots of the process have: what runs, what has ended and is to be told, what is free and on its way; so what the
 * next call says. Guarded by {@link Lanes}.
 *
 * <p>While tasks are short, more are claimed than there are free slots ({@link Pace}), and no call asks for more than half of
 * what can be claimed, so that both lanes have enough to carry.
 */
final class Workload {
    /** Tasks that were claimed ahead go back when no slot has taken any of them for so long. */
    static final Duration LONGEST_AHEAD = Duration.ofMillis(10);

    private final int slots;
    private final WorkQueue work;
    private final List<Lane> lanes;
    private final Pace pace = new Pace();

    private final List<Ended> ended = new ArrayList<>();
    private final Set<String> declined = new TreeSet<>();
    private final Set<Execution> running = new HashSet<>();
    private final Set<Execution> stuck = new HashSet<>();
    private boolean woken = true; // There may be work already.
    private boolean draining;
    /** The last call left some of what can be claimed to the other lane. */
    private boolean left;

    private long highestToken;

    Workload(int slots, WorkQueue work, List<Lane> lanes) {
        this.slots = slots;
        this.work = work;
        this.lanes = lanes;
    }

    /** Takes the outcome of an execution. Returns whether its slot goes on: not if it was replaced meanwhile. */
    boolean ended(Execution execution, Exchange.Outcome outcome) {
        if (outcome.ending() == Ending.DECLINED) {
            declined.add(outcome.value());
        }
        ended.add(new Ended(execution, outcome, true));
        boolean goesOn = !stuck.remove(execution);
        running.remove(execution);
        pace.ran(execution.ranNanos());
        return goesOn;
    }

    /** Frees the slot of an execution that does not stop; returns false as {@link Coordinator#replaceSlot} does. */
    boolean replaceSlot(Execution execution) {
        if (stuck.size() >= slots || !running.remove(execution)) {
            return false;
        }
        stuck.add(execution);
        return true;
    }

    /** There may be work. */
    void wake() {
        woken = true;
    }

    /** A call that got all it asked for takes the worker out of the idle ones, though the other lane may have left slots free. */
    void lookForMore() {
        woken |= freeSlots() > 0 && ended.isEmpty();
    }

    /** Nothing is claimed from now on. */
    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    /** Whether nothing runs. */
    boolean isIdle() {
        return running.isEmpty() && stuck.isEmpty();
    }

    /** Whether there is something to tell or to ask for that does not wait for an answer. */
    boolean hasNews() {
        return !ended.isEmpty() || (woken && !isAsking()) || asksForMore();
    }

    /** Whether the thread that makes the calls nobody else makes should look what there is to do. */
    boolean wantsLook() {
        boolean claimedAhead = running.size() > slots;
        return !ended.isEmpty() || woken || draining || claimedAhead || asksForMore();
    }

    /** Whether nobody has asked since for what the last call left. */
    private boolean asksForMore() {
        return left && freeSlots() + ahead() > 0;
    }

    /**
     * Whether all free slots have been asked for and the answer is on its way: it may have been given before there was that of
     * which a token tells, so the token is kept until it is here.
     */
    boolean isAsking() {
        return freeSlots() <= 0 && lanes.stream().anyMatch(lane -> lane.coming() > 0);
    }

    /** Whether the last call left some of what can be claimed to the other lane. */
    boolean leftSome() {
        return left;
    }

    /** Begins the next call of a free lane. */
    Lane.Call nextCall(Lane lane, boolean closing) {
        boolean asking = isAsking();
        int ahead = ahead();
        int wanted = freeSlots() + ahead;
        int most = ahead == 0 ? Exchange.MOST : Math.min((slots + ahead + 1) / 2, Exchange.MOST);
        left = ahead > 0 && wanted > most;
        List<Ended> sent = ended.subList(0, Math.min(ended.size(), Exchange.MOST));
        List<Ended> taken = List.copyOf(sent);
        Lane.Call call = new Lane.Call(
                lane,
                new Exchange.Request(
                        lane.number(),
                        lane.nextCall(),
                        draining || closing ? Exchange.NONE : Math.max(0, Math.min(wanted, most)),
                        highestToken,
                        List.copyOf(declined),
                        taken.stream().map(Ended::outcome).toList()),
                taken);
        lane.begin(call);
        woken = woken && asking;
        sent.clear(); // At last: nothing is lost if there was no memory for the call.
        return call;
    }

    private int ahead() {
        int endedLately = ended.size();
        for (Lane lane : lanes) {
            endedLately += lane.carried();
        }
        return pace.ahead(endedLately, slots);
    }

    /** How many slots are free and nobody has asked for; negative if more was asked for. */
    private int freeSlots() {
        int free = slots - running.size();
        for (Lane lane : lanes) {
            free -= lane.coming();
        }
        return free;
    }

    /** A call was answered, after so long. */
    void answered(Lane.Call call, Exchange.Reply reply, long nanos) {
        pace.answered(nanos);
        if (call.request().freeSlots() > 0) {
            pace.asked(!reply.idle());
        }
        call.lane().answered(reply.claims().size());
    }

    /** Takes an execution that came on a lane: it waits for a slot, or goes back as nothing is to begin any more. */
    void claimed(Execution execution, Lane lane) {
        highestToken = Math.max(highestToken, execution.fencingToken());
        if (draining) {
            ended.add(Ended.unbegun(execution));
        } else {
            running.add(execution);
            work.add(execution);
        }
        lane.arrived();
    }

    /** Forgets an execution that could not be taken wholly: it comes again. */
    void forget(Execution execution) {
        running.remove(execution);
    }

    /** Gives tasks back that were claimed ahead and for which no slot has become free. */
    void giveBack() {
        Duration patience = LONGEST_AHEAD;
        while (true) {
            Optional<Execution> next = draining ? work.takeBack() : work.takeBack(patience);
            if (next.isEmpty()) {
                return;
            }
            patience = Duration.ZERO; // Nobody comes for the others either.
            Execution execution = next.get();
            try {
                ended.add(Ended.unbegun(execution));
            } catch (OutOfMemoryError e) {
                work.add(execution);
                throw e;
            }
            running.remove(execution);
            pace.slowedDown();
        }
    }
}
