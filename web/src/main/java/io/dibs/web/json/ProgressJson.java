package io.dibs.web.json;

import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.ProgressReport;

/** How far one part of a task is. */
@JsonbPropertyOrder({"message", "code", "state", "total", "done", "suffix"})
public record ProgressJson(
        String message, String code, String state, Optional<Long> total, long done, Optional<String> suffix) {
    static ProgressJson of(ProgressReport report) {
        return new ProgressJson(
                report.message(), report.code(), report.state().text(), report.total(), report.done(), report.suffix());
    }
}
