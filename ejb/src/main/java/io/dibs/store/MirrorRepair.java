package io.dibs.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;

import io.dibs.TaskState;

/**
 * Finds where mirrored tasks and the sorted sets of Redis differ, when their numbers tell that they do: a task was deleted, or
 * Redis' clock was set back. Nothing but the differing parts is read.
 */
final class MirrorRepair {
    private static final String TASKS = "tasks";

    private final Redis redis;
    private final MirrorTable table;
    private final long time;

    /** Of differences at that time, in microseconds: what ended later is not known yet, with right. */
    MirrorRepair(Redis redis, MirrorTable table, long time) {
        this.redis = redis;
        this.table = table;
        this.time = time;
    }

    /**
     * Ends of which nothing was known.
     *
     * @param tasks those that ended
     * @param times when each did
     * @param isUnknown whether there are ends of tasks of which not even the beginning is known
     */
    record Ends(List<MirroredTask> tasks, List<Long> times, boolean isUnknown) {}

    /** Takes away what is not kept, or not final, any more, and returns what is final. */
    Ends ends(TaskState state) {
        List<MirroredTask> mirrored =
                sorted(task -> task.state == state && task.finished < time ? task.finished : MirroredTask.NEVER);
        Differences differences = compare("done:" + state.text(), mirrored, task -> task.finished, "(" + time);
        takeAway(differences.onlyHere());
        List<MirroredTask> tasks = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        boolean unknown = false;
        for (DomainChanges.Member member : differences.onlyThere()) {
            MirroredTask task = table.find(member.id());
            if (task == null) {
                unknown = true;
            } else {
                tasks.add(task);
                times.add(member.score());
            }
        }
        return new Ends(tasks, times, unknown);
    }

    /** Takes away what is not kept any more; returns whether all that is kept is known. */
    boolean kept() {
        List<MirroredTask> mirrored = sorted(task -> task.number);
        Differences differences = compare(TASKS, mirrored, task -> task.number, Long.toString(table.largestNumber()));
        Set<MirroredTask> gone = Set.copyOf(differences.onlyHere());
        table.removeIf(gone::contains);
        return differences.onlyThere().isEmpty();
    }

    private List<MirroredTask> sorted(ToLongFunction<MirroredTask> score) {
        List<MirroredTask> tasks = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            if (score.applyAsLong(table.get(i)) != MirroredTask.NEVER) {
                tasks.add(table.get(i));
            }
        }
        tasks.sort(Comparator.comparingLong(score));
        return tasks;
    }

    /** Those that are not final there are not kept any more, or wait again since Redis has lost their end. */
    private void takeAway(List<MirroredTask> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        String[] ids = tasks.stream().map(task -> task.id().toString()).toArray(String[]::new);
        List<Double> numbers = redis.call(r -> r.zmscore(redis.key(TASKS), ids));
        Set<MirroredTask> gone = new HashSet<>();
        for (int i = 0; i < tasks.size(); i++) {
            MirroredTask task = tasks.get(i);
            if (numbers.get(i) == null) {
                gone.add(task);
            } else {
                table.change(task, task::waits);
            }
        }
        table.removeIf(gone::contains);
    }

    private record Differences(List<MirroredTask> onlyHere, List<DomainChanges.Member> onlyThere) {}

    private Differences compare(
            String key, List<MirroredTask> mirrored, ToLongFunction<MirroredTask> score, String end) {
        long[] scores = mirrored.stream().mapToLong(score).toArray();
        List<MirroredTask> onlyHere = new ArrayList<>();
        List<DomainChanges.Member> onlyThere = new ArrayList<>();
        for (DifferingRanges.Range range : DifferingRanges.find(redis, redis.key(key), scores, end)) {
            List<DomainChanges.Member> there = range.members();
            Set<DomainChanges.Member> unknown = new HashSet<>(there);
            for (MirroredTask task : mirrored.subList(range.from(), range.to())) {
                UUID id = task.id();
                if (!unknown.remove(new DomainChanges.Member(id, score.applyAsLong(task)))) {
                    onlyHere.add(task);
                }
            }
            onlyThere.addAll(unknown);
        }
        return new Differences(onlyHere, onlyThere);
    }
}
