package io.dibs.web.request;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.dibs.TaskEventFilter;
import io.dibs.TaskState;
import io.dibs.web.problem.InvalidRequestException;

/**
 * What a request for events asks for.
 *
 * @param filter which events
 * @param after the id of the last event that the client has had
 */
public record EventsRequest(TaskEventFilter filter, Optional<String> after) {
    /** The header with which a browser resumes. */
    public static final String LAST_EVENT_ID_HEADER = "Last-Event-ID";

    /** The parameter for clients that cannot set it. */
    public static final String LAST_EVENT_ID = "last_event_id";

    private static final String STATE = "state";
    private static final String NAME = "name";
    private static final String QUEUE = "queue";
    private static final String GROUP = "task_group";
    private static final String PARENT = "parent_task";

    /**
     * Reads it.
     *
     * @param header the header, null if there is none
     * @param owner whose tasks alone the caller may see; empty for all
     * @throws InvalidRequestException if a parameter is unknown or has a bad value
     */
    public static EventsRequest of(Map<String, List<String>> values, String header, Optional<String> owner) {
        Map<String, List<String>> others = new HashMap<>(values);
        Set<TaskState> states = EnumSet.noneOf(TaskState.class);
        Optional.ofNullable(others.remove(STATE)).stream()
                .flatMap(List::stream)
                .map(EventsRequest::state)
                .forEach(states::add);
        Parameters parameters = Parameters.of(others, Set.of(STATE, NAME, QUEUE, GROUP, PARENT, LAST_EVENT_ID));
        return new EventsRequest(
                new TaskEventFilter(
                        states,
                        parameters.text(NAME),
                        parameters.text(QUEUE),
                        parameters.text(GROUP),
                        parameters.text(PARENT).map(EventsRequest::parent),
                        owner,
                        Optional.empty()),
                after(header, parameters));
    }

    /**
     * The last state that a client has had of a task.
     *
     * @throws InvalidRequestException if there is another parameter
     */
    public static Optional<String> lastState(Map<String, List<String>> values, String header) {
        return after(header, Parameters.of(values, Set.of(LAST_EVENT_ID)));
    }

    private static Optional<String> after(String header, Parameters parameters) {
        Optional<String> parameter = parameters.text(LAST_EVENT_ID);
        // The header is of the client itself, which had the parameter from whoever gave it the address.
        return Optional.ofNullable(header).filter(id -> !id.isEmpty()).or(() -> parameter);
    }

    private static TaskState state(String text) {
        try {
            return TaskState.of(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(STATE, e.getMessage());
        }
    }

    private static UUID parent(String text) {
        String id = text.substring(text.lastIndexOf('/') + 1);
        try {
            return TaskId.parse(id);
        } catch (jakarta.ws.rs.NotFoundException e) {
            throw new InvalidRequestException(
                    PARENT, "The parameter '" + PARENT + "' is '" + text + "'; it must be the id or href of a task.");
        }
    }
}
