package io.dibs.example.file.rest;

/**
 * A change of a remote.
 *
 * @param url its new URL
 */
public record RemoteChange(String url) {}
