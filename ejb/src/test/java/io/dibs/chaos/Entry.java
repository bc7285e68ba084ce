package io.dibs.chaos;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;

/**
 * An entry of the ledger.
 *
 * @param verb what happened
 * @param process the worker process that it happened in or to; empty if none
 * @param task the task; null if none
 * @param token the fencing token of the execution; 0 if none
 * @param attempt which attempt of the task it is; 0 if none
 * @param reservations what the task reserves
 * @param note further facts, in one word; empty if none
 * @param accepted whether the ledger let it happen
 * @param millis when, in milliseconds of this machine's clock: for figures alone, order is the place in the ledger
 */
record Entry(
        Verb verb,
        String process,
        UUID task,
        long token,
        int attempt,
        List<Reservation> reservations,
        String note,
        boolean accepted,
        long millis) {
    /** What happened. */
    enum Verb {
        /** An execution says that it has what its task reserves. */
        ACQUIRE,
        /** It changes all of that: what a write to a database would be. */
        EFFECT,
        /** It will not touch it any more. Its task's method returns after this. */
        RELEASE,
        /** It was told to stop. */
        TOLD,
        /** It ends its process now. */
        HALTING,
        /** Somebody is about to dispatch the task. */
        DISPATCHING,
        /** Dibs has acknowledged it. */
        DISPATCHED,
        /** Dibs has thrown; the note is {@link #NOTHING_CHANGED} or {@link #UNKNOWN}. */
        DISPATCH_FAILED,
        /** Somebody is about to cancel the task. */
        CANCELING,
        /** Dibs has answered; the note is the outcome. */
        CANCEL_ANSWERED,
        /** The process is killed next. */
        KILLING,
        /** It is stopped next, by SIGSTOP, for longer than its lease. */
        STOPPING,
        /** It goes on. */
        CONTINUED,
        /** It was asked to end, by SIGTERM. */
        TERMINATING,
        /** It has ended. */
        EXITED,
        /** Nothing is left to run; all processes are asked to end now. */
        OVER,
        /** It does not reach Redis; the note says for how many milliseconds. */
        CUT_OFF,
        /** None of its threads ran; the note says for how many milliseconds. It tells this itself, afterwards. */
        STALLED,
        /** Redis did not answer anybody; the note says for how many milliseconds. */
        REDIS_AWAY
    }

    /** See {@link Verb#DISPATCH_FAILED}. */
    static final String NOTHING_CHANGED = "nothing-changed";

    /** See {@link Verb#DISPATCH_FAILED}. */
    static final String UNKNOWN = "unknown";

    private static final Set<Verb> FENCED = Set.of(Verb.ACQUIRE, Verb.EFFECT, Verb.RELEASE);
    private static final String NONE = "-";

    /** An entry about a process. */
    static Entry of(Verb verb, String process, String note) {
        return new Entry(verb, process, null, 0, 0, List.of(), note, true, System.currentTimeMillis());
    }

    /** An entry about a task that is not an execution's. */
    static Entry of(Verb verb, UUID task, List<Reservation> reservations, String note) {
        return new Entry(verb, "", task, 0, 0, reservations, note, true, System.currentTimeMillis());
    }

    /** Whether the ledger refuses it when its token is old. */
    boolean isFenced() {
        return FENCED.contains(verb);
    }

    /**
     * What the ledger fences: what the task reserves, once each, and the task itself, exclusively: so that no two attempts
     * of a task without reservations get mixed up either.
     */
    Collection<Reservation> fencedResources() {
        Map<String, Reservation> all = new LinkedHashMap<>();
        Stream.concat(reservations.stream(), Stream.of(new Reservation("task " + task, Mode.EXCLUSIVE)))
                .forEach(r -> all.merge(r.resource(), r, (a, b) -> a.mode() == Mode.EXCLUSIVE ? a : b));
        return all.values();
    }

    Entry withAccepted(boolean value) {
        return new Entry(verb, process, task, token, attempt, reservations, note, value, millis);
    }

    /** As a line. */
    String line() {
        return String.join(
                " ",
                verb.name(),
                process.isEmpty() ? NONE : process,
                task == null ? NONE : task.toString(),
                Long.toString(token),
                Integer.toString(attempt),
                reservations.isEmpty()
                        ? NONE
                        : reservations.stream().map(Entry::encode).collect(Collectors.joining(",")),
                note.isEmpty() ? NONE : note);
    }

    static Entry read(String line) {
        String[] words = line.split(" ");
        return new Entry(
                Verb.valueOf(words[0]),
                words[1].equals(NONE) ? "" : words[1],
                words[2].equals(NONE) ? null : UUID.fromString(words[2]),
                Long.parseLong(words[3]),
                Integer.parseInt(words[4]),
                words[5].equals(NONE)
                        ? List.of()
                        : Arrays.stream(words[5].split(","))
                                .map(Entry::reservation)
                                .toList(),
                words[6].equals(NONE) ? "" : words[6],
                true,
                System.currentTimeMillis());
    }

    static String encode(Reservation reservation) {
        return (reservation.mode() == Mode.EXCLUSIVE ? "x" : "s") + reservation.resource();
    }

    static Reservation reservation(String text) {
        return new Reservation(text.substring(1), text.startsWith("x") ? Mode.EXCLUSIVE : Mode.SHARED);
    }
}
