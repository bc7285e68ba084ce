package io.dibs.example.file.model;

import io.dibs.Progress;

/**
 * What the making of a version tells.
 *
 * @param added counts the files that are added
 * @param removed counts those that are removed
 * @param checkStopped throws if the work should stop
 */
public record VersionProgress(Progress added, Progress removed, Runnable checkStopped) {}
