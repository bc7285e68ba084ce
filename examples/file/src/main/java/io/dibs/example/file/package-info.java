/**
 * The example plugin: repositories of files, synchronised from a {@code PULP_MANIFEST}.
 *
 * <p>{@link io.dibs.example.file.FileRepositories} and {@link io.dibs.example.file.FileRemotes} hold the tasks: plain
 * methods of CDI beans, which the REST resources in {@code rest} dispatch with what they reserve. Nothing here knows how
 * tasks are queued or run.
 */
package io.dibs.example.file;
