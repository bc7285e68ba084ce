package io.dibs;

/** A worker was asked something and did not answer in time: it stands still, has lost its way to Redis, or is gone. */
public class WorkerSilentException extends DibsException {
    private static final long serialVersionUID = 1L;

    public WorkerSilentException(String message) {
        super(message);
    }
}
