package io.dibs;

/** A task was not dispatched, because its method or its arguments cannot be accepted. Nothing was queued. */
public class TaskRefusedException extends DibsException {
    private static final long serialVersionUID = 1L;

    public TaskRefusedException(String message) {
        super(message);
    }

    public TaskRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
