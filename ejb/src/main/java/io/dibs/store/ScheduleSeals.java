package io.dibs.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.dibs.seal.SealException;

/**
 * Protects what is said about schedules: the call of the task as that of any task, sealed for the schedule and no other; and with
 * it, by a signature of its own, when the schedule ticks and how. Thread-safe.
 */
final class ScheduleSeals {
    private static final String CALL = "call";
    private static final String DUE = "due";
    private static final String INCARNATION = "incarnation";
    private static final String SIGNATURE = "signature";

    /** All that decides when something is dispatched, and what. */
    private static final List<String> SIGNED = List.of(
            "timing",
            "anchor",
            "overlap",
            "missed",
            CALL,
            "queue",
            "priority",
            "res",
            "any_version",
            "declared",
            "paused",
            DUE);

    private final Seals seals;

    ScheduleSeals(Seals seals) {
        this.seals = seals;
    }

    /** The call of its task, encoded. */
    String call(String name, NewTask task) {
        return seals.call(subject(name, task.id()), task);
    }

    /** The signature of a schedule with these fields; empty if there is no key to sign with. */
    String signature(String name, Map<String, String> stored) {
        return seals.sign(subject(name, UUID.fromString(stored.get(INCARNATION))), signed(stored));
    }

    /** The signature that it has when it is due at another time. */
    String signature(StoredSchedule schedule, String due) {
        Map<String, String> then = new HashMap<>(schedule.stored());
        then.put(DUE, due);
        return signature(schedule.name(), then);
    }

    /** With its task in clear; or with why that cannot be had. */
    StoredSchedule open(String name, Map<String, String> stored) {
        Map<String, String> fields = new HashMap<>(stored);
        fields.remove(SIGNATURE);
        try {
            String subject = subject(name, UUID.fromString(stored.get(INCARNATION)));
            seals.verify(subject, stored.getOrDefault(SIGNATURE, ""), signed(stored));
            StoredCall call =
                    seals.open(subject, StoredCall.decode(stored.get(CALL)), stored.get("queue"), stored.get("res"));
            fields.put(CALL, call.withSignature("").encode());
        } catch (SealException e) {
            fields.put(StoredSchedule.UNREADABLE, e.getMessage());
        } catch (RuntimeException e) { // Whatever it is that somebody has written there.
            fields.put(StoredSchedule.UNREADABLE, "It lacks something that every schedule has.");
        }
        return new StoredSchedule(name, fields, stored);
    }

    /** Whether it can be read here, and is sealed otherwise than it would be if it was saved now. */
    boolean isOutdated(StoredSchedule schedule) {
        return schedule.isReadable()
                && seals.isOutdated(
                        StoredCall.decode(schedule.stored().get(CALL)),
                        schedule.stored().getOrDefault(SIGNATURE, ""));
    }

    /** What a schedule's task is sealed for: so it fits no task, and no other schedule. */
    private static String subject(String name, UUID incarnation) {
        return "schedule " + name + ' ' + incarnation;
    }

    private static List<String> signed(Map<String, String> stored) {
        return SIGNED.stream().map(field -> stored.getOrDefault(field, "")).toList();
    }
}
