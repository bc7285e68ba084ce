package io.dibs.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.dibs.TaskState;
import io.dibs.TooManyTasksException;

/**
 * Brings mirrored tasks up to date. It reads what is new only: tasks with larger numbers, those that ended since, and those that
 * run. A task that is none of these and not final waits. Tasks that are not kept any more are those that ended first, as a rule;
 * else {@link MirrorRepair} finds them. Whether there is anything to find is told by how many there are in each state. Not
 * thread-safe.
 */
final class MirrorUpdate {
    /** How many new or ended tasks are asked for at once. */
    private static final int CHUNK = 1_000;

    /** How many are read by one run of a script. */
    private static final int FEW = 250;

    private static final String FACTS = "state call queue res created worker run finished";
    private static final String END = "worker run res";
    private static final long UNKNOWN = -1;

    private final Redis redis;
    private final int most;
    private MirrorTable table = new MirrorTable();
    private List<MirroredTask> running = new ArrayList<>();
    private String server = "";
    /** The time from which on ends are not known. */
    private long since = UNKNOWN;

    /** @param most how many tasks there may be */
    MirrorUpdate(Redis redis, int most) {
        this.redis = redis;
        this.most = most;
    }

    MirrorTable table() {
        return table;
    }

    /** Redis' time of the last look, in microseconds. */
    long time() {
        return since;
    }

    /**
     * Reads what has changed. When it fails, it can go on the next time.
     *
     * @throws TooManyTasksException if there are more tasks than there may be; all that was known is forgotten then
     */
    void run() {
        if (!follow()) {
            forget(); // Redis has lost something, or is another one.
            follow();
        }
    }

    private void forget() {
        table = new MirrorTable();
        running = new ArrayList<>();
        server = "";
        since = UNKNOWN;
    }

    /** Returns whether what was known is a part of what there is. */
    private boolean follow() {
        Integer[] leaveOut = new Integer[DomainChanges.FINAL.size()];
        Arrays.fill(leaveOut, 0);
        // The first time, tasks that are final already are read as such.
        int mostEnded = since == UNKNOWN ? 0 : CHUNK;
        while (true) {
            DomainChanges changes = DomainChanges.read(
                    redis,
                    new DomainChanges.Position(table.largestNumber(), Math.max(0, since), List.of(leaveOut)),
                    CHUNK,
                    mostEnded);
            if (isOfOther(changes)) {
                return false;
            }
            if (changes.kept() > most) {
                forget();
                throw new TooManyTasksException("There are " + changes.kept()
                        + " tasks, and no more than dibs.lists.max-tasks, " + most
                        + ", can be filtered or ordered here. Ask for a list without a filter in the order of dispatch; or raise"
                        + " that setting, or have fewer tasks kept.");
            }
            server = changes.redis();
            if (since == UNKNOWN) {
                since = changes.time();
            }
            add(changes);
            if (changes.created().size() == CHUNK) {
                mostEnded = 0; // Those that ended may not be known yet.
            } else if (mostEnded == 0) {
                mostEnded = CHUNK;
            } else {
                changes.ended().forEach(this::end);
                if (changes.ended().stream().noneMatch(ended -> ended.since().size() == CHUNK)) {
                    since = changes.time();
                    return settle(changes);
                }
                Arrays.setAll(
                        leaveOut,
                        i -> leaveOut[i] + changes.ended().get(i).since().size());
            }
        }
    }

    private boolean isOfOther(DomainChanges changes) {
        return changes.lastNumber() < table.largestNumber() || !server.isEmpty() && !server.equals(changes.redis());
    }

