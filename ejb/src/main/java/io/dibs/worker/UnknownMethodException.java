package io.dibs.worker;

/** This application has no such method or job, or does not allow it as a task. */
public class UnknownMethodException extends DeclinedException {
    private static final long serialVersionUID = 1L;

    public UnknownMethodException(String method) {
        super("This application has no task method " + method + ".");
    }
}
