package io.dibs.web.request;

import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.ws.rs.NotFoundException;

/** The id of a task in a path. */
public final class TaskId {
    // UUID.fromString also takes "1-1-1-1-1", and would give one task many addresses.
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private TaskId() {}

    /**
     * Reads it.
     *
     * @throws NotFoundException if it is not an id: then there is no such task either
     */
    public static UUID parse(String text) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new NotFoundException("There is no task '" + text + "'.");
        }
        return UUID.fromString(text);
    }

    /**
     * The id of a task that is named by its id or its href.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static UUID ofText(String text) {
        String id = text.substring(text.lastIndexOf('/') + 1);
        if (!UUID_TEXT.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + text + "' is neither the id nor the href of a task.");
        }
        return UUID.fromString(id);
    }
}
