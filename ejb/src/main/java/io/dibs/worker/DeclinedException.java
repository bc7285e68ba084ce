package io.dibs.worker;

import io.dibs.DibsException;

/** This process cannot run the task: it is left to another one. */
public abstract class DeclinedException extends DibsException {
    private static final long serialVersionUID = 1L;

    DeclinedException(String message) {
        super(message);
    }
}
