package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C33, C64: who can sign in to a server, how, and what that has to do with tasks. */
@Timeout(600)
class SecurityIT {
    private static final String CANCELED = "{\"state\": \"canceled\"}";

    @TempDir
    static Path data;

    private static FakeProvider provider;
    private static MicroProcess micro;
    private static StalledRemote remote;
    private static RestApi api;

    @BeforeAll
    static void start() throws Exception {
        provider = new FakeProvider();
        remote = new StalledRemote();
        micro = MicroProcess.start(
                data,
                Map.of(
                        "mp.jwt.verify.publickey.location",
                        provider.issuer() + "/keys",
                        "mp.jwt.verify.issuer",
                        provider.issuer(),
                        "mp.jwt.verify.audiences",
                        "dibs",
                        "dibs.security.oidc.issuer",
                        provider.issuer(),
                        "dibs.security.oidc.client-id",
                        FakeProvider.CLIENT,
                        "dibs.security.oidc.client-secret",
                        FakeProvider.SECRET));
        api = new RestApi(micro.baseUri());
        new ExampleTasks(api).remotes(remote);
    }

    @AfterAll
    static void stop() {
        micro.close();
        remote.close();
        provider.close();
    }

    private static RestApi as(String user) {
        return api.as(TestUsers.basic(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks", "tasks/x", "workers", "resources/x", "audit", "file/repositories", "nothing"})
    void without_signing_in_there_is_nothing(String path) throws Exception {
        RestApi.Answer answer = api.as(null).get(path).problem(401, null);
        assertThat(answer.response().headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Basic "))
                .anyMatch(challenge -> challenge.startsWith("Bearer "));
        assertThat(answer.header("Correlation-ID")).isNotEmpty();
    }

    @Test
    void the_status_and_the_health_are_for_everybody() throws Exception {
        api.as(null).get("status").ok();
        as("nobody").get("status").ok();
        api.as(null).get("/health/live").ok();
    }

    @Test
    void a_password_that_is_wrong_is_refused_and_too_many_are_not_even_checked() throws Exception {
        api.as(TestUsers.basic("ann", "x")).get("tasks").problem(401, null);
        RestApi guesser = api.as(TestUsers.basic("eve", "x"));
        RestApi.Answer answer = guesser.get("tasks");
        for (int i = 0; i < 8 && answer.status() != 429; i++) {
            answer = guesser.get("tasks");
        }
        assertThat(Integer.parseInt(answer.problem(429, null).header("Retry-After")))
                .isPositive();
        as("ann").get("file/repositories").ok();
    }

    @Test
    void a_task_belongs_to_who_dispatched_it() throws Exception {
        ExampleTasks tasks = new ExampleTasks(as("ann"));
        String task = tasks.sync(tasks.repository(), "stalled");
        tasks.awaitState(task, "running");
        assertThat(as("ann").get(task).ok().text("owner")).isEqualTo("ann");
        assertThat(as("bob").get(task).problem(404, null).text("detail")).startsWith("There is no task");
        as("bob").patch(task, CANCELED).problem(404, null);
        as("bob").delete(task).problem(404, null);
        as("bob").get("workers").problem(403, null);
        as("vera").get(task).ok();
        as("vera").get("workers").ok();
        as("vera").patch(task, CANCELED).problem(403, null);
        as("olga").get("audit").problem(403, null);
        as("olga").get(task + "/stack").problem(403, null);
        assertThat(as("ann").get(task).ok().text("state")).isEqualTo("running");
        as("ann").patch(task, CANCELED).ok();
        tasks.awaitState(task, "canceled");
        assertThat(as("olga").delete(task).status()).isEqualTo(204);
    }

    @Test
    void a_token_signs_a_program_in() throws Exception {
        RestApi program = api.as(provider.bearer(claims -> {}));
        program.get("tasks").ok();
        program.get("audit").problem(403, null);
        api.as(provider.bearer(claims -> claims.setStringListClaim("groups", "administrator")))
                .get("audit")
                .ok();
        ExampleTasks tasks = new ExampleTasks(program);
        String task = tasks.sync(tasks.repository(), "empty");
        assertThat(tasks.awaitState(task, "completed").getString("owner")).isEqualTo("mia");
    }

    @Test
    void any_other_token_does_not() throws Exception {
        api.as(provider.bearer(claims -> claims.setExpirationTimeMinutesInTheFuture(-5)))
                .get("tasks")
                .problem(401, null);
        api.as(provider.bearer(claims -> claims.setIssuer("http://other")))
                .get("tasks")
                .problem(401, null);
        api.as(provider.bearer(claims -> claims.setAudience("other")))
                .get("tasks")
                .problem(401, null);
        try (FakeProvider other = new FakeProvider()) {
            api.as(other.bearer(claims -> claims.setIssuer(provider.issuer())))
                    .get("tasks")
                    .problem(401, null);
        }
        api.as("Bearer nonsense").get("tasks").problem(401, null);
        api.as("Digest x").get("tasks").problem(401, null);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Origin, http://evil.test, 403",
        "Origin, null, 403",
        "Sec-Fetch-Site, same-origin, 201"
    })
    void a_page_of_another_site_changes_nothing(String header, String value, int status) throws Exception {
        HttpRequest request = TestUsers.signIn(
                        HttpRequest.newBuilder(micro.baseUri().resolve("api/v1/file/repositories")))
                .header(header, value)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"" + FileApi.name() + "\"}"))
                .build();
        assertThat(Http.send(request).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "api/v1/status, default-src 'none'; frame-ancestors 'none'",
        "api/v1/tasks, default-src 'none'; frame-ancestors 'none'",
        "nothing, default-src 'self'"
    })
    void every_answer_tells_browsers_what_they_must_not_do(String path, String policy) throws Exception {
        HttpResponse<String> answer = Http.get(micro.baseUri().resolve(path));
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith(policy);
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    }

    /** A browser that follows redirects and keeps cookies. */
    private static final class Browser {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        HttpResponse<String> get(String path) throws Exception {
            return send(request(path).GET());
        }

        HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return client.send(request.build(), BodyHandlers.ofString());
        }

        static HttpRequest.Builder request(String path) throws Exception {
            return HttpRequest.newBuilder(micro.baseUri().resolve(path)).timeout(Duration.ofSeconds(60));
        }
    }

