package io.dibs.example.file;

import java.io.IOException;
import java.nio.file.Path;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Progress;
import io.dibs.TaskContext;
import io.dibs.example.file.artifact.ArtifactStore;
import io.dibs.example.file.artifact.StagingArea;
import io.dibs.example.file.manifest.Entries;
import io.dibs.example.file.manifest.EntrySort;
import io.dibs.example.file.manifest.ManifestEntry;
import io.dibs.example.file.manifest.ManifestWriter;
import io.dibs.example.file.model.Contents;
import io.dibs.example.file.model.GoneException;
import io.dibs.example.file.model.RepositoryVersion;
import io.dibs.example.file.model.Versions;

/** Writes the manifest of a version, sorted by path, and keeps it as an artifact: equal versions have equal manifests. */
@ApplicationScoped
class ManifestPublisher {
    @Inject
    TaskContext context;

    @Inject
    FileSettings settings;

    @Inject
    Contents contents;

    @Inject
    Versions versions;

    /** Writes it; returns its digest. */
    String write(long repositoryId, int number) throws IOException {
        RepositoryVersion version = versions.find(repositoryId, number)
                .orElseThrow(() -> new GoneException("Version " + number + " of repository " + repositoryId));
        Progress progress =
                context.progress("Publishing Content", "publishing.content").total(version.contentCount());
        EntrySort byPath = new EntrySort(context.workingDirectory(), EntrySort.BY_PATH);
        try (Entries all = contents.all(repositoryId, number)) {
            for (ManifestEntry entry = all.next(); entry != null; entry = all.next()) {
                context.checkCanceled();
                byPath.add(entry);
                progress.increment();
            }
        }
        ArtifactStore artifacts = settings.artifacts();
        try (Entries sorted = byPath.sorted().read();
                StagingArea staging = artifacts.stage("publication-" + context.taskId())) {
            Path manifest = staging.newFile();
            String digest = ManifestWriter.write(sorted, manifest);
            artifacts.adopt(manifest, digest);
            progress.complete();
            return digest;
        }
    }
}
