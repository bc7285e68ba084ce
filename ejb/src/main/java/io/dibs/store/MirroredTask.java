package io.dibs.store;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.TaskState;

/**
 * What lists are filtered and ordered by, of one task: some 150 bytes. Texts are {@link TextHash}es, times microseconds. What can
 * change is read and written under the lock of the mirror.
 */
final class MirroredTask {
    /** No time. */
    static final long NEVER = -1;

    private static final long[] NO_RESERVATIONS = {};

    final long idHigh;
    final long idLow;
    /** By which it is listed: the first that it got. */
    final long number;

    final long created;
    final long name;
    final long queue;
    final long group;
    final long parent;
    final long correlationId;
    final long owner;
    final long schedule;

    /** The hash of each resource's name, with a last bit of 1 if it is shared. */
    long[] reservations;
    /** Null when it was gone before it could be read: such a one agrees with no filter. */
    TaskState state;

    long worker;
    long started;
    long finished;

    /** The next one in the same place of the index by id. */
    MirroredTask next;

    /** A task as the store has it; of one that is gone there are no fields. */
    MirroredTask(UUID id, long number, Map<String, String> fields) {
        idHigh = id.getMostSignificantBits();
        idLow = id.getLeastSignificantBits();
        this.number = number;
        if (fields.isEmpty()) {
            created = NEVER;
            name = queue = group = parent = correlationId = owner = schedule = TextHash.NONE;
            reservations = NO_RESERVATIONS;
            started = finished = NEVER;
            return;
        }
        String[] call = fields.get("call").split("\n", -1);
        Attributes attributes = Attributes.decode(call[2]);
        created = Long.parseLong(fields.get("created"));
        name = TextHash.of(call[0]);
        queue = TextHash.of(fields.get("queue"));
        parent = call[1].isEmpty() ? TextHash.NONE : TextHash.of(call[1]);
        group = attributes.group().map(TextHash::of).orElse(TextHash.NONE);
        correlationId = attributes.correlationId().map(TextHash::of).orElse(TextHash.NONE);
        owner = attributes.origin().owner().map(TextHash::of).orElse(TextHash.NONE);
        schedule = attributes.origin().schedule().map(TextHash::of).orElse(TextHash.NONE);
        waits();
        reserves(fields.get("res"));
    }

    UUID id() {
        return new UUID(idHigh, idLow);
    }

    boolean isFinal() {
        return state != null && state.isFinal();
    }

    /** It does not run, and is not final. */
    void waits() {
        state = TaskState.WAITING;
        worker = TextHash.NONE;
        started = NEVER;
        finished = NEVER;
    }

    /** It runs. */
    void runs(TaskState now, String incarnation, String run, String res) {
        state = now;
        worker = TextHash.of(Incarnation.nameOf(incarnation));
        started = startOf(run);
        finished = NEVER;
        reserves(res);
    }

    /** It is final. Of one that is gone already there are no fields. */
    void ended(TaskState now, long time, Map<String, String> fields) {
        state = now;
        finished = time;
        if (!fields.isEmpty()) {
            String incarnation = fields.get("worker");
            worker = incarnation == null ? TextHash.NONE : TextHash.of(Incarnation.nameOf(incarnation));
            started = startOf(fields.get("run"));
            reserves(fields.get("res"));
        }
    }

    private static long startOf(String run) {
        int blank = run.lastIndexOf(' ');
        return blank < 0 ? NEVER : Long.parseLong(run.substring(blank + 1));
    }

    private void reserves(String res) {
        List<Reservation> all = Reservations.decode(res);
        reservations = all.isEmpty()
                ? NO_RESERVATIONS
                : all.stream()
                        .mapToLong(each -> reservation(each.resource(), each.mode()))
                        .toArray();
    }

    static long reservation(String resource, Mode mode) {
        return TextHash.of(resource) & ~1L | (mode == Mode.SHARED ? 1 : 0);
    }
}
