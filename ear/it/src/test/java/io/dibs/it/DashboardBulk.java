package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import jakarta.json.JsonString;

import org.junit.jupiter.api.Test;

import io.dibs.it.browser.BrowserPage;

/** One thing done with many tasks. */
interface DashboardBulk {
    /** More than are on a page of the dashboard, and more than it reads at once when it goes through all. */
    int MANY = 105;

    Dashboard dashboard();

    private void dispatch(String user, int tasks) throws Exception {
        ExampleTasks theirs = new ExampleTasks(dashboard().api().as(TestUsers.basic(user)));
        for (int i = 0; i < tasks; i++) {
            theirs.purge();
        }
    }

    private void select(BrowserPage page, String name) throws Exception {
        page.click("input[aria-label='" + name + "']");
    }

    /** Selects all that match, and waits for their number. */
    private void selectAll(BrowserPage page, int tasks) throws Exception {
        page.await("document.querySelector('h1 + .about')?.innerText === '" + tasks + " tasks'");
        select(page, "Select all tasks of this page");
        page.press("Select all " + tasks + " that match");
        page.awaitText("All " + tasks + " tasks that match");
    }

    private void awaitCount(String query, int tasks) {
        await(query).atMost(Duration.ofMinutes(1)).until(() -> dashboard().count(query) == tasks);
    }

    @Test
    default void selected_tasks_are_canceled_tried_again_and_deleted() throws Exception {
        String repository = dashboard().tasks().repository();
        for (int i = 0; i < 3; i++) {
            dashboard().tasks().sync(repository, "stalled");
        }
        String task = dashboard().tasks().sync(repository, "empty");
        String id = task.substring(task.lastIndexOf('/') + 1);
        String resource = dashboard().api().get(task).ok().json().getJsonArray("reserved_resources").stream()
                .map(each -> ((JsonString) each).getString())
                .filter(each -> each.startsWith("file:repository:"))
                .findFirst()
                .orElseThrow();
        String those = "resource=" + resource.replace(":", "%3A");
        BrowserPage page = dashboard().open("root", "#/tasks?" + those);
        select(page, "Select all tasks of this page");
        select(page, "Select task " + id);
        dashboard().checkLooks("selected tasks");
        dashboard().pressAndConfirm("Cancel 3", "Cancel 3 tasks");
        page.awaitText("3 tasks told to stop.");
        awaitCount(those + "&state=canceled", 3);
        dashboard().tasks().awaitState(task, "completed");
        page.await("document.querySelectorAll('td .state.completed').length === 1");
        select(page, "Select task " + id);
        page.press("Retry 1");
        awaitCount(those + "&state=completed", 2);
        page.await("document.querySelectorAll('td .state.completed').length === 2");
        select(page, "Select all tasks of this page");
        dashboard().pressAndConfirm("Delete 5", "Delete 5 tasks");
        page.awaitText("5 tasks deleted.");
        assertThat(dashboard().count(those)).isZero();
    }

    @Test
    default void all_that_match_are_deleted_piece_by_piece_unless_one_stops_it() throws Exception {
        dispatch("ann", MANY);
        awaitCount("owner=ann&state=completed", MANY);
        BrowserPage page = dashboard().open("root", "#/tasks?owner=ann&state=completed");
        selectAll(page, MANY);
        page.evaluate("window.real = window.fetch; window.held = []; window.passed = 0;"
                + " window.fetch = (address, request) => request?.method === 'DELETE' && ++window.passed > 5"
                + " ? new Promise((go) => held.push({address, go: () => go(real(address, request))}))"
                + " : real(address, request)");
        dashboard().pressAndConfirm("Delete all", "Delete " + MANY + " tasks");
        page.await("held.length === 4");
        page.await("document.querySelector('.job')?.innerText.includes('5 of " + MANY + "')");
        dashboard().go("#/workers"); // It goes on meanwhile.
        page.awaitText("worker-1");
        dashboard().checkLooks("a job under way");
        String gone = page.evaluate("held[0].address.pathname").toString().replace("\"", "");
        assertThat(dashboard().api().delete(gone).status()).isEqualTo(204);
        dashboard().expect("404");
        page.press("Stop");
        page.evaluate("held.forEach((each) => each.go())");
        page.awaitText("8 tasks deleted. 1 task could not be deleted: gone already. You have stopped it. " + (MANY - 9)
                + " tasks left as they are.");
        assertThat(dashboard().count("owner=ann")).isEqualTo(MANY - 9);
        page.evaluate("window.fetch = real");
        dashboard().go("#/tasks?owner=ann&state=completed");
        selectAll(page, MANY - 9);
        dashboard().pressAndConfirm("Delete all", "Delete " + (MANY - 9) + " tasks");
        page.awaitText(MANY - 9 + " tasks deleted.");
        assertThat(dashboard().count("owner=ann")).isZero();
    }

    @Test
    default void all_that_match_are_canceled_and_tried_again_once() throws Exception {
        RestApi api = dashboard().api();
        int tasks = MANY;
        try {
            api.patch("queues/default", "{\"paused\": true}").ok();
            dispatch("bob", tasks);
            BrowserPage page = dashboard().open("olga", "#/tasks?owner=bob");
            selectAll(page, tasks);
            dashboard().pressAndConfirm("Cancel all", "Cancel " + tasks + " tasks");
            page.awaitText(tasks + " tasks told to stop.");
            assertThat(dashboard().count("owner=bob&state=canceled")).isEqualTo(tasks);
            api.patch("queues/default", "{\"paused\": false}").ok();
            selectAll(page, tasks);
            // What it dispatches ends before it is through; it must not be taken for one more of those that match.
            dashboard().pressAndConfirm("Retry all", "Retry " + tasks + " tasks");
            page.awaitText(tasks + " tasks dispatched again.");
            awaitCount("owner=bob&state=completed", tasks);
            assertThat(dashboard().count("owner=bob")).isEqualTo(2 * tasks);
        } finally {
            api.patch("queues/default", "{\"paused\": false}");
        }
    }
}
