package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is refused, says why, and changes nothing. */
@Timeout(120)
@ExtendWith(RunningDibs.class)
class FileBadInputIT {
    private static final String DIGEST = "ab".repeat(32);

    private FileApi api;
    private FileServer server;
    private String repository;

    @BeforeEach
    void start() throws Exception {
        api = new FileApi(RunningDibs.baseUri());
        server = new FileServer();
        repository = api.repository();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBadLineIsNamed() throws Exception {
        server.text("a", "A").line("# a comment").line("not an entry").text("b", "B");
        assertThat(failureOfSync()).contains("Line 3 of the manifest: it is not 'path,sha256,size'.");
        assertNothingChanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../../b", "/etc/passwd", "a//b", "./a", "a/"})
    void aPathThatEscapesIsRefused(String path) throws Exception {
        server.text("good", "A").line(path, DIGEST, 1);
        assertThat(failureOfSync()).contains("Line 2 of the manifest: the path '" + path + "'");
        assertNothingChanged();
    }

    @Test
    void anEmptyPathIsRefused() throws Exception {
        server.line("", DIGEST, 1);
        assertThat(failureOfSync()).contains("Line 1 of the manifest: the path ''");
        assertNothingChanged();
    }

    @Test
    void aPathThatIsListedTwiceIsRefused() throws Exception {
        server.text("a", "A").text("b", "B").text("a", "A");
        assertThat(failureOfSync()).contains("Line 3 of the manifest: the path 'a' is on line 1 already.");
        assertNothingChanged();
    }

    @Test
    void aWrongDigestIsRefused() throws Exception {
        server.text("good", "A").text("bad", "B").emptyManifest().line("bad", DIGEST, 1);
        assertThat(failureOfSync()).contains("its SHA-256 is", "but " + DIGEST + " was promised");
        assertNothingChanged();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void aWrongSizeIsRefused(long promised) throws Exception {
        server.text("bad", "22").emptyManifest().line("bad", FileServer.digest("22".getBytes()), promised);
        assertThat(failureOfSync()).containsAnyOf("2 bytes came, but 3 were promised", "more bytes came than the 1");
        assertNothingChanged();
    }

    @Test
    void aFileThatIsNotThereFailsTheSync() throws Exception {
        server.text("good", "A").line("missing", DIGEST, 1);
        assertThat(failureOfSync()).contains(server.url() + "missing: the server answered 404.");
        assertNothingChanged();
    }

    @Test
    void aRemoteWithoutAManifestFailsTheSync() throws Exception {
        assertThat(failureOfSync(server.url() + "nowhere/"))
                .contains("nowhere/PULP_MANIFEST: the server answered 404.");
        assertNothingChanged();
    }

    @Test
    void aRemoteThatNobodyServesFailsTheSync() throws Exception {
        assertThat(failureOfSync("http://127.0.0.1:" + FreePorts.one() + "/")).contains("ConnectException");
        assertNothingChanged();
    }

    @Test
    void anEmptyManifestIsValid() throws Exception {
        String remote = api.remote(server.url());
        assertThat(api.completed(api.sync(repository, remote)).isNull("result")).isTrue();
        assertNothingChanged();
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        String remote = api.remote(server.url());
        String base = "api/v1/file/repositories/";
        assertProblem(404, api.send("POST", base + "nope/sync", "{\"remote\":\"" + remote + "\"}"));
        assertProblem(404, api.send("POST", base + repository + "/sync", "{\"remote\":\"nope\"}"));
        assertProblem(404, api.send("POST", base + "nope/publish", "{}"));
        assertProblem(404, api.send("POST", base + repository + "/publish", "{\"version\":7}"));
        assertProblem(404, api.send("DELETE", base + "nope", null));
        assertProblem(404, api.send("GET", base + "nope", null));
        assertProblem(404, api.send("GET", base + repository + "/versions/7", null));
        assertProblem(404, api.send("GET", base + repository + "/versions/x", null));
        assertProblem(404, api.send("GET", "api/v1/file/remotes/nope", null));
        assertProblem(404, api.send("DELETE", "api/v1/file/remotes/nope", null));
    }

    @Test
    void aNameThatIsTakenIsAConflict() throws Exception {
        String remote = api.remote(server.url());
        assertProblem(409, api.send("POST", "api/v1/file/repositories", "{\"name\":\"" + repository + "\"}"));
        assertProblem(
                409,
                api.send(
                        "POST",
                        "api/v1/file/remotes",
                        "{\"name\":\"" + remote + "\",\"url\":\"" + server.url() + "\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file/remotes|{\"name\":\"x\",\"url\":\"file:///etc/\"}",
                "file/remotes|{\"name\":\"x\",\"url\":\"nonsense\"}",
                "file/remotes|{\"name\":\"x\",\"url\":\"http://user:secret@host/\"}",
                "file/remotes|{\"name\":\"x\"}",
                "file/remotes|{\"url\":\"http://host/\"}",
                "file/remotes|{\"name\":\"a/b\",\"url\":\"http://host/\"}",
                "file/remotes|{\"name\":\"x\",\"url\":\"http://host/\",\"concurrency\":0}",
                "file/repositories|{\"name\":\"..\"}",
                "file/repositories|{\"name\":\"\"}",
                "file/repositories|{\"name\":7}",
                "file/repositories|{}",
                "file/repositories|[]",
                "file/repositories|{",
            })
    void aBadRequestIsRefused(String path, String body) throws Exception {
        assertProblem(400, api.send("POST", "api/v1/" + path, body));
    }

    @Test
    void aBadPageIsRefused() throws Exception {
        assertProblem(400, api.send("GET", "api/v1/file/repositories?limit=0", null));
        assertProblem(400, api.send("GET", "api/v1/file/remotes?offset=-1", null));
        assertProblem(400, api.send("GET", "api/v1/file/repositories/" + repository + "/versions?limit=x", null));
    }

    private String failureOfSync() throws Exception {
        return failureOfSync(server.url());
    }

    private String failureOfSync(String url) throws Exception {
        return api.failure(api.sync(repository, api.remote(url)));
    }

    private void assertNothingChanged() throws Exception {
        assertThat(api.latestVersion(repository)).isZero();
        assertThat(RunningDibs.applicationData().resolve("staging")).isEmptyDirectory();
    }

    private static void assertProblem(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(FileApi.json(answer.body()).getInt("status")).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    }
}
