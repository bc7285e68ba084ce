package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.dibs.TaskState;
import io.dibs.seal.SealException;

/** What a worker tells the store in its one round trip, and what it is told. */
public final class Exchange {
    /** The most outcomes, and the most free slots, that a call can have. */
    public static final int MOST = 1_000;

    /** Free slots of a worker that takes nothing any more. */
    public static final int NONE = -1;

    private Exchange() {}

    /**
     * A call. Sent again with the same number, it changes nothing that the first did.
     *
     * @param lane one of a few; a worker has at most one call on its way in each, and sends it until it is answered
     * @param call its number, growing from call to call of its lane
     * @param freeSlots how many tasks the worker can take, at most {@link #MOST}; 0 if it asks for none, as another call
     *     may; {@link #NONE} if it takes nothing any more
     * @param highestToken the largest fencing token that it has seen
     * @param declined what tasks needed that it could not run, as {@link Need#text} has it
     * @param outcomes what its executions came to, at most {@link #MOST}
     */
    public record Request(
            int lane,
            long call,
            int freeSlots,
            long highestToken,
            Collection<String> declined,
            List<Outcome> outcomes) {}

    /** How an execution ended. */
    public enum Ending {
        COMPLETED,
        /** For good: its policy does not cover how it failed. */
        FAILED,
        /** Its policy covers how it failed: it is tried again after a pause, if it has attempts left. */
        RETRYABLE,
        /** Its worker stopped it: it is tried again at once, if it has attempts left. */
        ABORTED,
        /** The worker lacks what the task needs: it goes back, and this worker is given none again that needs that. */
        DECLINED,
        /** The worker has not begun it, and does not soon: the task goes back to where it was. */
        RETURNED;

        private final String text = name().toLowerCase(Locale.ROOT);

        /** Its name in the store. */
        String text() {
            return text;
        }
    }

    /**
     * What an execution came to.
     *
     * @param value the result or the error, JSON; what it needs, if it was declined; empty for none
     * @param progress the progress reports, JSON; empty for none
     * @param created the created resources, JSON; empty for none
     */
    public record Outcome(UUID task, long fencingToken, Ending ending, String value, String progress, String created) {
        public Outcome {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(progress, "progress");
            Objects.requireNonNull(created, "created");
        }
    }

    /**
     * A reply.
     *
     * @param leaseValid whether the worker's lease is valid; if not, it got no tasks and must register anew
     * @param time Redis' time
     * @param idle whether it had more free slots than it got tasks, and so is registered as idle now
     * @param recorded for each outcome the state that the task is in; empty when it was refused, as the execution is not
     *     the current one
     * @param claims the tasks to run
     * @param stops those of its tasks that are to stop
     * @param completedGroups the groups that the outcomes completed
     * @param waited how long one of the claimed tasks waited; empty if nothing is known of that
     */
    public record Reply(
            boolean leaseValid,
            Instant time,
            boolean idle,
            List<Optional<TaskState>> recorded,
            List<Claimed> claims,
            List<UUID> stops,
            List<String> completedGroups,
            Optional<Waited> waited) {}

    /** How long a task waited for resources and other tasks, and then, as it could run, for a worker. */
    public record Waited(Duration forResources, Duration forWorker) {}

    /**
     * Where a task was until it was claimed, which only a process that traces is told.
     *
     * @param times when; only of a first attempt
     */
    public record Stay(String queue, Optional<Wait> times) {}

    /** When a task was dispatched, when it had its resources, and when it was claimed; each by Redis' clock. */
    public record Wait(Instant created, Instant unblocked, Instant claimed) {}

    /** Gives the arguments of a task in clear. */
    @FunctionalInterface
    public interface Opening {
        /** @throws SealException if the task is not as it was dispatched, or a key is missing */
        String arguments() throws SealException;
    }

    private record Clear(String arguments) implements Opening {}

    /**
     * A task to run.
     *
     * @param arguments a JSON array; before it is opened, maybe that encrypted
     * @param opening gives the arguments in clear
     * @param stay where it was until now; empty if this process does not trace
     */
    public record Claimed(
            UUID task,
            long fencingToken,
            int attempt,
            String name,
            String arguments,
            Attributes attributes,
            Optional<UUID> parent,
            Opening opening,
            Optional<Stay> stay) {
        /** A task whose arguments are in clear. */
        public Claimed(
                UUID task,
                long fencingToken,
                int attempt,
                String name,
                String arguments,
                Attributes attributes,
                Optional<UUID> parent) {
            this(
                    task,
                    fencingToken,
                    attempt,
                    name,
                    arguments,
                    attributes,
                    parent,
                    new Clear(arguments),
                    Optional.empty());
        }

        /**
         * The task with its arguments in clear. Only what this gives may be run.
         *
         * @throws SealException if it is not as it was dispatched, or a key is missing
         */
        public Claimed open() throws SealException {
            String clear = opening.arguments();
            return new Claimed(task, fencingToken, attempt, name, clear, attributes, parent, new Clear(clear), stay);
        }

        /** What it needs of the process that runs it. */
        public Need need() {
            return new Need(name, attributes.minimumVersions());
        }
    }
}
