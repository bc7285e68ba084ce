package io.dibs.example.file.rest;

/**
 * What to synchronise from.
 *
 * @param remote the remote's name
 * @param mirror whether files that the remote does not list are removed; may be missing, which means no
 */
public record SyncRequest(String remote, Boolean mirror) {}
