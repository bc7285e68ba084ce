package io.dibs.webhook;

/** A webhook was not delivered, and will not be another time. */
public class RefusedDeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedDeliveryException(String message) {
        super(message);
    }
}
