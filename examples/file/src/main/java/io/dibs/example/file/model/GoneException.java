package io.dibs.example.file.model;

/** What a task was to work on was deleted before the task's turn came. */
public class GoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GoneException(String what) {
        super(what + " does not exist any more.");
    }
}
