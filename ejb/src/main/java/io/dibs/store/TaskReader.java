package io.dibs.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.dibs.TaskDetail;

/** Reads tasks: what every task has, and of the rest what is asked for. */
final class TaskReader {
    /** How many children of a task are named; it may have dispatched a million. */
    static final int MOST_CHILDREN = 1_000;

    /** Everything. */
    static final Set<TaskDetail> WHOLE = Set.copyOf(EnumSet.allOf(TaskDetail.class));

    /** Nothing that can be large. */
    static final Set<TaskDetail> BRIEF = Set.of();

    /** How many are read by one run of the script: a fraction of a millisecond of Redis' time. */
    private static final int CHUNK = 100;

    private static final String ALL_FIELDS = "*";
    private static final String FIELDS =
            "state call seq res run queue priority created blocked unblocked worker canceling"
                    + " finished due abandoned fenced deaths first";
    private static final Map<TaskDetail, String> FIELD_OF = new EnumMap<>(Map.of(
            TaskDetail.ERROR, "error",
            TaskDetail.RESULT, "result",
            TaskDetail.PROGRESS, "progress progressed",
            TaskDetail.CREATED_RESOURCES, "made"));

    private final Redis redis;

    TaskReader(Redis redis) {
        this.redis = redis;
    }

    /** The tasks of these ids that exist, in that order. */
    List<StoredTask> read(Collection<String> ids, Set<TaskDetail> details) {
        List<StoredTask> tasks = new ArrayList<>(ids.size());
        read(List.copyOf(ids), details.contains(TaskDetail.CHILDREN) ? MOST_CHILDREN : -1, fields(details), tasks);
        return tasks;
    }

    /** The names of the fields that are read for that, with blanks between. */
    static String fields(Set<TaskDetail> details) {
        if (details.contains(TaskDetail.ATTEMPTS)) {
            return ALL_FIELDS; // What earlier attempts came to is in fields that are named by their numbers.
        }
        StringBuilder fields = new StringBuilder(FIELDS);
        FIELD_OF.forEach((detail, field) -> {
            if (details.contains(detail)) {
                fields.append(' ').append(field);
            }
        });
        return fields.toString();
    }

    private void read(List<String> ids, int children, String fields, List<StoredTask> tasks) {
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<String> chunk = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            List<?> reply = readChunk(redis, chunk, children, fields);
            for (int i = 0; i < chunk.size(); i++) {
                List<?> task = (List<?>) reply.get(i);
                if (!task.isEmpty()) {
                    UUID id = UUID.fromString(chunk.get(i));
                    Map<String, String> values = fields((List<?>) task.get(0));
                    redis.seals().open(id, values);
                    tasks.add(StoredTask.read(
                            id,
                            values,
                            (Long) task.get(1),
                            ((List<?>) task.get(2))
                                    .stream()
                                            .map(child -> UUID.fromString((String) child))
                                            .toList()));
                }
            }
        }
    }

    /** What the script says of these tasks. */
    static List<?> readChunk(Redis redis, List<String> ids, int children, String fields) {
        List<String> arguments = new ArrayList<>(ids.size() + 2);
        arguments.add(Integer.toString(children));
        arguments.add(fields);
        arguments.addAll(ids);
        return (List<?>) redis.run(Script.READ, arguments);
    }

    /** Names and values that come in turn, by name. */
    static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            fields.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        return fields;
    }
}
