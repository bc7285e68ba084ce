package io.dibs;

/** There is no task of that id: it never existed, was deleted, or is no longer kept. */
public class TaskNotFoundException extends DibsException {
    private static final long serialVersionUID = 1L;

    public TaskNotFoundException(String message) {
        super(message);
    }

    public TaskNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
