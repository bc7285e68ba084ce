package io.dibs.example.file.rest;

/**
 * What to publish.
 *
 * @param version the number of a version; may be missing, which means the latest when the task runs
 */
public record PublishRequest(Integer version) {}
