package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.dibs.Reservation;
import io.dibs.TaskDetail;

/**
 * What tasks wait for, and who is in their way: one step of the way to the root. Thread-safe. Every method throws
 * {@link io.dibs.StoreUnavailableException} when Redis does not answer.
 */
public final class ReasonStore {
    private static final String FIELDS = TaskReader.fields(Set.of(TaskDetail.PROGRESS)) + " deps parked";

    private static final double MICROS_IN_A_SECOND = 1_000_000;

    private final Redis redis;

    public ReasonStore(Redis redis) {
        this.redis = redis;
    }

    /**
     * A task that is in the way of another.
     *
     * @param mode how it wants or has the resource
     * @param granted whether it has it
     */
    public record Blocker(UUID task, Reservation.Mode mode, boolean granted) {}

    /**
     * A reservation that is not granted.
     *
     * @param position how many claims come before it
     * @param blockerCount how many of those have to leave the line first
     * @param blockers the first of them
     */
    public record Blocked(Reservation reservation, long position, long blockerCount, List<Blocker> blockers) {
        private Blocked first(int count) {
            return new Blocked(reservation, position, blockerCount, blockers.subList(0, count));
        }
    }

    /**
     * A task, and what is in its way, at one moment.
     *
     * @param parked whether a worker took it and lacked something that it needs
     * @param ahead how many ready tasks of its queue come before it, or -1
     * @param paused since when its queue is paused, if it is ready
     * @param blockerCount how many claims are in the way of its own, in all
     * @param blocked its reservations that are not granted: the first of them
     * @param dependencyCount on how many tasks it depends that are not final
     * @param dependencies the first of them
     */
    public record Step(
            StoredTask task,
            boolean parked,
            long ahead,
            Optional<Instant> paused,
            long blockerCount,
            List<Blocked> blocked,
            long dependencyCount,
            List<UUID> dependencies) {
        /** What it needs of the worker that runs it. */
        public Need need() {
            return new Need(task.name(), task.attributes().minimumVersions());
        }

        /** How many of its reservations are not granted. */
        public long blockedCount() {
            return Long.parseLong(task.fields().getOrDefault("blocked", "0"));
        }

        /** The tasks that are named as being in its way. */
        public List<UUID> next() {
            return Stream.concat(
                            blocked.stream()
                                    .flatMap(each -> each.blockers().stream())
                                    .map(Blocker::task),
                            dependencies.stream())
                    .distinct()
                    .toList();
        }
    }

    /**
     * Some tasks at one moment.
     *
     * @param time Redis' time
     * @param steps those that exist, by id
     */
    public record Steps(Instant time, Map<UUID, Step> steps) {}

    /**
     * Reads tasks and what is in the way of each.
     *
     * @param most how many blockers and dependencies of each are named; if there are more, some of each resource
     */
    public Steps steps(Collection<UUID> ids, int most) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(most), FIELDS));
        ids.forEach(id -> arguments.add(id.toString()));
        List<?> reply = (List<?>) redis.run(Script.WHY, arguments);
        Map<UUID, Step> steps = new LinkedHashMap<>();
        List<?> all = (List<?>) reply.get(1);
        int i = 0;
        for (UUID id : ids) {
            List<?> step = (List<?>) all.get(i++);
            if (!step.isEmpty()) {
                steps.put(id, step(id, step, most));
            }
        }
        return new Steps(StoredTask.instant((Long) reply.get(0)), steps);
    }

    private static Step step(UUID id, List<?> reply, int most) {
        long paused = (Long) reply.get(3);
        return new Step(
                StoredTask.read(id, TaskReader.fields((List<?>) reply.get(0)), 0, List.of()),
                (Long) reply.get(1) == 1,
                (Long) reply.get(2),
                paused < 0 ? Optional.empty() : Optional.of(StoredTask.instant(paused)),
                (Long) reply.get(4),
                fairly(
                        ((List<?>) reply.get(5))
                                .stream().map(each -> blocked((List<?>) each)).toList(),
                        most),
                (Long) reply.get(6),
                TaskStore.texts(reply.get(7)).stream().map(UUID::fromString).toList());
    }

    private static Blocked blocked(List<?> reply) {
        return new Blocked(
                new Reservation((String) reply.get(1), Reservations.mode((String) reply.get(0))),
                (Long) reply.get(2),
                (Long) reply.get(3),
                ((List<?>) reply.get(4))
                        .stream().map(each -> blocker((List<?>) each)).toList());
    }

    private static Blocker blocker(List<?> reply) {
        return new Blocker(
                UUID.fromString((String) reply.get(1)),
                Reservations.mode((String) reply.get(0)),
                (Long) reply.get(2) == 1);
    }

    /** So many blockers in all: one of each resource, then another of each that has more. */
    private static List<Blocked> fairly(List<Blocked> blocked, int most) {
        int[] shown = new int[blocked.size()];
        int left = most;
        for (boolean more = true; more; ) {
            more = false;
            for (int i = 0; i < shown.length && left > 0; i++) {
                if (shown[i] < blocked.get(i).blockers().size()) {
                    shown[i]++;
                    left--;
                    more = true;
                }
            }
        }
        List<Blocked> fair = new ArrayList<>(shown.length);
        for (int i = 0; i < shown.length; i++) {
            fair.add(blocked.get(i).first(shown[i]));
        }
        return fair;
    }

    /**
     * How fast a queue has gone lately.
     *
     * @param ended how many of its tasks were seen to end
     * @param perSecond how many ended in a second
     */
    public record Pace(long ended, double perSecond) {}

    /**
     * The pace of a queue.
     *
     * @param window over how long
     * @param most how many tasks that completed, and how many that failed, are looked at
     */
    public Pace pace(String queue, Duration window, int most) {
        List<?> reply =
                (List<?>) redis.run(Script.PACE, queue, Integer.toString(most), Long.toString(window.toNanos() / 1000));
        long ended = 0;
        double perSecond = 0;
        for (int i = 0; i < reply.size(); i += 2) {
            long count = (Long) reply.get(i);
            ended += count;
            perSecond += count * MICROS_IN_A_SECOND / (Long) reply.get(i + 1);
        }
        return new Pace(ended, perSecond);
    }
}
