/** Files on disk, kept once for all repositories under the name of their SHA-256. */
package io.dibs.example.file.artifact;
