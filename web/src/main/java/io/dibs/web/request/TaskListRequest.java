package io.dibs.web.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.dibs.Reservation;
import io.dibs.TaskCursor;
import io.dibs.TaskFilter;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TimeRange;
import io.dibs.web.json.TaskFields;
import io.dibs.web.problem.InvalidRequestException;

/**
 * What {@code GET tasks} asks for.
 *
 * @param query which tasks
 * @param fields what of them
 * @param parameters the parameters of the request, without those that say which page is meant
 */
public record TaskListRequest(TaskQuery query, TaskFields fields, Map<String, List<String>> parameters) {
    private static final int MAX_OFFSET = 999_999_999;
    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";
    private static final String CURSOR = "cursor";
    private static final String ORDER = "order";
    private static final String STATE = "state";
    private static final String NAME = "name";
    private static final String QUEUE = "queue";
    private static final String WORKER = "worker";
    private static final String RESOURCE = "resource";
    private static final String EXCLUSIVE = "exclusive_resource";
    private static final String SHARED = "shared_resource";
    private static final String GROUP = "group";
    private static final String PARENT = "parent";
    private static final String CORRELATION = "correlation_id";
    private static final String OWNER = "owner";
    private static final String SCHEDULE = "schedule";
    private static final String CREATED = "created";
    private static final String STARTED = "started";
    private static final String FINISHED = "finished";
    private static final String AFTER = "_after";
    private static final String BEFORE = "_before";

    private static final Set<String> REPEATED = Set.of(STATE, NAME, QUEUE, WORKER, RESOURCE, EXCLUSIVE, SHARED);
    private static final Set<String> ONCE = Stream.of(
                    Stream.of(LIMIT, OFFSET, CURSOR, ORDER, GROUP, PARENT, CORRELATION, OWNER, SCHEDULE),
                    FieldsRequest.PARAMETERS.stream(),
                    Stream.of(CREATED, STARTED, FINISHED).flatMap(time -> Stream.of(time + AFTER, time + BEFORE)))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Reads it.
     *
     * @throws InvalidRequestException if a parameter is unknown or has a bad value
     */
    public static TaskListRequest of(Map<String, List<String>> values) {
        Parameters parameters = Parameters.of(values, ONCE, REPEATED);
        TaskFields fields = FieldsRequest.of(parameters);
        TaskOrder order = parameters.value(ORDER, TaskOrder::of).orElse(TaskOrder.NEWEST_FIRST);
        Map<String, List<String>> kept = new TreeMap<>(values);
        kept.remove(OFFSET);
        kept.remove(CURSOR);
        return new TaskListRequest(
                new TaskQuery(
                        filter(parameters),
                        order,
                        cursor(parameters, order),
                        parameters.number(OFFSET, 0, MAX_OFFSET, 0),
                        parameters.number(LIMIT, 1, TaskQuery.MAX_LIMIT, TaskQuery.DEFAULT_LIMIT),
                        fields.details()),
                fields,
                kept);
    }

    private static TaskFilter filter(Parameters parameters) {
        return TaskFilter.where()
                .states(parameters.values(STATE, TaskState::of))
                .names(parameters.texts(NAME))
                .queues(parameters.texts(QUEUE))
                .workers(parameters.texts(WORKER))
                .reserving(parameters.values(RESOURCE, TaskListRequest::resource))
                .exclusive(parameters.values(EXCLUSIVE, TaskListRequest::resource))
                .shared(parameters.values(SHARED, TaskListRequest::resource))
                .created(range(parameters, CREATED))
                .started(range(parameters, STARTED))
                .finished(range(parameters, FINISHED))
                .group(parameters.text(GROUP))
                .parent(parameters.value(PARENT, TaskId::ofText))
                .correlationId(parameters.text(CORRELATION))
                .owner(parameters.text(OWNER))
                .schedule(parameters.text(SCHEDULE))
                .build();
    }

    private static String resource(String name) {
        return Reservation.exclusive(name).resource();
    }

    private static TimeRange range(Parameters parameters, String time) {
        return new TimeRange(parameters.time(time + AFTER), parameters.time(time + BEFORE));
    }

    private static Optional<TaskCursor> cursor(Parameters parameters, TaskOrder order) {
        Optional<TaskCursor> cursor = parameters.value(CURSOR, TaskCursor::of);
        if (cursor.isPresent() && cursor.get().order() != order) {
            throw new InvalidRequestException(
                    CURSOR,
                    "The cursor is of a list in the order "
                            + cursor.get().order().text() + ", not " + order.text() + ".");
        }
        if (cursor.isPresent() && parameters.text(OFFSET).isPresent()) {
            throw new InvalidRequestException(OFFSET, "A page starts either at a cursor or at an offset, not at both.");
        }
        return cursor;
    }

    /** Of whom it may show tasks: of all others it asks for, it shows none. */
    public Optional<TaskQuery> seenBy(Optional<String> owner) {
        if (owner.isEmpty() || query.filter().owner().equals(owner)) {
            return Optional.of(query);
        }
        return query.filter().owner().isPresent()
                ? Optional.empty()
                : Optional.of(query.filter(query.filter().and().owner(owner).build()));
    }

    /** The parameters of the page at that place. */
    public Map<String, List<String>> at(TaskCursor cursor) {
        Map<String, List<String>> page = new TreeMap<>(parameters);
        page.put(CURSOR, List.of(cursor.text()));
        return page;
    }
}
