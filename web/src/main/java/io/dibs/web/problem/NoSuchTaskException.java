package io.dibs.web.problem;

import java.util.UUID;

import io.dibs.TaskNotFoundException;

/** There is no task of the id that was asked for; 404. */
public class NoSuchTaskException extends TaskNotFoundException {
    private static final long serialVersionUID = 1L;

    public NoSuchTaskException(UUID id) {
        super("There is no task '" + id + "'.");
    }
}
