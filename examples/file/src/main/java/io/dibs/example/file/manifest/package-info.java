/**
 * The {@code PULP_MANIFEST}: a list of files, one a line, {@code path,sha256,size}. Reading, sorting and writing it takes
 * the same memory for ten entries and for ten million.
 */
package io.dibs.example.file.manifest;
