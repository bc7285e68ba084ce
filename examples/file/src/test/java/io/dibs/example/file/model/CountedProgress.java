package io.dibs.example.file.model;

import io.dibs.Progress;

/** A progress report that only counts. */
final class CountedProgress implements Progress {
    long done;

    @Override
    public Progress total(long total) {
        return this;
    }

    @Override
    public Progress done(long done) {
        this.done = done;
        return this;
    }

    @Override
    public Progress suffix(String suffix) {
        return this;
    }

    @Override
    public void increment(long by) {
        done += by;
    }

    @Override
    public void complete() {}
}
