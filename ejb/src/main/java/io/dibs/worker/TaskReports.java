package io.dibs.worker;

import java.util.ArrayList;
import java.util.List;

import io.dibs.Progress;
import io.dibs.json.Json;

/** What a running task reports: its progress and what it created. Thread-safe. */
final class TaskReports {
    private final List<OpenProgress> progress = new ArrayList<>();
    private final List<String> created = new ArrayList<>();
    private boolean progressChanged;
    private boolean createdChanged;

    synchronized Progress open(String message, String code) {
        for (OpenProgress each : progress) {
            if (each.code().equals(code) && each.isOpen()) {
                return each;
            }
        }
        OpenProgress report = new OpenProgress(message, code, this::progressChanged);
        progress.add(report);
        progressChanged = true;
        return report;
    }

    private synchronized void progressChanged() {
        progressChanged = true;
    }

    synchronized void created(String resource) {
        created.add(resource);
        createdChanged = true;
    }

    /**
     * What changed since it was last taken.
     *
     * @param progress JSON; empty if it did not
     * @param created JSON; empty if it did not
     */
    record Changes(String progress, String created) {
        boolean isEmpty() {
            return progress.isEmpty() && created.isEmpty();
        }
    }

    synchronized Changes takeChanges() {
        Changes changes = new Changes(
                progressChanged
                        ? Json.arrayOf(progress.stream().map(OpenProgress::json).toList())
                        : "",
                createdChanged ? Json.array(created) : "");
        progressChanged = false;
        createdChanged = false;
        return changes;
    }

    /** Takes it back that changes were taken: they were not saved. */
    synchronized void notSaved(Changes changes) {
        progressChanged |= !changes.progress().isEmpty();
        createdChanged |= !changes.created().isEmpty();
    }
}
