package io.dibs.web.json;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Problem;
import io.dibs.Problems;

/** All that is wrong, worst first. */
@JsonbPropertyOrder({"checkedAt", "count", "results"})
public record ProblemsJson(Optional<Instant> checkedAt, int count, List<ProblemJson> results) {
    /** Something that is wrong. */
    @JsonbPropertyOrder({"id", "kind", "severity", "since", "message", "remedy", "subject"})
    public record ProblemJson(
            String id,
            String kind,
            String severity,
            Instant since,
            String message,
            String remedy,
            SubjectJson subject) {}

    /** What it is about; {@code href} is null where that has none. */
    @JsonbPropertyOrder({"type", "name", "href"})
    public record SubjectJson(String type, String name, Optional<String> href) {}

    /** What was found. */
    public static ProblemsJson of(Problems.Listed listed, Hrefs hrefs) {
        List<ProblemJson> problems =
                listed.problems().stream().map(each -> of(each, hrefs)).toList();
        return new ProblemsJson(listed.checkedAt(), problems.size(), problems);
    }

    private static ProblemJson of(Problem problem, Hrefs hrefs) {
        Problem.Subject subject = problem.subject();
        Optional<String> href =
                switch (subject.type()) {
                    case QUEUE -> Optional.of(hrefs.queue(subject.name()));
                    case TASK -> Optional.of(hrefs.task(UUID.fromString(subject.name())));
                    case WORKER -> Optional.of(hrefs.worker(subject.name()));
                    case METHOD, REDIS, DOMAIN -> Optional.empty();
                };
        return new ProblemJson(
                problem.id(),
                problem.kind().code(),
                problem.severity().code(),
                problem.since(),
                problem.message(),
                problem.remedy(),
                new SubjectJson(subject.type().code(), subject.name(), href));
    }
}
