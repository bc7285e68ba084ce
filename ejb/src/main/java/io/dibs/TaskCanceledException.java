package io.dibs;

/** The task in which it is thrown was told to stop. */
public class TaskCanceledException extends DibsException {
    private static final long serialVersionUID = 1L;

    public TaskCanceledException(String message) {
        super(message);
    }

    public TaskCanceledException(String message, Throwable cause) {
        super(message, cause);
    }
}
