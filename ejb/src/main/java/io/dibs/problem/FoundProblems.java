package io.dibs.problem;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.dibs.Problem;
import io.dibs.Problems;
import io.dibs.store.ProblemStore;

/** Lists what was found. */
public final class FoundProblems implements Problems {
    private static final Comparator<Problem> WORST_FIRST = Comparator.comparing(Problem::severity)
            .thenComparing(Problem::since)
            .thenComparing(Problem::id);

    private final ProblemStore store;

    public FoundProblems(ProblemStore store) {
        this.store = store;
    }

    @Override
    public Listed list() {
        ProblemStore.Listed listed = store.list();
        return new Listed(
                listed.at(), read(listed.entries()).sorted(WORST_FIRST).toList());
    }

    /** Those that this version knows: a newer one may look too, while nodes are being upgraded. */
    static Stream<Problem> read(List<ProblemStore.Entry> entries) {
        return entries.stream().flatMap(entry -> {
            try {
                return Stream.of(ProblemText.read(entry));
            } catch (IllegalArgumentException e) {
                return Stream.empty();
            }
        });
    }
}
