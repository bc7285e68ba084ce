package io.dibs.example.file.model;

import java.util.function.Supplier;

import io.dibs.Progress;

/**
 * What the making of a version tells.
 *
 * @param added counts the files that are added
 * @param removed gives what counts those that are removed; asked only if there are any
 * @param checkStopped throws if the work should stop
 */
public record VersionProgress(Progress added, Supplier<Progress> removed, Runnable checkStopped) {}
