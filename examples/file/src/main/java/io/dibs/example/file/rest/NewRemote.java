package io.dibs.example.file.rest;

/**
 * A remote that somebody wants.
 *
 * @param name 1 to 100 letters, digits, {@code .}, {@code _} and {@code -}
 * @param url of the manifest, or of its folder if it ends in {@code /}
 * @param concurrency how many files are downloaded at a time, 1 to 64; may be missing
 */
public record NewRemote(String name, String url, Integer concurrency) {}