    private void add(DomainChanges changes) {
        List<DomainChanges.Member> created = changes.created();
        List<Map<String, String>> facts =
                read(created.stream().map(DomainChanges.Member::id).toList(), FACTS);
        for (int i = 0; i < created.size(); i++) {
            Map<String, String> fields = facts.get(i);
            MirroredTask task =
                    new MirroredTask(created.get(i).id(), created.get(i).score(), fields);
            if (fields.containsKey("finished")) {
                long finished = Long.parseLong(fields.get("finished"));
                // What ended after the look comes with the next one.
                if (finished < changes.time()) {
                    task.ended(TaskState.of(fields.get("state")), finished, fields);
                }
            }
            table.add(task);
        }
    }

    private void end(DomainChanges.Ended ended) {
        List<MirroredTask> tasks = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (DomainChanges.Member member : ended.since()) {
            MirroredTask task = table.find(member.id());
            if (task != null && (task.state != ended.state() || task.finished != member.score())) {
                tasks.add(task);
                times.add(member.score());
            }
        }
        end(ended.state(), tasks, times);
    }

    /** Tasks have become final, at these times. */
    private void end(TaskState state, List<MirroredTask> tasks, List<Long> times) {
        List<Map<String, String>> facts =
                read(tasks.stream().map(MirroredTask::id).toList(), END);
        for (int i = 0; i < tasks.size(); i++) {
            MirroredTask task = tasks.get(i);
            long time = times.get(i);
            Map<String, String> fields = facts.get(i);
            table.change(task, () -> task.ended(state, time, fields));
        }
    }

    private boolean settle(DomainChanges changes) {
        forgetFirst(changes);
        run(changes.running());
        MirrorRepair repair = new MirrorRepair(redis, table, changes.time());
        // First, since those that are gone could make up for ends that are not known.
        if (table.size() != changes.kept() && !repair.kept()) {
            return false;
        }
        for (DomainChanges.Ended ended : changes.ended()) {
            if (table.count(ended.state()) != ended.kept()) {
                MirrorRepair.Ends ends = repair.ends(ended.state());
                if (ends.isUnknown()) {
                    return false;
                }
                end(ended.state(), ends.tasks(), ends.times());
            }
        }
        return true;
    }

    /** Those that ended first are not kept any more when there are too many of them, or they are too old. */
    private void forgetFirst(DomainChanges changes) {
        if (changes.ended().stream().allMatch(ended -> table.count(ended.state()) <= ended.kept())) {
            return;
        }
        for (DomainChanges.Ended ended : changes.ended()) {
            table.removeIf(task -> task.state == ended.state()
                    && ended.first().map(first -> isBefore(task, first)).orElse(true));
        }
    }

    /** Of those with the same time Redis has the one with the smaller text first. */
    private static boolean isBefore(MirroredTask task, DomainChanges.Member first) {
        if (task.finished != first.score()) {
            return task.finished < first.score();
        }
        int high = Long.compareUnsigned(task.idHigh, first.id().getMostSignificantBits());
        return high < 0
                || high == 0 && Long.compareUnsigned(task.idLow, first.id().getLeastSignificantBits()) < 0;
    }

    private void run(List<DomainChanges.Running> now) {
        for (MirroredTask task : running) {
            if (!task.isFinal()) {
                table.change(task, task::waits);
            }
        }
        running.clear();
        for (DomainChanges.Running each : now) {
            MirroredTask task = table.find(each.id());
            if (task != null) {
                table.change(task, () -> task.runs(each.state(), each.worker(), each.run(), each.res()));
                running.add(task);
            }
        }
    }

    private List<Map<String, String>> read(List<UUID> ids, String fields) {
        List<Map<String, String>> facts = new ArrayList<>(ids.size());
        for (int from = 0; from < ids.size(); from += FEW) {
            List<String> few = ids.subList(from, Math.min(ids.size(), from + FEW)).stream()
                    .map(UUID::toString)
                    .toList();
            for (Object task : TaskReader.readChunk(redis, few, -1, fields)) {
                List<?> parts = (List<?>) task;
                facts.add(parts.isEmpty() ? Map.of() : TaskReader.fields((List<?>) parts.get(0)));
            }
        }
        return facts;
    }
}
