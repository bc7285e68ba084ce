package io.dibs;

/** What all exceptions of Dibs have in common. */
public class DibsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DibsException(String message) {
        super(message);
    }

    public DibsException(String message, Throwable cause) {
        super(message, cause);
    }
}
