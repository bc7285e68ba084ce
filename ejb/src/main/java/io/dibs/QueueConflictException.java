package io.dibs;

/** A queue cannot be paused, since as many as may be are. */
public class QueueConflictException extends DibsException {
    private static final long serialVersionUID = 1L;

    public QueueConflictException(String message) {
        super(message);
    }
}
