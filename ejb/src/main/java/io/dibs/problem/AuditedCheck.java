package io.dibs.problem;

import java.util.List;

import io.dibs.store.ProblemStore;
import io.dibs.store.Roll;

/** What the last audit found, see {@link AuditWatch}. */
final class AuditedCheck implements Check {
    private final ProblemStore audits;

    AuditedCheck(ProblemStore problems) {
        audits = problems.audits();
    }

    @Override
    public List<Finding> look(Roll roll) {
        return FoundProblems.read(audits.list().entries())
                .map(each -> Finding.sure(each.kind(), each.subject(), each.message(), each.remedy()))
                .limit(MOST)
                .toList();
    }
}
