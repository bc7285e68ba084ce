package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.json.JsonValue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.it.browser.BrowserPage;
import io.dibs.it.browser.Chromium;

/** The dashboard in a browser, as people use it. Skipped where there is no Chromium; {@code .ci/run} installs it. */
@Timeout(600)
class DashboardIT {
    private static final Path PICTURES = Path.of("target", "dashboard");
    /** Each of these tasks is told of three times, when it is dispatched, when it starts and when it ends. */
    private static final int BURST = 3_400;

    @TempDir
    static Path folder;

    private static MicroProcess micro;
    private static Chromium chromium;
    private static RestApi api;
    private static ExampleTasks tasks;
    private static StalledRemote stalled;

    private BrowserPage page;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Chromium.find();
        assumeTrue(
                program.isPresent(),
                "THE DASHBOARD IS NOT TESTED: there is no chromium on the PATH (Debian's package chromium has it).");
        stalled = new StalledRemote();
        micro = MicroProcess.start(
                folder.resolve("data"), Map.of("dibs.worker.count", "4", "dibs.worker.name", "worker-1"));
        chromium = Chromium.start(program.get(), folder.resolve("profile"));
        api = new RestApi(micro.baseUri());
        tasks = new ExampleTasks(api);
        tasks.remotes(stalled);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (micro != null) {
            micro.close();
            stalled.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        page = chromium.page();
        page.look(1280, 800, false);
        page.open(micro.baseUri());
    }

    @AfterEach
    void nothing_went_wrong_and_nobody_else_was_asked() throws Exception {
        page.close();
        URI home = micro.baseUri();
        assertThat(page.errors()).isEmpty();
        assertThat(page.requests()).isNotEmpty().allSatisfy(address -> assertThat(address.getAuthority())
                .isEqualTo(home.getAuthority()));
    }

    private void signIn(String user) throws Exception {
        page.type("input[name=user]", user);
        page.type("input[name=password]", user + user);
        page.key("Enter", 13);
        page.await("document.querySelector('.connection.live')");
    }

    private void go(String hash) throws Exception {
        page.evaluate("location.hash = '" + hash + "'");
    }

    private static String address(String task) {
        return "#/tasks/" + task.substring(task.lastIndexOf('/') + 1);
    }

    private static String end(String task) {
        return task.substring(task.length() - 8);
    }

    private void picture(String name) throws Exception {
        page.await("!document.body.innerText.includes('Loading…')");
        assertThat(page.nameless()).as(name).isEmpty();
        page.picture(PICTURES.resolve(name + ".png"));
    }

    private static void make(String kind, String json) throws Exception {
        assertThat(api.post("file/" + kind, json).status()).isEqualTo(201);
    }

    @Test
    void a_sync_is_watched_to_its_end() throws Exception {
        signIn("root");
        Semaphore let = new Semaphore(0);
        try (FileServer remote = new FileServer()) {
            for (int i = 0; i < 20; i++) {
                remote.text("file-" + i + ".txt", "This is file " + i + ".");
            }
            remote.gate(path -> {
                if (!path.endsWith("PULP_MANIFEST")) {
                    let.acquire();
                }
            });
            make("repositories", "{\"name\": \"fedora-42\"}");
            make("remotes", "{\"name\": \"fedora-mirror\", \"url\": \"" + remote.url() + "\"}");
            String task = tasks.sync("fedora-42", "fedora-mirror");
            page.evaluate("window.neverLoadedAgain = true");
            go(address(task));
            page.awaitText("running");
            let.release(7);
            page.awaitText("7 of 20");
            picture("task-running");
            let.release(13);
            page.await("document.querySelector('h1 .state.completed')");
            page.awaitText("20 of 20");
            assertThat(page.evaluate("window.neverLoadedAgain").toString()).isEqualTo("true");
        }
    }

    @Test
    void it_tells_why_a_task_waits_and_its_blocker_is_canceled_there() throws Exception {
        signIn("root");
        make("repositories", "{\"name\": \"debian-13\"}");
        String blocker = tasks.sync("debian-13", "stalled");
        tasks.awaitState(blocker, "running");
        String waiter = tasks.sync("debian-13", "empty");
        go(address(waiter));
        page.awaitText("Why it waits");
        page.await("document.querySelector('.why a[href=\"" + address(blocker) + "\"]')");
        picture("why");
        page.press("Cancel task " + end(blocker));
        page.await("document.querySelector('dialog[open]')");
        picture("confirm");
        page.press("Cancel the task");
        page.await("document.querySelector('h1 .state.completed')");
        assertThat(tasks.awaitState(waiter, "completed").getString("started_at"))
                .isGreaterThanOrEqualTo(tasks.awaitState(blocker, "canceled").getString("finished_at"));
    }

    @Test
    void the_keyboard_is_enough() throws Exception {
        signIn("root");
        String task = tasks.sync(tasks.repository(), "stalled");
        tasks.awaitState(task, "running");
        go(address(task));
        page.awaitText("running");
        String focused = "(document.activeElement.ariaLabel ?? document.activeElement.textContent)";
        for (int i = 0; i < 40 && !page.evaluate(focused).toString().contains("Cancel task"); i++) {
            page.key("Tab", 9);
        }
        page.key("Enter", 13);
        page.await("document.querySelector('dialog[open]')");
        page.key("Escape", 27);
        page.await("!document.querySelector('dialog')");
        assertThat(api.get(task).ok().text("state")).isEqualTo("running");
        page.key("Enter", 13);
        page.await("document.querySelector('dialog[open]')");
        page.key("Tab", 9);
        page.key("Enter", 13);
        page.await("document.querySelector('h1 .state.canceled')");
    }

