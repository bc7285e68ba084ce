package io.dibs.example.file.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.example.file.manifest.ManifestEntry;

/** A file of a version as the API shows it. */
@JsonbPropertyOrder({"path", "sha256", "size"})
public record FileJson(String path, String sha256, long size) {
    static FileJson of(ManifestEntry entry) {
        return new FileJson(entry.path(), entry.digest(), entry.size());
    }
}
