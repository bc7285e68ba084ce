package io.dibs.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;

import io.dibs.Reservation.Mode;
import io.dibs.TaskFilter;
import io.dibs.TaskState;
import io.dibs.TimeRange;

/** A filter as it is asked of mirrored tasks: it may let a task through that does not agree, about never, but misses none. */
final class MirrorFilter {
    private record Range(long from, long before) {
        private static final Range ANY = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

        static Range of(TimeRange range) {
            return range.isAny()
                    ? ANY
                    : new Range(
                            range.from().map(Range::micros).orElse(0L),
                            range.before().map(Range::micros).orElse(Long.MAX_VALUE));
        }

        /** The first whole microsecond that is not before a time; no task has a time before 1970, or in 290,000 years. */
        private static long micros(Instant time) {
            try {
                long micros = Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + (time.getNano() + 999) / 1000;
                return Math.max(0, micros);
            } catch (ArithmeticException e) {
                return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : 0;
            }
        }

        boolean has(long time) {
            return time >= from && time < before;
        }
    }

    private final boolean[] states = new boolean[TaskState.values().length];
    private final long[] names;
    private final long[] queues;
    private final long[] workers;
    private final long[] reservations;
    private final long[] resources;
    private final Range created;
    private final Range started;
    private final Range finished;
    private final long group;
    private final long parent;
    private final long correlationId;
    private final long owner;
    private final long schedule;

    MirrorFilter(TaskFilter filter) {
        for (TaskState state : TaskState.values()) {
            states[state.ordinal()] =
                    filter.states().isEmpty() || filter.states().contains(state);
        }
        names = hashes(filter.names());
        queues = hashes(filter.queues());
        workers = hashes(filter.workers());
        reservations = LongStream.concat(
                        filter.exclusiveResources().stream()
                                .mapToLong(name -> MirroredTask.reservation(name, Mode.EXCLUSIVE)),
                        filter.sharedResources().stream()
                                .mapToLong(name -> MirroredTask.reservation(name, Mode.SHARED)))
                .toArray();
        resources = filter.resources().stream()
                .mapToLong(name -> MirroredTask.reservation(name, Mode.EXCLUSIVE))
                .toArray();
        created = Range.of(filter.created());
        started = Range.of(filter.started());
        finished = Range.of(filter.finished());
        group = hash(filter.group());
        parent = hash(filter.parent().map(UUID::toString));
        correlationId = hash(filter.correlationId());
        owner = hash(filter.owner());
        schedule = hash(filter.schedule());
    }

    private static long[] hashes(Collection<String> texts) {
        return texts.stream().mapToLong(TextHash::of).toArray();
    }

    private static long hash(Optional<String> text) {
        return text.map(TextHash::of).orElse(TextHash.NONE);
    }

    boolean matches(MirroredTask task) {
        return task.state != null
                && states[task.state.ordinal()]
                && isOneOf(names, task.name)
                && isOneOf(queues, task.queue)
                && isOneOf(workers, task.worker)
                && created.has(task.created)
                && started.has(task.started)
                && finished.has(task.finished)
                && isSame(group, task.group)
                && isSame(parent, task.parent)
                && isSame(correlationId, task.correlationId)
                && isSame(owner, task.owner)
                && isSame(schedule, task.schedule)
                && hasAll(task.reservations, reservations, -1L)
                && hasAll(task.reservations, resources, ~1L);
    }

    private static boolean isOneOf(long[] wanted, long hash) {
        if (wanted.length == 0) {
            return true;
        }
        for (long each : wanted) {
            if (each == hash) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(long wanted, long hash) {
        return wanted == TextHash.NONE || wanted == hash;
    }

    private static boolean hasAll(long[] reservations, long[] wanted, long mask) {
        return wanted.length == 0
                || Arrays.stream(wanted).allMatch(each -> Arrays.stream(reservations)
                        .anyMatch(reservation -> (reservation & mask) == each));
    }
}
