package io.dibs;

/** What was asked of a task does not go together with its state; nothing was changed. */
public class TaskConflictException extends DibsException {
    private static final long serialVersionUID = 1L;

    public TaskConflictException(String message) {
        super(message);
    }

    public TaskConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
