package io.dibs.web.json;

import java.time.Instant;
import java.util.List;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Audit;

/**
 * What an audit found.
 *
 * @param sound whether nothing is wrong
 * @param keys how many keys were looked at
 * @param findingCount how many findings there are; only the first 1,000 are listed
 */
@JsonbPropertyOrder({"domain", "sound", "startedAt", "finishedAt", "keys", "findingCount", "findings"})
public record AuditJson(
        String domain,
        boolean sound,
        Instant startedAt,
        Instant finishedAt,
        long keys,
        long findingCount,
        List<Finding> findings) {
    /**
     * A rule that is broken.
     *
     * @param kind which rule: one of the codes of {@link Audit.Kind}
     * @param objectType {@code task}, {@code resource}, {@code queue}, {@code worker} or {@code key}
     * @param message a sentence about it
     * @param advice what to do about it
     */
    @JsonbPropertyOrder({"kind", "objectType", "object", "message", "advice"})
    public record Finding(String kind, String objectType, String object, String message, String advice) {}

    public static AuditJson of(Audit.Report report) {
        return new AuditJson(
                report.domain(),
                report.isSound(),
                report.startedAt(),
                report.finishedAt(),
                report.keys(),
                report.findingCount(),
                report.findings().stream()
                        .map(finding -> new Finding(
                                finding.kind().code(),
                                finding.objectType().code(),
                                finding.object(),
                                finding.message(),
                                finding.kind().advice()))
                        .toList());
    }
}
