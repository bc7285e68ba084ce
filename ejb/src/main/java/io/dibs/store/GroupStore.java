package io.dibs.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.dibs.ProgressReport;
import io.dibs.TaskState;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Groups of tasks. Thread-safe. Every method throws {@link io.dibs.StoreUnavailableException} when Redis does not answer.
 */
public final class GroupStore {
    private static final int CANCELED_AT_ONCE = 100;
    private static final int READ_AT_ONCE = 500;

    private final Redis redis;
    private final StoreSettings.Retention retention;

    public GroupStore(Redis redis, StoreSettings.Retention retention) {
        this.redis = redis;
        this.retention = retention;
    }

    /**
     * A group.
     *
     * @param open whether its opener has not closed it
     * @param counts how many tasks are in each state; those that were deleted since they ended are among them
     */
    public record StoredGroup(
            String name,
            Optional<String> owner,
            boolean open,
            Instant created,
            Optional<Instant> canceled,
            Optional<Instant> done,
            Map<TaskState, Long> counts,
            List<ProgressReport> progress) {}

    /**
     * Opens a group: it is not complete before it is closed.
     *
     * @param then tasks to create when it is complete
     * @return false if there is one of that name that is not complete
     */
    public boolean open(String name, Optional<String> owner, List<NewTask> then) {
        String tasks =
                then.isEmpty() ? "" : Ties.encode(then, redis.seals()).build().toString();
        return (Long) redis.run(Script.OPEN_GROUP, name, owner.orElse(""), tasks) == 1;
    }

    /**
     * What closing a group came to.
     *
     * @param found whether there is such a group
     */
    public record Closed(boolean found, List<String> completedGroups) {}

    /** Closes a group. */
    public Closed close(String name) {
        List<?> reply = (List<?>) redis.run(Script.CLOSE_GROUP, name);
        return new Closed((Long) reply.get(0) == 1, TaskStore.texts(reply.get(1)));
    }

    /** A task of a group that was told to stop. */
    public record Member(UUID task, TaskStore.Canceled canceled) {}

    /**
     * A part of a cancellation.
     *
     * @param next where to go on; empty when all were canceled
     */
    public record CanceledPart(Optional<String> next, List<Member> members, List<String> completedGroups) {}

    /**
     * Cancels some tasks of a group, the last ones first. From the first call on, nothing joins the group until it is
     * complete.
     *
     * @param from empty for the first part
     */
    public CanceledPart cancel(String name, Optional<String> from) {
        List<?> reply = (List<?>) redis.run(
                Script.CANCEL_GROUP,
                name,
                from.orElse("+inf"),
                Integer.toString(CANCELED_AT_ONCE),
                Integer.toString(retention.canceled()));
        List<Member> members = new ArrayList<>();
        for (Object each : (List<?>) reply.get(1)) {
            List<?> change = (List<?>) each;
            members.add(new Member(
                    UUID.fromString((String) change.get(0)), TaskStore.canceled(change.subList(1, change.size()))));
        }
        String next = (String) reply.get(0);
        return new CanceledPart(
                next.isEmpty() ? Optional.empty() : Optional.of(next), members, TaskStore.texts(reply.get(2)));
    }

    /** The group of that name. */
    public Optional<StoredGroup> find(String name) {
        return Optional.of(redis.call(r -> r.hgetAll(key(name))))
                .filter(fields -> fields.containsKey("created"))
                .map(fields -> read(name, fields));
    }

    /** Groups: first those that are not complete, newest first; then the others, those that were completed last first. */
    public List<StoredGroup> list(int offset, int limit) {
        List<String> names = redis.call(r -> r.zrange(
                redis.key("groups"),
                ZRangeParams.zrangeParams(offset, offset + limit - 1).rev()));
        return redis.call(r -> {
            try (var pipeline = r.pipelined()) {
                List<Response<Map<String, String>>> all =
                        names.stream().map(name -> pipeline.hgetAll(key(name))).toList();
                pipeline.sync();
                List<StoredGroup> groups = new ArrayList<>();
                for (int i = 0; i < names.size(); i++) {
                    Map<String, String> fields = all.get(i).get();
                    if (fields.containsKey("created")) {
                        groups.add(read(names.get(i), fields));
                    }
                }
                return groups;
            }
        });
    }

    /** How many groups there are. */
    public long count() {
        return redis.call(r -> r.zcard(redis.key("groups")));
    }

    /** Whether all tasks of a group that are not final are of that owner. */
    public boolean areAllOf(String name, String owner) {
        double from = Double.NEGATIVE_INFINITY;
        while (true) {
            double above = from;
            List<Tuple> some = redis.call(r -> r.zrangeWithScores(
                    redis.key("members:" + name),
                    ZRangeParams.zrangeByScoreParams(above, Double.POSITIVE_INFINITY)
                            .limit(0, READ_AT_ONCE)));
            if (!owners(some).stream().allMatch(Optional.of(owner)::equals)) {
                return false;
            }
            if (some.size() < READ_AT_ONCE) {
                return true;
            }
            from = some.get(READ_AT_ONCE - 1).getScore() + 1;
        }
    }

    private Collection<Optional<String>> owners(List<Tuple> members) {
        return redis.call(r -> {
            try (var pipeline = r.pipelined()) {
                List<Response<String>> calls = members.stream()
                        .map(member -> pipeline.hget(redis.key("task:" + member.getElement()), "call"))
                        .toList();
                pipeline.sync();
                return calls.stream()
                        .map(Response::get)
                        .filter(call -> call != null)
                        .map(call -> Attributes.decode(StoredCall.decode(call).attributes())
                                .origin()
                                .owner())
                        .toList();
            }
        });
    }

    private String key(String name) {
        return redis.key("group:" + name);
    }

    private static StoredGroup read(String name, Map<String, String> fields) {
        Map<TaskState, Long> counts = new TreeMap<>();
        Arrays.stream(TaskState.values())
                .forEach(state -> counts.put(state, Long.parseLong(fields.getOrDefault(state.text(), "0"))));
        Optional<Instant> done = time(fields, "done");
        return new StoredGroup(
                name,
                Optional.of(fields.get("owner")).filter(owner -> !owner.isEmpty()),
                fields.containsKey("held"),
                time(fields, "created").orElseThrow(),
                time(fields, "canceled_at"),
                done,
                counts,
                progress(fields, done.isPresent()));
    }

    private static List<ProgressReport> progress(Map<String, String> fields, boolean done) {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().startsWith("m:"))
                .map(field -> {
                    String code = field.getKey().substring("m:".length());
                    long total = Long.parseLong(fields.getOrDefault("t:" + code, "0"));
                    return new ProgressReport(
                            field.getValue(),
                            code,
                            done ? TaskState.COMPLETED : TaskState.RUNNING,
                            total > 0 ? Optional.of(total) : Optional.empty(),
                            Long.parseLong(fields.getOrDefault("d:" + code, "0")),
                            Optional.empty());
                })
                .sorted(Comparator.comparing(ProgressReport::code))
                .toList();
    }

    private static Optional<Instant> time(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(text -> StoredTask.instant(Long.parseLong(text)));
    }
}
