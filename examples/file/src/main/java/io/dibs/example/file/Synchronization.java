package io.dibs.example.file;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.dibs.Progress;
import io.dibs.TaskContext;
import io.dibs.example.file.artifact.ArtifactStore;
import io.dibs.example.file.artifact.StagingArea;
import io.dibs.example.file.download.Downloads;
import io.dibs.example.file.download.FileUrls;
import io.dibs.example.file.download.Wanted;
import io.dibs.example.file.manifest.DuplicatePaths;
import io.dibs.example.file.manifest.Entries;
import io.dibs.example.file.manifest.EntryFile;
import io.dibs.example.file.manifest.EntrySort;
import io.dibs.example.file.manifest.ManifestEntry;
import io.dibs.example.file.manifest.ManifestException;
import io.dibs.example.file.manifest.ManifestReader;

/**
 * The part of a synchronisation that moves files: when it is through, every file that the manifest lists is in the store.
 * The database is not involved.
 */
final class Synchronization {
    private final TaskContext context;
    private final ArtifactStore artifacts;
    private final Downloads downloads;
    private final StagingArea staging;
    private final EntryFile missing;

    Synchronization(TaskContext context, ArtifactStore artifacts, Downloads downloads, StagingArea staging) {
        this.context = context;
        this.artifacts = artifacts;
        this.downloads = downloads;
        this.staging = staging;
        this.missing = new EntryFile(staging.newFile());
    }

    /** Fetches all that is missing; returns the manifest's entries by key. */
    EntryFile fetch(URI manifest, long maxManifestBytes) throws IOException, ManifestException, InterruptedException {
        Path file = fetchManifest(manifest, maxManifestBytes);
        EntryFile entries = parse(file);
        fetchMissing(manifest);
        return entries;
    }

    private Path fetchManifest(URI manifest, long maxBytes) throws IOException, InterruptedException {
        Progress progress = context.progress("Downloading Metadata", "sync.downloading.metadata")
                .total(1);
        Path target = staging.newFile();
        downloads.run(once(Wanted.upTo(manifest, maxBytes)), (wanted, file, digest) -> {
            Files.move(file, target);
            progress.increment();
        });
        progress.complete();
        return target;
    }

    private static Downloads.Source once(Wanted only) {
        var all = List.of(only).iterator();
        return () -> all.hasNext() ? all.next() : null;
    }

    /** Checks the whole manifest before the first file is downloaded, and notes which files are missing. */
    private EntryFile parse(Path manifest) throws IOException, ManifestException {
        Progress progress = context.progress("Parsing Metadata Lines", "sync.parsing.metadata");
        EntrySort byKey = new EntrySort(staging.folder(), EntrySort.BY_KEY);
        long missingCount = 0;
        try (ManifestReader reader = new ManifestReader(Files.newInputStream(manifest));
                EntryFile.Writer toFetch = missing.write()) {
            for (ManifestEntry entry = reader.next(); entry != null; entry = reader.next()) {
                context.checkCanceled();
                byKey.add(entry);
                if (!artifacts.contains(entry.digest(), entry.size())) {
                    toFetch.write(entry);
                    missingCount++;
                }
                progress.increment();
            }
        }
        EntryFile entries = byKey.sorted();
        DuplicatePaths.refuse(entries);
        progress.complete();
        context.progress("Downloading Artifacts", "sync.downloading.artifacts").total(missingCount);
        return entries;
    }

    private void fetchMissing(URI manifest) throws IOException, InterruptedException {
        Progress progress = context.progress("Downloading Artifacts", "sync.downloading.artifacts");
        try (Entries entries = missing.read()) {
            downloads.run(() -> next(entries, manifest, progress), (wanted, file, digest) -> {
                artifacts.adopt(file, digest);
                progress.increment();
            });
        }
        progress.complete();
    }

    private Wanted next(Entries entries, URI manifest, Progress progress) throws IOException {
        for (ManifestEntry entry = entries.next(); entry != null; entry = entries.next()) {
            // Of several paths with the same content, only the first is downloaded.
            if (!artifacts.contains(entry.digest(), entry.size())) {
                return new Wanted(FileUrls.file(manifest, entry.path()), entry.digest(), entry.size());
            }
            progress.increment();
        }
        return null;
    }
}
