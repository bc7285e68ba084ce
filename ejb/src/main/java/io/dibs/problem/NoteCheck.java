package io.dibs.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.TaskState;
import io.dibs.store.ProblemStore;
import io.dibs.store.ProblemStore.Note;
import io.dibs.store.Roll;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/** What the sweeper has noted: leases that were lost, and tasks that were given up. */
final class NoteCheck implements Check {
    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);

    private final ProblemStore problems;
    private final TaskStore tasks;

    NoteCheck(ProblemStore problems, TaskStore tasks) {
        this.problems = problems;
        this.tasks = tasks;
    }

    @Override
    public List<Finding> look(Roll roll) {
        List<Finding> found = new ArrayList<>();
        for (Note note : problems.notes()) {
            Duration age = Duration.between(note.at(), roll.time());
            if (found.size() >= MOST) {
                break;
            } else if (note.kind().equals("lease") && age.compareTo(LATELY) < 0) {
                found.add(lost(note));
            } else if (note.kind().equals("poison") && age.compareTo(DAY) < 0) {
                poison(note).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Finding lost(Note note) {
        String name = note.object().substring(0, note.object().lastIndexOf('/'));
        return Finding.sure(
                Kind.LEASE_LOST,
                new Subject(SubjectType.WORKER, name),
                "The lease of worker " + name + " ended without its being renewed; at " + note.at()
                        + " its tasks were taken from it, and retried or failed.",
                "See whether that process still runs. If it was killed, find out by whom (memory, a deployment that does not"
                        + " wait for the grace time). If it runs, it stood still or could not reach Redis for longer than"
                        + " dibs.worker.lease: look for long pauses in its log.");
    }

    /** Not of one that somebody has deleted: so it is known to somebody. */
    private Optional<Finding> poison(Note note) {
        Optional<StoredTask> task = tasks.find(UUID.fromString(note.object()));
        return task.filter(each -> each.state() == TaskState.FAILED)
                .map(each -> Finding.sure(
                        Kind.POISON_TASK,
                        new Subject(SubjectType.TASK, note.object()),
                        "Task " + note.object() + " (" + each.name() + ") was given up: " + each.deaths()
                                + " workers went missing while they ran it.",
                        "It may well be what ended them, by taking all memory, say. Look at its arguments and at the logs of"
                                + " these workers (attempts of GET tasks/" + note.object()
                                + "); delete it, DELETE tasks/" + note.object() + ", when that is understood."));
    }
}
