package io.dibs.store;

import io.dibs.TaskRefusedException;

/** A task cannot join its group, since that is being canceled. */
public class GroupCanceledException extends TaskRefusedException {
    private static final long serialVersionUID = 1L;

    GroupCanceledException(String group) {
        super("The group '" + group
                + "' is being canceled: no task joins it before all its tasks have ended. Nothing was"
                + " dispatched.");
    }
}
