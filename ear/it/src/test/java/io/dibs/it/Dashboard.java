package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.json.JsonObject;

import io.dibs.it.browser.Axe;
import io.dibs.it.browser.BrowserPage;
import io.dibs.it.browser.Chromium;

/**
 * A server, a browser, and the page that a test has open there. Whoever has signed in once stays so, in the tests that follow
 * too.
 */
final class Dashboard implements AutoCloseable {
    /** Where pictures are. */
    private static final Path PICTURES = Path.of("target", "dashboard");

    private final MicroProcess micro;
    private final Path data;
    private final Chromium chromium;
    private final StalledRemote stalled;
    private final RestApi api;
    private final ExampleTasks tasks;
    private final Axe axe = new Axe();
    private final Map<String, String> people = new HashMap<>();
    private URI home;
    private BrowserPage page;
    private String expected;

    private Dashboard(MicroProcess micro, Path data, Chromium chromium) throws Exception {
        this.micro = micro;
        this.data = data;
        this.chromium = chromium;
        stalled = new StalledRemote();
        api = new RestApi(micro.baseUri());
        tasks = new ExampleTasks(api);
        tasks.remotes(stalled);
    }

    static Dashboard start(Path folder) throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(
                program.isPresent(),
                "THE DASHBOARD IS NOT TESTED: there is no chromium on the PATH (Debian's package chromium has it).");
        Path data = folder.resolve("data");
        MicroProcess micro = MicroProcess.start(
                data, Map.of("dibs.worker.count", "4", "dibs.worker.name", "worker-1", "dibs.worker.grace", "PT1S"));
        return new Dashboard(micro, data, Chromium.start(program.get(), folder.resolve("profile")));
    }

    RestApi api() {
        return api;
    }

    ExampleTasks tasks() {
        return tasks;
    }

    URI server() throws Exception {
        return micro.baseUri();
    }

    OwnRedis redis() throws Exception {
        return OwnRedis.in(data);
    }

    BrowserPage page() {
        return page;
    }

    /** Opens a page of somebody who has not signed in. */
    BrowserPage open(URI address) throws Exception {
        return open(chromium.somebody(), address);
    }

    private BrowserPage open(String somebody, URI address) throws Exception {
        home = address;
        expected = null;
        page = chromium.page(somebody);
        page.look(1280, 800, false);
        page.open(address);
        return page;
    }

    /** Opens the dashboard of a user at one of its pages, such as {@code #/tasks}, and waits until it is live. */
    BrowserPage open(String user, String hash) throws Exception {
        return openAs(user, micro.baseUri().resolve(hash));
    }

    BrowserPage openAs(String user, URI address) throws Exception {
        String known = people.get(user);
        if (known == null) {
            people.put(user, chromium.somebody());
            open(people.get(user), address);
            signIn(user, user + user);
        } else {
            open(known, address);
        }
        page.await("document.querySelector('.connection.live')");
        return page;
    }

    /** Fills in who one is. */
    void signIn(String user, String password) throws Exception {
        page.await("document.querySelector('input[name=user]')");
        page.evaluate("document.querySelectorAll('input').forEach((each) => { each.value = ''; })");
        page.type("input[name=user]", user);
        page.type("input[name=password]", password);
        page.key("Enter", 13);
    }

    void go(String hash) throws Exception {
        page.evaluate("location.hash = '" + hash + "'");
    }

    /** The page of a task. */
    static String address(String task) {
        return "#/tasks/" + task.substring(task.lastIndexOf('/') + 1);
    }

    /** What the dashboard calls a task. */
    static String end(String task) {
        return task.substring(task.length() - 8);
    }

    /** Has errors of the page that say this, on its console too, be what the test wants. */
    void expect(String error) {
        expected = error;
    }

    /** Presses a button that asks first, and says yes. */
    void pressAndConfirm(String button, String yes) throws Exception {
        page.press(button);
        page.await("document.querySelector('dialog[open]')");
        page.press(yes);
        page.await("!document.querySelector('dialog')");
    }

    /** Takes a picture, of a page that has all that it shows. */
    void picture(String name) throws Exception {
        page.await("!document.body.innerText.includes('Loading…')");
        page.picture(PICTURES.resolve(name + ".png"));
    }

    /** Whether everybody can use what is shown, in light and in dark, on a large and on a small screen. */
    void checkLooks(String name) throws Exception {
        page.await("!document.body.innerText.includes('Loading…')");
        assertThat(page.nameless()).as(name).isEmpty();
        assertThat(axe.findings(page)).as(name).isEmpty();
        page.look(360, 740, false);
        assertThat(page.evaluate("document.documentElement.scrollWidth").toString())
                .as(name + " is not wider than a phone")
                .isEqualTo("360");
        page.look(1280, 800, true);
        assertThat(axe.contrasts(page)).as(name + ", in dark").isEmpty();
        page.look(1280, 800, false);
    }

    /** How many tasks a query finds. */
    int count(String query) throws Exception {
        return api.get("tasks?limit=1&fields=href&" + query).ok().json().getInt("count");
    }

    void make(String kind, String json) throws Exception {
        assertThat(api.post("file/" + kind, json).status()).isEqualTo(201);
    }

    /** Leaves the page, with which nothing must have gone wrong, and which must have asked nobody else; and ends all tasks. */
    void leave() throws Exception {
        page.close();
        assertThat(page.errors())
                .filteredOn(error -> expected == null || !error.contains(expected))
                .isEmpty();
        String authority = home.getAuthority();
        assertThat(page.requests()).isNotEmpty().allSatisfy(address -> assertThat(address.getAuthority())
                .isEqualTo(authority));
        List<JsonObject> left = api.get("tasks?state=waiting&state=running&fields=href&order=-created_at")
                .ok()
                .json()
                .getJsonArray("results")
                .getValuesAs(JsonObject.class);
        for (JsonObject each : left) {
            api.patch(each.getString("href"), "{\"state\": \"canceled\"}");
        }
    }

    @Override
    public void close() {
        chromium.close();
        stalled.close();
        micro.close();
    }
}
