package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Published files, as HTTP clients fetch them. */
@Timeout(120)
@ExtendWith(RunningDibs.class)
class ServedContentIT {
    private static final String TEXT = "0123456789";

    private FileApi api;
    private String repository;
    private String etag;

    @BeforeEach
    void publish() throws Exception {
        api = new FileApi(RunningDibs.baseUri());
        repository = api.repository();
        etag = '"' + FileServer.digest(TEXT.getBytes()) + '"';
        try (FileServer server = new FileServer()) {
            server.text("dir/file.html", TEXT)
                    .text("odd, ünd \u6f22;#?%2F.txt", "odd")
                    .text("empty", "");
            api.completed(api.sync(repository, api.remote(server.url())));
        }
        api.completed(api.publish(repository, "{}"));
    }

    @Test
    void aFileComesWhole() throws Exception {
        HttpResponse<byte[]> answer = get("dir/file.html");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).asString().isEqualTo(TEXT);
        assertThat(header(answer, "ETag")).isEqualTo(etag);
        assertThat(header(answer, "Content-Length")).isEqualTo("10");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Last-Modified")).isNotEmpty();
        // A stranger's page must not run as one of ours.
        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void headTellsTheSameWithoutABody() throws Exception {
        HttpResponse<byte[]> answer = api.content("HEAD", repository + "/dir/file.html");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("10");
        assertThat(header(answer, "ETag")).isEqualTo(etag);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anOddNameIsOnlyAName() throws Exception {
        String path = "odd%2C%20%C3%BCnd%20%E6%BC%A2%3B%23%3F%252F.txt";
        assertThat(get(path).body()).asString().isEqualTo("odd");
    }

    @Test
    void anEmptyFileIsServed() throws Exception {
        HttpResponse<byte[]> answer = get("empty");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("0");
    }

    @Test
    void aPartComesAlone() throws Exception {
        HttpResponse<byte[]> answer = get("dir/file.html", "Range", "bytes=2-4");
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).asString().isEqualTo("234");
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(get("dir/file.html", "Range", "bytes=-3").body()).asString().isEqualTo("789");
        assertThat(get("dir/file.html", "Range", "bytes=7-").body()).asString().isEqualTo("789");
    }

    @Test
    void aPartThatIsNotThereIsRefused() throws Exception {
        HttpResponse<byte[]> answer = get("dir/file.html", "Range", "bytes=10-");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */10");
    }

    @Test
    void aPartOfAnotherFileIsNotGiven() throws Exception {
        assertThat(get("dir/file.html", "Range", "bytes=2-4", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(get("dir/file.html", "Range", "bytes=2-4", "If-Range", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoHasItAlreadyDoesNotGetItAgain() throws Exception {
        HttpResponse<byte[]> answer = get("dir/file.html", "If-None-Match", etag);
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(get("dir/file.html", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
        String date = header(get("dir/file.html"), "Last-Modified");
        assertThat(get("dir/file.html", "If-Modified-Since", date).statusCode()).isEqualTo(304);
    }

    @Test
    void whatIsNotPublishedIsNotThere() throws Exception {
        assertThat(get("nope").statusCode()).isEqualTo(404);
        assertThat(get("dir").statusCode()).isEqualTo(404);
        assertThat(get("").statusCode()).isEqualTo(404);
        assertThat(api.content("GET", "nope/PULP_MANIFEST").statusCode()).isEqualTo(404);
        assertThat(api.content("GET", api.repository() + "/PULP_MANIFEST").statusCode())
                .isEqualTo(404);
        assertThat(get("..%2F..%2Fetc%2Fpasswd").statusCode()).isBetween(400, 404);
        assertThat(get("%2e%2e/%2e%2e/etc/passwd").statusCode()).isBetween(400, 404);
    }

    @Test
    void aSyncIsNotServedBeforeItIsPublished() throws Exception {
        try (FileServer server = new FileServer()) {
            server.text("dir/file.html", "new").text("more", "more");
            api.completed(api.sync(repository, api.remote(server.url())));
        }
        assertThat(get("dir/file.html").body()).asString().isEqualTo(TEXT);
        assertThat(get("more").statusCode()).isEqualTo(404);
        api.completed(api.publish(repository, "{}"));
        assertThat(get("dir/file.html").body()).asString().isEqualTo("new");
        api.completed(api.publish(repository, "{\"version\":1}"));
        assertThat(get("dir/file.html").body()).asString().isEqualTo(TEXT);
        assertThat(get("more").statusCode()).isEqualTo(404);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return api.content("GET", repository + "/" + path, headers);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
