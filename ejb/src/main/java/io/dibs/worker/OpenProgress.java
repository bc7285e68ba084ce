package io.dibs.worker;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

import io.dibs.Progress;
import io.dibs.json.Json;

/** A progress report of a running task. */
final class OpenProgress implements Progress {
    private final String message;
    private final String code;
    private final Runnable onChange;
    private Long total;
    private long done;
    private String suffix;
    private boolean completed;

    OpenProgress(String message, String code, Runnable onChange) {
        this.message = message;
        this.code = code;
        this.onChange = onChange;
    }

    String code() {
        return code;
    }

    synchronized boolean isOpen() {
        return !completed;
    }

    @Override
    public Progress total(long total) {
        return change(() -> this.total = total);
    }

    @Override
    public Progress done(long done) {
        return change(() -> this.done = done);
    }

    @Override
    public Progress suffix(String suffix) {
        return change(() -> this.suffix = suffix);
    }

    @Override
    public void increment(long by) {
        change(() -> done += by);
    }

    @Override
    public void complete() {
        change(() -> completed = true);
    }

    private Progress change(Runnable change) {
        synchronized (this) {
            change.run();
        }
        onChange.run();
        return this;
    }

    /** What a task has done of what its group reports, as the store takes it: see {@code progress.lua}. */
    synchronized JsonArrayBuilder share() {
        return Json.newArray().add(message).add(done).add(total == null ? 0 : total);
    }

    /** As the store keeps it: a report without {@code completed} has the state of its task. */
    synchronized JsonObject json() {
        JsonObjectBuilder json =
                Json.object().add("message", message).add("code", code).add("done", done);
        if (total != null) {
            json.add("total", total);
        }
        if (suffix != null) {
            json.add("suffix", suffix);
        }
        if (completed) {
            json.add("completed", true);
        }
        return json.build();
    }
}
