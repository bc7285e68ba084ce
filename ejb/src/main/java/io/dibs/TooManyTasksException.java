package io.dibs;

/**
 * The domain keeps more tasks than this process may have a summary of, so that it answers no lists that are filtered or ordered:
 * see {@code dibs.lists.max-tasks}.
 */
public class TooManyTasksException extends DibsException {
    private static final long serialVersionUID = 1L;

    public TooManyTasksException(String message) {
        super(message);
    }
}
