package io.dibs;

import java.util.List;

/**
 * Redis failed while a batch was dispatched: some of its tasks may have been dispatched before. The message says what is known
 * of those that are not among these.
 */
public class BatchNotDispatchedException extends StoreUnavailableException {
    private static final long serialVersionUID = 1;

    private final transient List<TaskHandle> dispatched;

    public BatchNotDispatchedException(String message, Throwable cause, List<TaskHandle> dispatched) {
        super(message, cause);
        this.dispatched = List.copyOf(dispatched);
    }

    /** The tasks that were dispatched, the first ones of the batch; they run. */
    public List<TaskHandle> dispatched() {
        return dispatched;
    }
}
