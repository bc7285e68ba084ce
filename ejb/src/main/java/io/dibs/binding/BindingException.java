package io.dibs.binding;

import io.dibs.DibsException;

/** A value cannot be written as JSON, or JSON cannot be bound to the type that a method declares. */
public class BindingException extends DibsException {
    private static final long serialVersionUID = 1L;

    public BindingException(String message) {
        super(message);
    }

    public BindingException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same, seen from the value that holds the one in question. */
    public BindingException in(String place) {
        return new BindingException(place + ": " + getMessage(), getCause());
    }
}
