package io.dibs;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Checks that a domain is sound: that its keys in Redis keep every rule that holds at every instant. Reading never changes
 * anything. Thread-safe.
 */
public interface Audit {
    /** How many findings a report lists at most. It counts all. */
    int MOST_LISTED = 1000;

    /**
     * Walks the whole domain. It takes some ten seconds for each 100,000 tasks, in pieces of some milliseconds between which
     * Redis serves everybody else. The domain may move meanwhile: each key is looked at together with all that it has to
     * agree with, at one instant, and what looks wrong is looked at twice. So a finding is one, and what came or went during
     * the walk may have been missed. A domain in which nothing moves is checked completely.
     *
     * @throws StoreUnavailableException if Redis does not answer
     */
    Report run();

    /**
     * What an audit found.
     *
     * @param domain the domain that was checked
     * @param startedAt when it began, by Redis' clock
     * @param finishedAt when it ended, by Redis' clock
     * @param keys how many keys were looked at; one that Redis shows twice, as it may while it resizes its tables, counts
     *     twice
     * @param findingCount how many findings there are; beyond {@link #MOST_LISTED} some may count twice
     * @param findings the first {@link #MOST_LISTED} of them, in no order
     */
    record Report(
            String domain,
            Instant startedAt,
            Instant finishedAt,
            long keys,
            long findingCount,
            List<Finding> findings) {
        /** Whether nothing is wrong. */
        public boolean isSound() {
            return findingCount == 0;
        }
    }

    /**
     * A rule that is broken.
     *
     * @param kind which rule
     * @param objectType what {@code object} names
     * @param object the id of a task, the name of a resource, of a queue, of a schedule or of a key (without the prefix of the domain), or
     *     the incarnation of a worker
     * @param message a sentence about it
     */
    record Finding(Kind kind, ObjectType objectType, String object, String message) {
        @Override
        public String toString() {
            return kind.code() + ": " + objectType.code() + " " + object + ": " + message;
        }
    }

    /** What a finding is about. */
    enum ObjectType {
        TASK,
        RESOURCE,
        QUEUE,
        WORKER,
        GROUP,
        SCHEDULE,
        KEY;

