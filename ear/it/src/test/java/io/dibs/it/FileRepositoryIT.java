package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job, end to end: repositories of files are synchronised, published and served. */
@Timeout(300)
@ExtendWith(RunningDibs.class)
class FileRepositoryIT {
    private static final int MANY = 1_000;

    private FileApi api;

    @BeforeEach
    void connect() {
        api = new FileApi(RunningDibs.baseUri());
    }

    @Test
    void aThousandRealFilesArriveAndAreServedAgain() throws Exception {
        LocalRepository local = LocalRepository.ofThisBuild();
        List<Path> files = local.files(MANY);
        try (FileServer server = new FileServer()) {
            for (Path file : files) {
                server.file(local.path(file), file);
            }
            String remote = api.remote(server.url());
            String repository = api.repository();

            JsonObject sync = api.completed(api.sync(repository, remote));
            assertThat(sync.getInt("result")).isEqualTo(1);
            String version = sync.getJsonArray("created_resources").getString(0);
            assertThat(api.get(version).getInt("content_count")).isEqualTo(MANY);
            assertThat(progress(sync))
                    .contains(
                            "sync.downloading.metadata completed 1",
                            "sync.parsing.metadata completed " + MANY,
                            "sync.downloading.artifacts completed " + MANY,
                            "associating.content completed " + MANY);

            JsonObject published = api.completed(api.publish(repository, "{}"));
            assertThat(published.getJsonArray("created_resources").getString(0))
                    .isEqualTo("/dibs/content/" + repository + "/");
            String manifest =
                    new String(api.content("GET", repository + "/PULP_MANIFEST").body());
            assertThat(manifest.lines())
                    .containsExactlyInAnyOrderElementsOf(
                            server.manifest().lines().toList());
            for (Path file : files) {
                byte[] served =
                        api.content("GET", repository + "/" + local.path(file)).body();
                assertThat(FileServer.digest(served)).isEqualTo(FileServer.digest(Files.readAllBytes(file)));
            }

            JsonObject again = api.completed(api.sync(repository, remote));
            assertThat(again.get("result")).isEqualTo(JsonValue.NULL);
            assertThat(again.getJsonArray("created_resources")).isEmpty();
            assertThat(api.latestVersion(repository)).isEqualTo(1);
        }
    }

    @Test
    void contentIsListedPageByPage() throws Exception {
        try (FileServer server = new FileServer()) {
            for (int i = 0; i < 25; i++) {
                server.text("file-" + i, "text " + i);
            }
            String repository = api.repository();
            api.completed(api.sync(repository, api.remote(server.url())));
            int seen = 0;
            String next = "api/v1/file/repositories/" + repository + "/versions/1/content?limit=10";
            while (next != null) {
                JsonObject page = api.get(next);
                seen += page.getJsonArray("results").size();
                next = page.isNull("next") ? null : page.getString("next");
            }
            assertThat(seen).isEqualTo(25);
            JsonObject versions = api.get("api/v1/file/repositories/" + repository + "/versions");
            assertThat(versions.getInt("count")).isEqualTo(2);
        }
    }

    @Test
    void aMirrorRemovesWhatTheRemoteDoesNotList() throws Exception {
        try (FileServer server = new FileServer()) {
            String repository = api.repository();
            String remote = api.remote(server.text("a", "A").text("b", "B").url());
            api.completed(api.sync(repository, remote));
            server.emptyManifest().text("b", "other").text("c", "C");

            assertThat(api.completed(api.sync(repository, remote)).getInt("result"))
                    .isEqualTo(2);
            JsonObject mirrored = api.completed(api.sync(repository, remote, true));
            assertThat(mirrored.getInt("result")).isEqualTo(3);
            assertThat(progress(mirrored))
                    .contains("associating.content completed 0", "unassociating.content completed 1");
            JsonObject version =
                    api.get(mirrored.getJsonArray("created_resources").getString(0));
            assertThat(version.getInt("content_count")).isEqualTo(2);
        }
    }

