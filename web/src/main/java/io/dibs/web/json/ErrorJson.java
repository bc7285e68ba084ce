package io.dibs.web.json;

import java.util.LinkedHashMap;
import java.util.Map;

import io.dibs.TaskError;

/** Why a task failed: {@code {description, traceback}} or {@code {reason}}, never all three. */
final class ErrorJson {
    private ErrorJson() {}

    static Map<String, String> of(TaskError error) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (error.reason().isPresent()) {
            fields.put("reason", error.reason().get());
        } else {
            fields.put("description", error.description().orElse(null));
            fields.put("traceback", error.traceback().orElse(null));
        }
        return fields;
    }
}
