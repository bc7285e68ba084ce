package io.dibs.purge;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Progress;
import io.dibs.TaskCanceledException;
import io.dibs.TaskContext;
import io.dibs.store.Exchange;

/** The context of a purge, with its one progress report. */
final class PurgeContext implements TaskContext, Progress {
    private final Exchange.Claimed claim;
    private final Runnable beforeStep;
    private boolean canceled;
    private boolean completed;
    private long total;
    private long done;

    /** @param beforeStep is run before each step */
    PurgeContext(Exchange.Claimed claim, Runnable beforeStep) {
        this.claim = claim;
        this.beforeStep = beforeStep;
    }

    void cancel() {
        canceled = true;
    }

    String report() {
        return (completed ? "completed " : "open ") + done + " of " + total;
    }

    @Override
    public void checkCanceled() {
        beforeStep.run();
        if (canceled) {
            throw new TaskCanceledException("It was told to stop.");
        }
    }

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public UUID taskId() {
        return claim.task();
    }

    @Override
    public int attempt() {
        return claim.attempt();
    }

    @Override
    public long fencingToken() {
        return claim.fencingToken();
    }

    @Override
    public Optional<UUID> parent() {
        return Optional.empty();
    }

    @Override
    public Optional<String> correlationId() {
        return Optional.empty();
    }

    @Override
    public Progress progress(String message, String code) {
        return this;
    }

    @Override
    public boolean isCanceled() {
        return canceled;
    }

    @Override
    public Path workingDirectory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void reserve(Object... resources) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void createdResource(Object resource) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Progress total(long number) {
        total = number;
        return this;
    }

    @Override
    public Progress done(long number) {
        done = number;
        return this;
    }

    @Override
    public Progress suffix(String text) {
        return this;
    }

    @Override
    public void increment(long by) {
        done += by;
    }

    @Override
    public void complete() {
        completed = true;
    }
}
