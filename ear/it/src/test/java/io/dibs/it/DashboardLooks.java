package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.dibs.it.browser.BrowserPage;

/** Every page: that all can use it, in light and dark and on a phone; and its picture. */
interface DashboardLooks {
    Dashboard dashboard();

    /** All in one, so that there is something to see on each. */
    @Test
    default void every_page_can_be_used_by_all_and_has_its_picture() throws Exception {
        ExampleTasks tasks = dashboard().tasks();
        for (String remote : new String[] {"missing", "stalled", "empty"}) {
            dashboard().make("repositories", "{\"name\": \"epel-" + remote + "\"}");
            tasks.sync("epel-" + remote, remote);
        }
        dashboard().make("repositories", "{\"name\": \"ubuntu-26.04\"}");
        for (int i = 0; i < 4; i++) {
            tasks.sync("ubuntu-26.04", "stalled");
        }
        schedule("nightly", "\"cron\": \"0 3 * * *\", \"zone\": \"Europe/Berlin\"");
        schedule("often", "\"every\": \"PT10M\"");
        dashboard().api().post("task-schedules/often/run", "").task();
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
        BrowserPage page = dashboard().open("root", "#/overview");
        for (String[] each : pages) {
            dashboard().go(each[1]);
            page.awaitText(each[2]);
            dashboard().picture(each[0]);
            dashboard().checkLooks(each[0]);
        }
        page.look(390, 844, false);
        dashboard().go("#/tasks");
        page.awaitText("FileRepositories#synchronize");
        dashboard().picture("phone");
        page.look(1280, 800, true);
        dashboard().go("#/overview");
        page.awaitText("Running the longest");
        dashboard().picture("overview-dark");
    }

    private void schedule(String name, String timing) throws Exception {
        String body = "{\"name\": \"" + name + "\", " + timing
                + ", \"task\": {\"name\": \"io.dibs.example.file.FileRepositories#remove\", \"arguments\": [999999],"
                + " \"task_group\": \"housekeeping\"}}";
        assertThat(dashboard().api().post("task-schedules", body).status()).isEqualTo(201);
    }
}
