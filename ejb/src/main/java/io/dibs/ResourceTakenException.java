package io.dibs;

/** A running task asked for a resource that is not free. Nothing was reserved. */
public class ResourceTakenException extends DibsException {
    private static final long serialVersionUID = 1L;

    public ResourceTakenException(String message) {
        super(message);
    }
}