        /** The name as the REST API writes it: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rules, by how they are broken. */
    enum Kind {
        /** A task lacks a field that every task has, or its state is unknown. */
        TASK_INCOMPLETE(Advice.LOST),
        /** A task is missing from the list of tasks, or has another number there. */
        TASK_NOT_LISTED(Advice.LOST),
        /** The list of tasks has a task that does not exist. */
        LISTED_TASK_MISSING(Advice.LOST),
        /** A task's number is larger than the last that was given. */
        NUMBER_BEYOND_COUNTER(
                "Set the key 'seq' to the largest number of any task, or later tasks overtake this one. Has Redis lost data?"),
        /** A task's fencing token is larger than the last that was given. */
        TOKEN_BEYOND_COUNTER(
                "Set the field token of the key clock to the largest of any task, or a later execution gets an older token than this one."),
        /** A task is neither blocked nor ready, parked, due later, running or final: it never ends. */
        TASK_IN_NO_PLACE("Cancel the task and dispatch it again."),
        /** A task is in more than one of these: it may run twice. */
        TASK_IN_TWO_PLACES("Cancel the task, and look whether it runs or ran twice."),
        /** Something that has tasks has one whose own fields say otherwise. */
        TASK_IN_WRONG_PLACE("Cancel the task if it is not final, and dispatch it again."),
        /** Something that has tasks has one that does not exist. */
        PLACE_WITHOUT_TASK(Advice.LOST),
        /** A ready or parked task stands where its priority and number do not belong. */
        RANK_WRONG("It only starts too early or too late among those that are ready; no reservation is broken."),
        /** A task does not stand in the line of a resource that it reserves: others may take the resource. */
        CLAIM_MISSING("Cancel the task at once, and check what it and others did to the resource; dispatch it again."),
        /** A line has a claim of a task that does not exist: those behind it never start. */
        CLAIM_WITHOUT_TASK(Advice.STUCK_LINE),
        /** A line has a claim of a task that is final: those behind it never start. */
        CLAIM_OF_FINAL_TASK(Advice.STUCK_LINE),
        /** A line has a claim of a task that does not reserve the resource, or not in this way. */
        CLAIM_NOT_WANTED(Advice.STUCK_LINE),
        /** A claim stands in a line at another number than its task's: tasks may overtake each other. */
        LINE_ORDER_WRONG("Cancel the tasks of this resource that have not started, and dispatch them again in order."),
        /** A task's count of reservations that are not granted is wrong: it starts too early or never. */
        COUNTER_OFF("Cancel the task and dispatch it again."),
        /** A task runs while an earlier one has a conflicting reservation. */
        RUNS_WITHOUT_RESERVATIONS("Cancel the task at once, and check what it and others did to the resources."),
        /** A queue has tasks and is not in the list of queues: workers that serve all queues do not see it. */
        QUEUE_NOT_LISTED("Dispatch any task to this queue: that lists it."),
        /** The list of queues has a queue without ready or parked tasks. */
        QUEUE_EMPTY(Advice.HARMLESS),
        /** Tasks of a method are parked and the queue does not say so: no worker finds them. */
        PARKED_METHOD_NOT_LISTED("Cancel these tasks and dispatch them again."),
        /** A queue says that tasks of a method are parked, and there are none. */
        PARKED_METHOD_EMPTY(Advice.HARMLESS),
        /** A worker is registered as idle in a queue, and is gone or does not serve it. */
        IDLE_WRONG("It costs a task of that queue up to a second; the next wake-up of the queue removes it."),
        /** There is a lease of a worker that does not exist. */
        LEASE_WITHOUT_WORKER("The next sweep after its end removes it."),
        /** A worker has no lease: no sweep will find it. */
        WORKER_WITHOUT_LEASE("Remove its keys, worker:, run:, stop: and wake:, if that process is gone."),
        /** A worker without a lease is said to run tasks: no sweep will find them. */
        TASKS_WITHOUT_WORKER("Abandon or cancel these tasks, then remove the key run: of this worker."),
        /** A worker is told to stop a task that is not canceling there. */
        STOP_WRONG(Advice.HARMLESS),
        /** Tokens wait for a worker that is gone, or more than one. */
        WAKE_WRONG(Advice.HARMLESS),
        /** A schedule is listed as due and does not exist: it never ticks. */
        SCHEDULE_MISSING("Remove the name from the key schedules; save the schedule again if it is still wanted."),
        /** A schedule is not listed as due when it says: it ticks at another time, or never. */
        SCHEDULE_NOT_LISTED(
                "Pause and resume the schedule; if it is not found, delete the key schedule: and save it again."),
        /** There are children of a task that does not exist. */
        CHILDREN_WITHOUT_PARENT(Advice.HARMLESS),
        /** Tasks wait for the end of one that is final, gone, or does not know of them: they never start. */
        DEPENDENTS_WRONG("Cancel the tasks that wait for it and dispatch them again."),
        /** A task that is not final is missing from its group, or one that is final is still in it. */
        GROUP_MEMBER_WRONG("Cancel the group: it may never be complete."),
        /** A group's counts of its tasks are wrong. */
        GROUP_COUNT_WRONG(Advice.HARMLESS),
        /** A group is missing from the list of groups, or the list has one that does not exist. */
        GROUP_NOT_LISTED(Advice.HARMLESS),
        /** A key that the documented list does not have. */
        UNKNOWN_KEY("Find out who writes it. If nobody does any more, remove it: nothing else will."),
        /** A key has another type than it should. */
        WRONG_TYPE("Find out who wrote it: the scripts of Dibs cannot use it, and fail where they try."),
        /** A key has an expiry that Dibs did not give it: what it has will vanish. */
        KEY_EXPIRES("Take the expiry away with PERSIST, and find out who set it."),
        /** A key lacks the expiry that it should have. */
        KEY_STAYS("Remove it, and find out who took its expiry away. Listeners to events are told to read anew.");

        /** Those that several kinds share. */
        private static final class Advice {
            static final String LOST =
                    "Has Redis lost data, or did somebody change it by hand? Report it; no running task is harmed.";
            static final String STUCK_LINE =
                    "Remove the id from the keys x: and s: of this resource, then cancel the tasks"
                            + " that stand behind it and dispatch them again.";
            static final String HARMLESS = "It harms nothing. Report it.";
        }

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /** Its stable name, as the REST API writes it: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What an operator does about it. */
        public String advice() {
            return advice;
        }
    }
}
