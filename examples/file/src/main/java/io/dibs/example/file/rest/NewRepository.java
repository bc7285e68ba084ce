package io.dibs.example.file.rest;

/**
 * A repository that somebody wants.
 *
 * @param name 1 to 100 letters, digits, {@code .}, {@code _} and {@code -}
 */
public record NewRepository(String name) {}
