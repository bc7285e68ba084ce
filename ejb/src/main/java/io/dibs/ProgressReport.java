package io.dibs;

import java.util.Optional;

/**
 * How far one part of a task is.
 *
 * @param message what people read, such as {@code Downloading Artifacts}
 * @param code what programs read, such as {@code sync.downloading.artifacts}
 * @param state {@code running}, or how it ended: a report that is open when its task ends takes the task's state
 * @param total how much there is to do, when known
 * @param done how much is done
 * @param suffix what is going on at the moment
 */
public record ProgressReport(
        String message, String code, TaskState state, Optional<Long> total, long done, Optional<String> suffix) {}
