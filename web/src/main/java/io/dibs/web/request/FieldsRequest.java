package io.dibs.web.request;

import java.util.Optional;
import java.util.Set;

import io.dibs.web.json.TaskFields;
import io.dibs.web.problem.InvalidRequestException;

/** Which fields of tasks a request asks for. */
public final class FieldsRequest {
    private static final String FIELDS = "fields";
    private static final String EXCLUDE_FIELDS = "exclude_fields";
    private static final String MINIMAL = "minimal";

    /** The parameters that say so. */
    public static final Set<String> PARAMETERS = Set.of(FIELDS, EXCLUDE_FIELDS, MINIMAL);

    private FieldsRequest() {}

    /** Reads it. */
    public static TaskFields of(Parameters parameters) {
        Optional<TaskFields> fields = parameters.value(FIELDS, TaskFields::parse);
        boolean minimal = parameters.flag(MINIMAL);
        if (minimal && fields.isPresent()) {
            throw new InvalidRequestException(FIELDS, "Either the fields are named, or minimal is true, but not both.");
        }
        TaskFields all = fields.orElse(minimal ? TaskFields.MINIMAL : TaskFields.ALL);
        return parameters
                .value(EXCLUDE_FIELDS, TaskFields::parse)
                .map(all::without)
                .orElse(all);
    }
}
