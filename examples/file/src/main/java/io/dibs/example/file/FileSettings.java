package io.dibs.example.file;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.dibs.example.file.artifact.ArtifactStore;
import io.dibs.example.file.download.DownloadSettings;
import io.dibs.example.file.model.Remote;

/** What an operator can set; {@code config/microprofile-config.properties} explains it. */
@ApplicationScoped
public class FileSettings {
    @Inject
    @ConfigProperty(name = "dibs.data", defaultValue = "${com.sun.aas.instanceRoot:${java.io.tmpdir}}/dibs")
    String data;

    @Inject
    @ConfigProperty(name = "dibs.file.concurrency", defaultValue = "10")
    int concurrency;

    @Inject
    @ConfigProperty(name = "dibs.file.connect-timeout", defaultValue = "PT10S")
    Duration connectTimeout;

    @Inject
    @ConfigProperty(name = "dibs.file.read-timeout", defaultValue = "PT60S")
    Duration readTimeout;

    @Inject
    @ConfigProperty(name = "dibs.file.attempts", defaultValue = "3")
    int attempts;

    @Inject
    @ConfigProperty(name = "dibs.file.max-manifest-bytes", defaultValue = "1073741824")
    long maxManifestBytes;

    @Inject
    @ConfigProperty(name = "dibs.file.content-public", defaultValue = "true")
    boolean contentPublic;

    /** Where artifacts are kept. All nodes that work on the same database need the same folder. */
    public ArtifactStore artifacts() {
        return new ArtifactStore(Path.of(data));
    }

    /** How files of a remote are downloaded. */
    DownloadSettings downloads(Remote remote) {
        int atOnce = remote.concurrency() == null ? concurrency : remote.concurrency();
        return new DownloadSettings(atOnce, connectTimeout, readTimeout, attempts, Duration.ofMillis(500));
    }

    /** Whether published files are for those too who have not signed in. */
    public boolean isContentPublic() {
        return contentPublic;
    }

    /** How large a manifest may be. */
    long maxManifestBytes() {
        return maxManifestBytes;
    }
}
