package io.dibs.web.problem;

import io.dibs.TaskConflictException;
import io.dibs.TaskState;

/** A task's state does not allow what was asked for; 409, with the state. */
public class StateConflictException extends TaskConflictException {
    private static final long serialVersionUID = 1L;

    private final TaskState state;

    public StateConflictException(String message, TaskState state, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    /** The state that the task is in. */
    public TaskState state() {
        return state;
    }
}
