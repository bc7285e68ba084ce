package io.dibs.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Audit;
import io.dibs.Problem;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.store.AuditWalk;
import io.dibs.store.DomainAudit;
import io.dibs.store.ProblemStore;

/**
 * Audits the domain, once in an interval in the whole of it: every process tries, the store lets one of them. It goes on in small
 * steps with pauses, since nobody waits for it and Redis has others to serve. What it finds becomes problems with the next look.
 * One whose process dies is begun anew by another. Not thread-safe.
 */
public final class AuditWatch {
    /** For each second that steps take, so many seconds pass without any. */
    private static final int REST = 30;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** How often to say that an audit goes on, and to ask whether one is due. */
    private static final Duration ASKED = Duration.ofMinutes(1);

    private final ProblemStore store;
    private final DomainAudit audit;
    private final Duration interval;
    private AuditWalk walk;
    private UUID name;
    private long saidNanos;

    /** @param interval how often to audit */
    public AuditWatch(ProblemStore problems, DomainAudit audit, Duration interval) {
        store = problems.audits();
        this.audit = audit;
        this.interval = interval;
    }

    /**
     * Goes a step further, or begins, if it is time.
     *
     * @return how long to wait before it is called again
     * @throws io.dibs.StoreUnavailableException if Redis does not answer; then another audit is begun later, here or elsewhere
     */
    public Duration step() {
        if (walk == null) {
            return begin();
        }
        AuditWalk going = walk;
        walk = null; // It cannot go on after an error.
        long start = System.nanoTime();
        if (start - saidNanos > ASKED.toNanos()) {
            if (!store.goOn(name, interval)) {
                return ASKED; // It stood still for so long that another process has begun.
            }
            saidNanos = start;
        }
        if (going.step()) {
            walk = going;
            Duration pause = Duration.ofNanos((System.nanoTime() - start) * REST);
            return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
        store.end(name, interval, found(going.report()));
        return ASKED;
    }

    private Duration begin() {
        UUID next = UUID.randomUUID();
        Optional<Duration> later = store.begin(next, interval);
        if (later.isPresent()) {
            return later.get().compareTo(ASKED) < 0 ? later.get() : ASKED;
        }
        name = next;
        saidNanos = System.nanoTime();
        walk = audit.begin();
        return Duration.ZERO;
    }

    /** One for each kind of finding: a thousand tasks that a lost key has harmed are one problem. */
    private static List<ProblemStore.Found> found(Audit.Report report) {
        Map<Audit.Kind, Integer> counts = new LinkedHashMap<>();
        Map<Audit.Kind, Audit.Finding> first = new LinkedHashMap<>();
        for (Audit.Finding each : report.findings()) {
            counts.merge(each.kind(), 1, Integer::sum);
            first.putIfAbsent(each.kind(), each);
        }
        return first.values().stream()
                .map(each -> finding(report, each, counts.get(each.kind())))
                .map(ProblemText::write)
                .toList();
    }

    private static Finding finding(Audit.Report report, Audit.Finding first, int count) {
        return Finding.sure(
                Problem.Kind.AUDIT_FINDING,
                new Subject(SubjectType.DOMAIN, first.kind().code()),
                "The audit that ended at " + report.finishedAt() + " found "
                        + first.kind().code() + ", "
                        + (count == 1 ? "once: " : count + " times; the first: ")
                        + first.objectType().code() + " " + first.object() + ". " + first.message(),
                first.kind().advice()
                        + " GET audit lists all that is found now; this stays until the next audit by itself.");
    }
}
