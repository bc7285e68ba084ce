package io.dibs.it;

import static io.dibs.it.Dashboard.address;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.dibs.it.browser.BrowserPage;

/** What operators do to workers and queues. */
interface DashboardControls {
    Dashboard dashboard();

    @Test
    default void a_worker_drains_and_is_taken_back() throws Exception {
        RestApi api = dashboard().api();
        BrowserPage page = dashboard().open("root", "#/workers");
        try {
            dashboard().pressAndConfirm("Drain worker-1", "Drain the worker");
            page.await("document.querySelector('td .state.canceling')?.innerText === 'draining'");
            assertThat(api.get("workers/worker-1").ok().json().getBoolean("draining"))
                    .isTrue();
            String task = dashboard().tasks().purge();
            page.press("Take tasks again worker-1");
            page.await("document.querySelector('td .state.completed')?.innerText === 'online'");
            dashboard().tasks().awaitState(task, "completed");
        } finally {
            api.patch("workers/worker-1", "{\"draining\": false}");
        }
    }

    @Test
    default void threads_of_a_worker_are_shown() throws Exception {
        BrowserPage page = dashboard().open("root", "#/workers");
        page.press("Threads of worker-1");
        page.await("document.querySelector('dialog[open] pre')?.innerText.includes('dibs-coordinator')");
        dashboard().checkLooks("threads");
        page.key("Escape", 27);
        page.await("!document.querySelector('dialog')");
        assertThat(page.evaluate("document.activeElement.ariaLabel").toString()).contains("Threads of worker-1");
    }

    @Test
    default void a_queue_is_paused_and_its_tasks_say_so_until_it_goes_on() throws Exception {
        RestApi api = dashboard().api();
        BrowserPage page = dashboard().open("root", "#/queues");
        try {
            String running = dashboard().tasks().sync(dashboard().tasks().repository(), "stalled");
            dashboard().tasks().awaitState(running, "running");
            dashboard().pressAndConfirm("Pause queue default", "Pause the queue");
            page.await("document.querySelector('td .state.canceling')?.innerText === 'paused'");
            String task = dashboard().tasks().purge();
            dashboard().go(address(task));
            page.await("document.querySelector('.why')?.innerText.includes('paused')");
            page.evaluate(
                    "[...document.querySelectorAll('a')].find((each) => each.innerText === 'To the queues').click()");
            page.press("Resume queue default");
            dashboard().tasks().awaitState(task, "completed");
        } finally {
            api.patch("queues/default", "{\"paused\": false}");
        }
    }
}
