package io.dibs.it;

import static io.dibs.it.Dashboard.address;
import static io.dibs.it.Dashboard.end;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.Test;

import io.dibs.it.browser.BrowserPage;

/** What the dashboard shows of a task, and does with it. */
interface DashboardTasks {
    Dashboard dashboard();

    /** A remote whose files come when they are let. */
    private static FileServer remote(String name, int files, Semaphore let) throws Exception {
        FileServer remote = new FileServer();
        for (int i = 0; i < files; i++) {
            remote.text("file-" + i + ".txt", "This is file " + i + " of " + name + ".");
        }
        return remote.gate(path -> {
            if (!path.endsWith("PULP_MANIFEST")) {
                let.acquire();
            }
        });
    }

    private String sync(FileServer remote, String name) throws Exception {
        dashboard().make("repositories", "{\"name\": \"" + name + "\"}");
        dashboard().make("remotes", "{\"name\": \"" + name + "\", \"url\": \"" + remote.url() + "\"}");
        return dashboard().tasks().sync(name, name);
    }

    @Test
    default void a_sync_is_watched_to_its_end() throws Exception {
        Semaphore let = new Semaphore(0);
        try (FileServer remote = remote("fedora-42", 20, let)) {
            BrowserPage page = dashboard().open("root", "#/tasks");
            String task = sync(remote, "fedora-42");
            page.evaluate("window.neverLoadedAgain = true");
            dashboard().go(address(task));
            page.awaitText("running");
            let.release(7);
            page.awaitText("7 of 20");
            dashboard().picture("task");
            let.release(13);
            page.await("document.querySelector('h1 .state.completed')");
            page.awaitText("20 of 20");
            assertThat(page.evaluate("window.neverLoadedAgain").toString()).isEqualTo("true");
        }
    }

    @Test
    default void it_tells_why_a_task_waits_and_its_blocker_is_canceled_there() throws Exception {
        ExampleTasks tasks = dashboard().tasks();
        dashboard().make("repositories", "{\"name\": \"debian-13\"}");
        String blocker = tasks.sync("debian-13", "stalled");
        tasks.awaitState(blocker, "running");
        String waiter = tasks.sync("debian-13", "empty");
        BrowserPage page = dashboard().open("root", address(waiter));
        page.awaitText("Why it waits");
        page.await("document.querySelector('.why a[href=\"" + address(blocker) + "\"]')");
        dashboard().picture("why");
        dashboard().checkLooks("why");
        page.press("Cancel task " + end(blocker));
        page.await("document.querySelector('dialog[open]')");
        dashboard().checkLooks("a question");
        page.press("Cancel the task");
        page.await("document.querySelector('h1 .state.completed')");
        assertThat(tasks.awaitState(waiter, "completed").getString("started_at"))
                .isGreaterThanOrEqualTo(tasks.awaitState(blocker, "canceled").getString("finished_at"));
    }

    @Test
    default void one_that_failed_is_tried_again() throws Exception {
        String task = dashboard().tasks().sync(dashboard().tasks().repository(), "missing");
        dashboard().tasks().awaitState(task, "failed");
        BrowserPage page = dashboard().open("root", address(task));
        page.await("document.querySelector('h1 .state.failed')");
        page.awaitText("404");
        dashboard().checkLooks("a task that failed");
        page.press("Retry");
        page.awaitText("A new task does the same again.");
        page.await("document.querySelector('dd a[href=\"" + address(task) + "\"]')");
        String again = page.evaluate("location.hash").toString().replaceAll("^\"#/|\"$", "");
        assertThat(dashboard().api().get(again).ok().text("retry_of")).isEqualTo(task);
    }

    @Test
    default void what_is_refused_is_told_and_the_page_goes_on() throws Exception {
        Semaphore let = new Semaphore(0);
        try (FileServer remote = remote("alpine-3", 1, let)) {
            String task = sync(remote, "alpine-3");
            dashboard().tasks().awaitState(task, "running");
            BrowserPage page = dashboard().open("root", address(task));
            page.press("Cancel task " + end(task));
            page.await("document.querySelector('dialog[open]')");
            let.release();
            dashboard().tasks().awaitState(task, "completed");
            page.press("Cancel the task");
            page.await("document.querySelector('[role=alert] .notice')?.innerText.includes('completed')");
            assertThat(page.errors()).hasSize(1).allSatisfy(error -> assertThat(error)
                    .contains("409"));
            page.errors().clear();
            page.press("Close this message");
            page.await("!document.querySelector('.notice')");
            dashboard().expect("404"); // The page of the task may ask once more.
            dashboard().pressAndConfirm("Delete", "Delete the task");
            page.await("location.hash === '#/tasks'");
            assertThat(dashboard().api().get(task).status()).isEqualTo(404);
        }
    }
}
