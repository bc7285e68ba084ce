package io.dibs.launcher;

/** No Redis server could be started: no usable program was found, or the one that was found did not come up. */
public class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message) {
        super(message);
    }

    RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
