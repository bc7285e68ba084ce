package io.dibs.worker;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.dibs.json.Json;

/** Errors of tasks, as JSON. */
public final class TaskErrors {
    private static final int LONGEST_TRACEBACK = 16_384;
    private static final int LONGEST_DESCRIPTION = 4_096;

    private final boolean redact;

    TaskErrors(boolean redact) {
        this.redact = redact;
    }

    /** The error of a task that did not come to an end of its own, as JSON. */
    public static String reason(String sentence) {
        return Json.strings(Map.of("reason", sentence));
    }

    String exception(UUID task, Throwable thrown) {
        if (redact) {
            return Json.strings(Map.of(
                    "description", "An internal error occurred; the server's log has it under task " + task + "."));
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        String message = thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
        Map<String, String> error = new LinkedHashMap<>();
        error.put("description", shorten(message, LONGEST_DESCRIPTION));
        error.put("traceback", shorten(trace.toString(), LONGEST_TRACEBACK));
        return Json.strings(error);
    }

    private static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }
}
