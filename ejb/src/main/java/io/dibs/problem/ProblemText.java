package io.dibs.problem;

import jakarta.json.JsonObject;

import io.dibs.Problem;
import io.dibs.json.Json;
import io.dibs.store.ProblemStore;

/** A problem as the store has it. */
final class ProblemText {
    private ProblemText() {}

    static ProblemStore.Found write(Finding finding) {
        String text = Json.object()
                .add("kind", finding.kind().name())
                .add("message", finding.message())
                .add("remedy", finding.remedy())
                .add("type", finding.subject().type().name())
                .add("name", finding.subject().name())
                .build()
                .toString();
        return new ProblemStore.Found(finding.id(), finding.sure(), text);
    }

    /** @throws RuntimeException if a newer version of Dibs has written it, and this one does not know the kind */
    static Problem read(ProblemStore.Entry entry) {
        JsonObject text = Json.readObject(entry.text());
        return new Problem(
                entry.id(),
                Problem.Kind.valueOf(text.getString("kind")),
                entry.since(),
                text.getString("message"),
                text.getString("remedy"),
                new Problem.Subject(Problem.SubjectType.valueOf(text.getString("type")), text.getString("name")));
    }
}
