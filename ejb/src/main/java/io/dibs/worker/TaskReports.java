package io.dibs.worker;

import java.util.ArrayList;
import java.util.List;

import jakarta.json.JsonObjectBuilder;

import io.dibs.Progress;
import io.dibs.json.Json;

/** What a running task reports: its progress and what it created. Thread-safe. */
final class TaskReports {
    private final List<OpenProgress> progress = new ArrayList<>();
    private final List<OpenProgress> shares = new ArrayList<>();
    private final List<String> created = new ArrayList<>();
    private boolean progressChanged;
    private boolean sharesChanged;
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

    /** What this task has done of what the tasks of its group report together. */
    synchronized Progress share(String message, String code) {
        for (OpenProgress each : shares) {
            if (each.code().equals(code)) {
                return each;
            }
        }
        OpenProgress share = new OpenProgress(message, code, this::sharesChanged);
        shares.add(share);
        sharesChanged = true;
        return share;
    }

    synchronized boolean hasShares() {
        return sharesChanged;
    }

    private synchronized void sharesChanged() {
        sharesChanged = true;
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
     * @param shares what was done of what the group reports, JSON; empty if it did not
     */
    record Changes(String progress, String created, String shares) {
        boolean isEmpty() {
            return progress.isEmpty() && created.isEmpty() && shares.isEmpty();
        }
    }

    synchronized Changes takeChanges() {
        Changes changes = new Changes(
                progressChanged
                        ? Json.arrayOf(progress.stream().map(OpenProgress::json).toList())
                        : "",
                createdChanged ? Json.array(created) : "",
                sharesChanged ? sharesJson() : "");
        sharesChanged = false;
        progressChanged = false;
        createdChanged = false;
        return changes;
    }

    /** Takes it back that changes were taken: they were not saved. */
    synchronized void notSaved(Changes changes) {
        progressChanged |= !changes.progress().isEmpty();
        createdChanged |= !changes.created().isEmpty();
        sharesChanged |= !changes.shares().isEmpty();
    }

    private String sharesJson() {
        JsonObjectBuilder json = Json.object();
        shares.forEach(share -> json.add(share.code(), share.share()));
        return json.build().toString();
    }
}
