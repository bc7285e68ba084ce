/** The example plugin: repositories of files, synchronised from a {@code PULP_MANIFEST}. */
package io.dibs.example.file;
