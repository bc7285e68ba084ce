package io.dibs;

/** Redis cannot be reached, or cannot accept changes now. The message says whether the change may have been made. */
public class StoreUnavailableException extends DibsException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
