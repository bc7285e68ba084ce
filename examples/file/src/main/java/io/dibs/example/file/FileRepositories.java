package io.dibs.example.file;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Progress;
import io.dibs.TaskContext;
import io.dibs.example.file.artifact.ArtifactStore;
import io.dibs.example.file.artifact.StagingArea;
import io.dibs.example.file.download.Downloads;
import io.dibs.example.file.download.FileUrls;
import io.dibs.example.file.manifest.EntryFile;
import io.dibs.example.file.manifest.ManifestException;
import io.dibs.example.file.model.Fence;
import io.dibs.example.file.model.Publication;
import io.dibs.example.file.model.Remote;
import io.dibs.example.file.model.Remotes;
import io.dibs.example.file.model.Repositories;
import io.dibs.example.file.model.RepositoryVersion;
import io.dibs.example.file.model.VersionProgress;
import io.dibs.example.file.model.Versions;

/** Tasks on repositories of files. */
@ApplicationScoped
public class FileRepositories {
    @Inject
    TaskContext context;

    @Inject
    FileSettings settings;

    @Inject
    Fence fence;

    @Inject
    Remotes remotes;

    @Inject
    Repositories repositories;

    @Inject
    Versions versions;

    @Inject
    ManifestPublisher publisher;

    /**
     * Gets what a remote lists into a repository, as its next version. Reserves the repository exclusively and shares the
     * remote.
     *
     * @param mirror whether files that the remote does not list are removed
     * @param versionsHref where the repository's versions are, with a slash at its end
     * @return the number of the new version; null if it would not differ from the latest
     */
    public Integer synchronize(long repositoryId, long remoteId, boolean mirror, String versionsHref)
            throws IOException, InterruptedException, ManifestException {
        long token = context.fencingToken();
        fence.pass(repositoryId, token);
        Remote remote = remotes.get(remoteId);
        ArtifactStore artifacts = settings.artifacts();
        try (StagingArea staging = artifacts.stage(stagingName(repositoryId));
                Downloads downloads =
                        new Downloads(settings.downloads(remote), staging::newFile, context::checkCanceled)) {
            EntryFile entries = new Synchronization(context, artifacts, downloads, staging)
                    .fetch(FileUrls.manifest(remote.url()), settings.maxManifestBytes());
            Optional<RepositoryVersion> version =
                    versions.create(repositoryId, token, entries, mirror, versionProgress(mirror));
            version.ifPresent(created -> context.createdResource(versionsHref + created.number()));
            return version.map(RepositoryVersion::number).orElse(null);
        }
    }

    private VersionProgress versionProgress(boolean mirror) {
        Progress added = context.progress("Associating Content", "associating.content");
        Supplier<Progress> removed = () -> context.progress("Un-Associating Content", "unassociating.content");
        if (mirror) {
            removed.get();
        }
        return new VersionProgress(added, removed, context::checkCanceled);
    }

    private static String stagingName(long repositoryId) {
        return "repository-" + repositoryId;
    }

    /**
     * Has a repository serve one of its versions. Shares the repository.
     *
     * @param number the version's number; null for the latest
     * @param contentHref where the repository's content is served
     * @return the version that is served; null if a publication that started later was faster
     */
    public Integer publish(long repositoryId, Integer number, String contentHref) throws IOException {
        int version = number == null ? repositories.get(repositoryId).latestVersion() : number;
        String manifest = publisher.write(repositoryId, version);
        context.checkCanceled();
        if (!repositories.publish(repositoryId, new Publication(version, manifest, context.fencingToken()))) {
            repositories.get(repositoryId);
            return null;
        }
        context.createdResource(contentHref);
        return version;
    }

    /** Removes a repository with all its versions. Reserves it exclusively. Its artifacts stay: others may need them. */
    public void remove(long repositoryId) throws IOException {
        repositories.remove(repositoryId, context.fencingToken());
        // What a killed synchronisation left there goes with the repository.
        settings.artifacts().stage(stagingName(repositoryId)).close();
    }
}
