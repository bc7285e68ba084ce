package io.dibs.web.json;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Why;

/**
 * Why a task is not running, down to the roots: as {@link WhyStepJson}, and what comes of it all.
 *
 * @param roots the ends of all ways that are shown
 * @param estimate when it may start, where that can be told
 */
@JsonbPropertyOrder({
    "task",
    "kind",
    "message",
    "resources",
    "dependencies",
    "ahead",
    "queue",
    "dueAt",
    "more",
    "roots",
    "estimate"
})
public record WhyJson(
        Optional<WhyStepJson.SubjectJson> task,
        String kind,
        String message,
        List<WhyStepJson.ResourceJson> resources,
        List<WhyStepJson> dependencies,
        Optional<Long> ahead,
        Optional<WhyStepJson.QueueJson> queue,
        Optional<Instant> dueAt,
        long more,
        List<RootJson> roots,
        Optional<EstimateJson> estimate) {
    /** The end of a way: a task's href, if the caller may know of it, and what to do there. */
    @JsonbPropertyOrder({"task", "message"})
    public record RootJson(Optional<String> task, String message) {}

    /** When it may start, and what that is derived from. */
    @JsonbPropertyOrder({"at", "basis"})
    public record EstimateJson(Instant at, String basis) {}

    /** What is written of it. */
    public static WhyJson of(Why why, Hrefs hrefs) {
        WhyStepJson step = WhyStepJson.of(why.step(), hrefs);
        return new WhyJson(
                step.task(),
                step.kind(),
                step.message(),
                step.resources(),
                step.dependencies(),
                step.ahead(),
                step.queue(),
                step.dueAt(),
                step.more(),
                why.roots().stream()
                        .map(root -> new RootJson(root.task().map(hrefs::task), root.message()))
                        .toList(),
                why.estimate().map(estimate -> new EstimateJson(estimate.at(), estimate.basis())));
    }
}
