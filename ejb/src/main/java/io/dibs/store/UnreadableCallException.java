package io.dibs.store;

/** What a task was dispatched with is not as it was, or cannot be read. */
public class UnreadableCallException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableCallException(String message, Throwable cause) {
        super(message, cause);
    }
}
