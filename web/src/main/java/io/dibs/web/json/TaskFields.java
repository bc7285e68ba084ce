package io.dibs.web.json;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.dibs.TaskDetail;

/**
 * Which fields of a task are shown, so that what is not asked for is not even read.
 *
 * @param names their names in JSON
 */
public record TaskFields(Set<String> names) {
    private static final Map<String, RecordComponent> COMPONENTS = Arrays.stream(TaskJson.class.getRecordComponents())
            .collect(Collectors.toMap(
                    component -> FieldNames.of(component.getName()),
                    component -> component,
                    (a, b) -> a,
                    LinkedHashMap::new));

    /** All fields. */
    public static final TaskFields ALL = new TaskFields(COMPONENTS.keySet());

    /** What a table of tasks shows. */
    public static final TaskFields MINIMAL = new TaskFields(
            Set.of("href", "id", "name", "state", "created_at", "unblocked_at", "started_at", "finished_at", "worker"));

    private static final Map<TaskDetail, Set<String>> SHOWN_IN = Map.of(
            TaskDetail.ATTEMPTS, Set.of("attempts"),
            TaskDetail.ERROR, Set.of("error", "attempts"),
            TaskDetail.RESULT, Set.of("result"),
            TaskDetail.PROGRESS, Set.of("progress_reports", "progress_changed_at"),
            TaskDetail.CREATED_RESOURCES, Set.of("created_resources"),
            TaskDetail.CHILDREN, Set.of("child_tasks", "child_task_count"));

    /**
     * Those of these names.
     *
     * @throws IllegalArgumentException if a task has no such field
     */
    public static TaskFields of(Collection<String> names) {
        names.stream().filter(name -> !COMPONENTS.containsKey(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("A task has no field '" + name + "'. Fields are "
                    + String.join(", ", new TreeSet<>(COMPONENTS.keySet())) + ".");
        });
        return new TaskFields(Set.copyOf(names));
    }

    /** These, but for some. */
    public TaskFields without(TaskFields others) {
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(others.names);
        return new TaskFields(rest);
    }

    /** What of a task has to be read. */
    public Set<TaskDetail> details() {
        Set<TaskDetail> details = EnumSet.noneOf(TaskDetail.class);
        SHOWN_IN.forEach((detail, fields) -> {
            if (fields.stream().anyMatch(names::contains)) {
                details.add(detail);
            }
        });
        return details;
    }

    /** Whether it is shown what a task waits for. */
    public boolean showWaiting() {
        return names.contains("waiting_for");
    }

    /** What is shown of a task: something that is written as JSON. */
    public Object of(TaskJson task) {
        if (names.size() == COMPONENTS.size()) {
            return task;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        COMPONENTS.forEach((name, component) -> {
            if (names.contains(name)) {
                Object value = value(task, component);
                shown.put(name, value instanceof Optional<?> optional ? optional.orElse(null) : value);
            }
        });
        return shown;
    }

    private static Object value(TaskJson task, RecordComponent component) {
        try {
            return component.getAccessor().invoke(task);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The field " + component.getName() + " cannot be read.", e);
        }
    }

    /** Names that are separated by commas. */
    public static TaskFields parse(String text) {
        return of(List.of(text.split(",", -1)));
    }
}