    @Test
    void people_sign_in_at_the_provider_and_out_again() throws Exception {
        Browser browser = new Browser();
        HttpResponse<String> tasks = browser.get("sign-in?to=/dibs/api/v1/tasks");
        assertThat(tasks.statusCode()).as(tasks.body()).isEqualTo(200);
        assertThat(tasks.uri().getPath()).isEqualTo("/dibs/api/v1/tasks");
        List<HttpCookie> cookies = browser.cookies.getCookieStore().getCookies();
        assertThat(cookies).singleElement().satisfies(cookie -> {
            assertThat(cookie.getName()).isEqualTo("dibs-session");
            assertThat(cookie.isHttpOnly()).isTrue();
        });
        assertThat(browser.get("api/v1/audit").statusCode()).isEqualTo(403);

        HttpResponse<String> gone = browser.send(Browser.request("sign-out").POST(BodyPublishers.noBody()));
        assertThat(gone.uri().toString()).startsWith(provider.issuer() + "/leave");
        assertThat(browser.get("api/v1/tasks").statusCode()).isEqualTo(401);
    }

    private static HttpRequest.Builder password(String type, String body) throws Exception {
        return Browser.request("sign-in").header("Content-Type", type).POST(BodyPublishers.ofString(body));
    }

    @Test
    void people_sign_in_with_a_password_and_out_again() throws Exception {
        Browser browser = new Browser();
        String json = "application/json";
        assertThat(browser.get("api/v1/session").body()).contains("\"user\":null", "\"password\":true");
        HttpResponse<String> wrong = browser.send(password(json, "{\"user\": \"olga\", \"password\": \"x\"}"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow()).doesNotContain("Basic");
        assertThat(browser.send(password(json, "{\"user\": \"olga\"}")).statusCode())
                .isEqualTo(400);
        assertThat(browser.send(password("text/plain", "{}")).statusCode()).isEqualTo(415);
        assertThat(browser.get("api/v1/tasks").statusCode()).isEqualTo(401);

        HttpResponse<String> right = browser.send(password(json, "{\"user\": \"olga\", \"password\": \"olgaolga\"}"));
        assertThat(right.statusCode()).as(right.body()).isEqualTo(204);
        assertThat(right.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax", "Path=/dibs/");
        assertThat(browser.get("api/v1/session").body()).contains("\"user\":\"olga\"", "\"role\":\"operator\"");
        assertThat(browser.get("api/v1/tasks").statusCode()).isEqualTo(200);
        assertThat(browser.get("api/v1/audit").statusCode()).isEqualTo(403);

        HttpResponse<String> out =
                browser.send(Browser.request("sign-out").header("Accept", json).POST(BodyPublishers.noBody()));
        assertThat(out.body()).contains("\"to\":");
        assertThat(browser.get("api/v1/tasks").statusCode()).isEqualTo(401);
    }

    @Test
    void guesses_at_the_sign_in_are_slowed_down_like_others() throws Exception {
        Browser browser = new Browser();
        HttpRequest.Builder guess = password("application/json", "{\"user\": \"mallory\", \"password\": \"x\"}");
        HttpResponse<String> answer = browser.send(guess);
        for (int i = 0; i < 8 && answer.statusCode() != 429; i++) {
            answer = browser.send(guess);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void a_sign_in_leads_to_no_other_site_and_is_begun_by_the_same_browser() throws Exception {
        assertThat(new Browser().get("sign-in?to=//evil.test/").uri()).isEqualTo(micro.baseUri());
        assertThat(new Browser().get("sign-in?to=http://evil.test/").uri()).isEqualTo(micro.baseUri());
        assertThat(new Browser().get("sign-in/callback?code=x&state=y").statusCode())
                .isEqualTo(403);
        Browser browser = new Browser();
        browser.client.send(
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/keys")).build(), BodyHandlers.ofString());
        HttpResponse<Void> begun =
                HttpClient.newHttpClient().send(Browser.request("sign-in").GET().build(), BodyHandlers.discarding());
        assertThat(begun.statusCode()).isEqualTo(302);
        assertThat(begun.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax", "Path=/dibs/");
        String state = begun.headers().firstValue("Location").orElseThrow().replaceAll(".*[?&]state=([^&]*).*", "$1");
        assertThat(browser.get("sign-in/callback?code=x&state=" + state).statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_the_provider_says_wrongly_signs_nobody_in() throws Exception {
        try {
            provider.saying(claims -> claims.setClaim("nonce", "other"));
            assertThat(new Browser().get("sign-in").statusCode()).isEqualTo(502);
            provider.saying(claims -> claims.setAudience("other"));
            assertThat(new Browser().get("sign-in").statusCode()).isEqualTo(502);
            provider.saying(claims -> claims.unsetClaim("preferred_username"));
            assertThat(new Browser().get("sign-in").statusCode()).isEqualTo(403);
        } finally {
            provider.saying(claims -> {});
        }
    }

    /** Last of all in the log: what was sent as a name is in one line. */
    @Test
    void a_name_cannot_forge_the_log() throws Exception {
        api.as(TestUsers.basic("x\n[SEVERE] forged", "x")).get("tasks").problem(401, null);
        assertThat(micro.output().lines()).noneMatch(line -> line.startsWith("[SEVERE] forged"));
        assertThat(micro.output()).contains("x\\u000a[SEVERE] forged");
    }
}