    @Test
    void twoSyncsOfOneRepositoryRunOneAfterTheOther() throws Exception {
        CountDownLatch bothDispatched = new CountDownLatch(1);
        try (FileServer server = new FileServer().gate(path -> bothDispatched.await(30, TimeUnit.SECONDS))) {
            String repository = api.repository();
            String remote = api.remote(server.text("a", "A").url());
            String first = api.sync(repository, remote);
            String second = api.sync(repository, remote);
            api.running(first);
            JsonObject waiting = api.get(second);
            assertThat(waiting.getString("state")).isEqualTo("waiting");
            assertThat(waiting.get("waiting_for").toString()).contains("file:repository:" + repository);
            bothDispatched.countDown();

            JsonObject before = api.completed(first);
            JsonObject after = api.completed(second);
            assertThat(FileApi.time(after, "started_at")).isAfterOrEqualTo(FileApi.time(before, "finished_at"));
            assertThat(api.latestVersion(repository)).isEqualTo(1);
        }
    }

    @Test
    void syncsOfTwoRepositoriesFromOneRemoteRunAtOnce() throws Exception {
        CountDownLatch bothAsked = new CountDownLatch(2);
        try (FileServer server = new FileServer().gate(path -> {
            bothAsked.countDown();
            bothAsked.await(30, TimeUnit.SECONDS);
        })) {
            String remote = api.remote(server.text("a", "A").url());
            String first = api.sync(api.repository(), remote);
            String second = api.sync(api.repository(), remote);
            JsonObject one = api.completed(first);
            JsonObject other = api.completed(second);
            assertThat(bothAsked.getCount()).isZero();
            assertThat(FileApi.time(one, "started_at")).isBefore(FileApi.time(other, "finished_at"));
            assertThat(FileApi.time(other, "started_at")).isBefore(FileApi.time(one, "finished_at"));
        }
    }

    @Test
    void deletionDuringASyncWaitsItsTurn() throws Exception {
        CountDownLatch deleting = new CountDownLatch(1);
        try (FileServer server = new FileServer().gate(path -> deleting.await(30, TimeUnit.SECONDS))) {
            String repository = api.repository();
            String sync = api.sync(repository, api.remote(server.text("a", "A").url()));
            api.running(sync);
            String deletion = api.delete(repository);
            String late = api.sync(repository, api.remote(server.url()));
            assertThat(api.get(deletion).getString("state")).isEqualTo("waiting");
            deleting.countDown();

            JsonObject synced = api.completed(sync);
            JsonObject deleted = api.completed(deletion);
            assertThat(FileApi.time(deleted, "started_at")).isAfterOrEqualTo(FileApi.time(synced, "finished_at"));
            assertThat(api.failure(late)).contains("does not exist any more");
            assertThat(api.send("GET", "api/v1/file/repositories/" + repository, null)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aSyncSeesTheUpdateDispatchedBeforeIt() throws Exception {
        try (FileServer server = new FileServer()) {
            String remote = api.remote("http://127.0.0.1:1/");
            String repository = api.repository();
            server.text("a", "A");
            String update = api.accepted(
                    api.send("PATCH", "api/v1/file/remotes/" + remote, "{\"url\":\"" + server.url() + "\"}"));
            assertThat(api.completed(api.sync(repository, remote)).getInt("result"))
                    .isEqualTo(1);
            api.completed(update);
        }
    }

    @Test
    void aCanceledSyncStopsAndLeavesNothing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (FileServer server = new FileServer().gate(path -> {
            if (path.equals("/slow")) {
                never.await(60, TimeUnit.SECONDS);
            }
        })) {
            server.text("fast", "F").text("slow", "S");
            String repository = api.repository();
            String sync = api.sync(repository, api.remote(server.url()));
            api.running(sync);
            assertThat(api.send("PATCH", sync.substring("/dibs/".length()), "{\"state\":\"canceled\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(api.ended(sync).getString("state")).isEqualTo("canceled");
            never.countDown();
            assertThat(api.latestVersion(repository)).isZero();
            assertThat(RunningDibs.applicationData().resolve("staging")).isEmptyDirectory();
        }
    }

    private static List<String> progress(JsonObject task) {
        return task.getJsonArray("progress_reports").getValuesAs(JsonObject.class).stream()
                .map(report -> report.getString("code") + " " + report.getString("state") + " " + report.getInt("done"))
                .toList();
    }
}
