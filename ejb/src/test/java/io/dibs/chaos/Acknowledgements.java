package io.dibs.chaos;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

import io.dibs.TaskState;
import io.dibs.chaos.Entry.Verb;
import io.dibs.chaos.Fact.Fate;
import io.dibs.chaos.Violation.Kind;

/** What callers were told, against what came of it: R3. */
final class Acknowledgements {
    private final Evidence evidence;
    private final History history;
    private final BiConsumer<Kind, String> found;

    Acknowledgements(Evidence evidence, History history, BiConsumer<Kind, String> found) {
        this.evidence = evidence;
        this.history = history;
        this.found = found;
    }

    void check() {
        dispatches();
        unaskedCancelations();
        undoneCancelations();
        children();
    }

    /** R3: what was acknowledged is there, what was refused is not, and all is final. */
    private void dispatches() {
        evidence.acknowledged().stream()
                .filter(id -> !history.tasks().containsKey(id))
                .forEach(id -> found.accept(Kind.LOST_TASK, "task " + id + " was acknowledged and is not there"));
        history.ledger().stream()
                .filter(entry ->
                        entry.verb() == Verb.DISPATCH_FAILED && entry.note().equals(Entry.NOTHING_CHANGED))
                .filter(entry -> history.tasks().containsKey(entry.task())
                        && !evidence.acknowledged().contains(entry.task()))
                .forEach(entry -> found.accept(
                        Kind.DISPATCHED_ALL_THE_SAME,
                        "task " + entry.task() + " is there, of whose dispatch it was said that nothing was changed"));
        history.tasks().values().stream()
                .filter(task -> !task.state().isFinal())
                .forEach(task -> found.accept(Kind.NOT_FINAL, "task " + task.id() + " is " + task.state()));
    }

    /** Who is canceled was to be. */
    private void unaskedCancelations() {
        for (Fact task : history.tasks().values()) {
            if (task.state() == TaskState.CANCELED && !evidence.isCancelAsked(task.id())) {
                found.accept(Kind.CANCELED_UNASKED, "task " + task.id());
            }
        }
    }

    /** A cancelation that was acknowledged stays. */
    private void undoneCancelations() {
        Map<UUID, Integer> ended = new HashMap<>();
        for (int place = 0; place < history.ledger().size(); place++) {
            Entry entry = history.ledger().get(place);
            if (entry.verb() != Verb.CANCEL_ANSWERED) {
                continue;
            }
            Fact task = history.tasks().get(entry.task());
            boolean canceled = entry.note().equals("CANCELED") || entry.note().equals("CANCELING");
            // "Already" may be a timeout's, after which it fails.
            boolean told = canceled || entry.note().equals("ALREADY");
            if (task != null
                    && (canceled && task.state() != TaskState.CANCELED
                            || told && task.state() == TaskState.COMPLETED)) {
                found.accept(
                        Kind.CANCELATION_UNDONE,
                        "task " + task.id() + " is " + task.state() + ", after the answer " + entry.note());
            }
            if (entry.note().equals("CANCELED")) {
                ended.putIfAbsent(entry.task(), place);
            }
        }
        evidence.acquired().stream()
                .filter(execution -> ended.getOrDefault(execution.task, Integer.MAX_VALUE) < execution.acquired)
                // One that had lost its attempt before may wake up now; it is fenced, and Attempts looks at its
                // effects.
                .filter(execution -> evidence.fate(execution) == Fate.RECORDED)
                .forEach(execution -> found.accept(
                        Kind.CANCELATION_UNDONE,
                        execution + " began after entry " + ended.get(execution.task)
                                + ", at which its task had been canceled"));
    }

    /** Who was dispatched inside a task is its child, for both. */
    private void children() {
        for (Fact task : history.tasks().values()) {
            task.parent()
                    .map(history.tasks()::get)
                    .filter(parent -> !parent.children().contains(task.id()))
                    .ifPresent(parent -> found.accept(
                            Kind.UNLINKED_CHILD, "task " + parent.id() + " does not list its child " + task.id()));
        }
        for (Entry entry : history.ledger()) {
            // Dispatched by a worker process: inside a task.
            Fact task = entry.verb() == Verb.DISPATCHED ? history.tasks().get(entry.task()) : null;
            if (task != null && !entry.process().isEmpty() && task.parent().isEmpty()) {
                found.accept(Kind.UNLINKED_CHILD, "task " + task.id() + " does not name its parent");
            }
        }
    }
}