    @Test
    void who_may_not_is_told_which_role_it_takes() throws Exception {
        String task = tasks.sync(tasks.repository(), "stalled");
        tasks.awaitState(task, "running");
        signIn("vera");
        go(address(task));
        page.press("Cancel task " + end(task));
        page.awaitText("This takes the role operator.");
        assertThat(page.evaluate("document.querySelector('dialog')")).isEqualTo(JsonValue.NULL);
        api.patch(task, "{\"state\": \"canceled\"}").ok();
        page.await("document.querySelector('h1 .state.canceled')");
    }

    @Test
    void a_wrong_password_is_told_and_a_link_leads_to_its_page_after_the_right_one() throws Exception {
        page.open(micro.baseUri().resolve("#/workers"));
        page.type("input[name=user]", "olga");
        page.type("input[name=password]", "wrong");
        page.key("Enter", 13);
        page.awaitText("The user or the password is wrong.");
        page.errors().removeIf(error -> error.contains("401"));
        page.evaluate("document.querySelector('input[name=password]').select()");
        page.type("input[name=password]", "olgaolga");
        page.key("Enter", 13);
        page.awaitText("worker-1");
        page.press("Sign out");
        page.await("document.querySelector('input[name=password]')");
    }

    /** All in one, so that there is something to see on each. */
    @Test
    void every_page_has_its_picture() throws Exception {
        signIn("root");
        for (String remote : new String[] {"missing", "stalled", "empty"}) {
            make("repositories", "{\"name\": \"epel-" + remote + "\"}");
            tasks.sync("epel-" + remote, remote);
        }
        make("repositories", "{\"name\": \"ubuntu-26.04\"}");
        for (int i = 0; i < 4; i++) {
            tasks.sync("ubuntu-26.04", "stalled");
        }
        schedule("nightly", "\"cron\": \"0 3 * * *\", \"zone\": \"Europe/Berlin\"");
        schedule("often", "\"every\": \"PT10M\"");
        api.post("task-schedules/often/run", "").task();
        String[][] pages = {
            {"overview", "#/overview", "Running the longest"},
            {"tasks", "#/tasks", "FileRepositories#synchronize"},
            {"resources", "#/resources", "file:repository:"},
            {"resource", "#/resources/file%3Arepository%3Aubuntu-26.04", "Waiting, in order"},
            {"workers", "#/workers", "worker-1"},
            {"queues", "#/queues", "default"},
            {"schedules", "#/schedules", "nightly"},
            {"groups", "#/groups", "housekeeping"}
        };
        for (String[] each : pages) {
            go(each[1]);
            page.awaitText(each[2]);
            picture(each[0]);
            page.look(1280, 800, true);
            picture(each[0] + "-dark");
            page.look(390, 844, false);
            assertThat(page.evaluate("document.documentElement.scrollWidth").toString())
                    .as(each[0] + " is not wider than a phone")
                    .isEqualTo("390");
            picture(each[0] + "-phone");
            page.look(1280, 800, false);
        }
    }

    private static void schedule(String name, String timing) throws Exception {
        String body = "{\"name\": \"" + name + "\", " + timing
                + ", \"task\": {\"name\": \"io.dibs.example.file.FileRepositories#remove\", \"arguments\": [999999],"
                + " \"task_group\": \"housekeeping\"}}";
        assertThat(api.post("task-schedules", body).status()).isEqualTo(201);
    }

    @Test
    void ten_thousand_tasks_that_pass_by_do_not_freeze_it() throws Exception {
        signIn("root");
        go("#/tasks");
        page.awaitText("Show all");
        page.evaluate(
                "window.asked = 0; new PerformanceObserver((list) => { window.asked += list.getEntries().length; })"
                        + ".observe({type: 'resource'})");
        AtomicInteger dispatched = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < BURST; i++) {
            threads.execute(() -> {
                try {
                    tasks.purge();
                    dispatched.incrementAndGet();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        threads.shutdown();
        int answers = 0;
        boolean atTasks = true;
        while (!threads.awaitTermination(200, TimeUnit.MILLISECONDS)) {
            // Each is answered between two updates of the page, or the call fails.
            page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))");
            answers++;
            if (atTasks && dispatched.get() > BURST / 2) {
                atTasks = false;
                go("#/overview");
            }
        }
        picture("overview-busy");
        go("#/tasks");
        assertThat(answers).isPositive();
        String last = tasks.purge();
        page.await("document.querySelector('a[href=\"" + address(last) + "\"]')");
        assertThat(page.evaluate("document.querySelectorAll('tbody tr').length").toString())
                .as("rows, however many tasks there are")
                .isEqualTo("50");
        assertThat(Integer.parseInt(page.evaluate("window.asked").toString()))
                .as("requests of the page while the tasks passed by")
                .isLessThan(BURST / 10);
    }
}
