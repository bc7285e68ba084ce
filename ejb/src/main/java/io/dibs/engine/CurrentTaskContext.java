package io.dibs.engine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.dibs.Progress;
import io.dibs.TaskContext;
import io.dibs.worker.CurrentTask;

/** The injectable {@link TaskContext}: passes every call on to the task of the calling thread. */
@ApplicationScoped
class CurrentTaskContext implements TaskContext {
    private static TaskContext current() {
        return CurrentTask.find()
                .orElseThrow(() -> new IllegalStateException("The thread '"
                        + Thread.currentThread().getName()
                        + "' runs no task. TaskContext can be used on the thread of a task only; take what other threads"
                        + " need from it first."));
    }

    @Override
    public boolean isActive() {
        return CurrentTask.find().isPresent();
    }

    @Override
    public UUID taskId() {
        return current().taskId();
    }

    @Override
    public int attempt() {
        return current().attempt();
    }

    @Override
    public long fencingToken() {
        return current().fencingToken();
    }

    @Override
    public Optional<UUID> parent() {
        return current().parent();
    }

    @Override
    public Optional<String> owner() {
        return current().owner();
    }

    @Override
    public Optional<String> correlationId() {
        return current().correlationId();
    }

    @Override
    public Optional<String> traceparent() {
        return current().traceparent();
    }

    @Override
    public Progress progress(String message, String code) {
        return current().progress(message, code);
    }

    @Override
    public Optional<String> group() {
        return current().group();
    }

    @Override
    public Progress groupProgress(String message, String code) {
        return current().groupProgress(message, code);
    }

    @Override
    public boolean isCanceled() {
        return current().isCanceled();
    }

    @Override
    public void checkCanceled() {
        current().checkCanceled();
    }

    @Override
    public Path workingDirectory() {
        return current().workingDirectory();
    }

    @Override
    public void reserve(Object... resources) {
        current().reserve(resources);
    }

    @Override
    public void createdResource(Object resource) {
        current().createdResource(resource);
    }
}
