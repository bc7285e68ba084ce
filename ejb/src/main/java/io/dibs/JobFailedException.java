package io.dibs;

/**
 * A Jakarta Batch job failed, and nobody told with which exception: an artifact threw an {@code Error}, or the job was
 * ended as failed by its definition.
 */
public class JobFailedException extends DibsException {
    private static final long serialVersionUID = 1L;

    public JobFailedException(String message) {
        super(message);
    }
}
