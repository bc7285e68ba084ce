package io.dibs.worker;

import io.dibs.DibsException;

/** This application has no such method, or does not allow it as a task. */
public class UnknownMethodException extends DibsException {
    private static final long serialVersionUID = 1L;

    public UnknownMethodException(String method) {
        super("This application has no task method " + method + ".");
    }
}
