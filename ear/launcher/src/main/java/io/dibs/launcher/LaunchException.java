package io.dibs.launcher;

/** Why Dibs cannot run, in one sentence for the person who started it. */
class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
