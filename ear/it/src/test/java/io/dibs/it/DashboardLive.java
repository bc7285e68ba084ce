package io.dibs.it;

import static io.dibs.it.Dashboard.address;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.dibs.it.browser.BreakableProxy;
import io.dibs.it.browser.BrowserPage;

/** The dashboard shows what happens when it happens: many things at once, and after the connection broke. */
interface DashboardLive {
    /** Each of these tasks is told of three times, when it is dispatched, when it starts and when it ends. */
    int BURST = 1_000;

    /** How many tasks that completed the chart has, of all its seconds. */
    String COMPLETED = "import('./assets/history.js').then(({ended}) => ended.columns[1].reduce((a, b) => a + b, 0))";

    Dashboard dashboard();

    private String completed() throws Exception {
        String task = dashboard().tasks().purge();
        dashboard().tasks().awaitState(task, "completed");
        return task;
    }

    private static int number(BrowserPage page, String expression) throws Exception {
        return Integer.parseInt(page.evaluate(expression).toString());
    }

    @Test
    default void a_connection_that_breaks_is_told_and_nothing_is_missed() throws Exception {
        try (BreakableProxy way = new BreakableProxy(dashboard().server().getPort())) {
            BrowserPage page =
                    dashboard().openAs("root", way.by(dashboard().server()).resolve("#/overview"));
            page.awaitText("Ended in each second");
            int before = number(page, COMPLETED);
            dashboard().expect("net::ERR_");
            way.cut();
            page.await("document.querySelector('.connection').innerText === 'Connecting…'");
            for (int i = 0; i < 5; i++) {
                completed();
            }
            assertThat(number(page, COMPLETED)).isEqualTo(before);
            way.mend();
            page.await("document.querySelector('.connection').innerText === 'Live'");
            page.await(COMPLETED + ".then((sum) => sum >= " + (before + 5) + ")");
            completed();
            page.await(COMPLETED + ".then((sum) => sum >= " + (before + 6) + ")");
            assertThat(number(page, COMPLETED)).as("each once").isEqualTo(before + 6);
            missesSomething(page, way);
        }
    }

    /** What happened meanwhile is not there any more: the server says so, and the page reads anew. */
    private void missesSomething(BrowserPage page, BreakableProxy way) throws Exception {
        page.evaluate("window.resets = 0; import('./assets/events.js').then(({follow}) => {"
                + " follow(({incomplete}) => { window.resets += incomplete ? 1 : 0; }); })");
        dashboard().go("#/tasks");
        page.awaitText("Show all");
        way.cut();
        page.await("document.querySelector('.connection').innerText === 'Connecting…'");
        String missed = completed();
        dashboard().redis().send("XTRIM dibs:{default}:events MAXLEN 0");
        completed();
        way.mend();
        page.await("window.resets > 0");
        page.await("document.querySelector('a[href=\"" + address(missed) + "\"]')");
    }

    @Test
    default void ten_thousand_tasks_a_minute_do_not_freeze_it() throws Exception {
        BrowserPage page = dashboard().open("root", "#/tasks");
        page.awaitText("Show all");
        page.evaluate(
                "window.asked = 0; new PerformanceObserver((list) => { asked += list.getEntries().length; })"
                        + ".observe({type: 'resource'}); window.long = []; new PerformanceObserver((list) => {"
                        + " long.push(...list.getEntries().map(({duration}) => duration)); }).observe({type: 'longtask'}); true");
        AtomicInteger dispatched = new AtomicInteger();
        long begin = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < BURST; i++) {
            threads.submit(() -> {
                dashboard().tasks().purge();
                return dispatched.incrementAndGet();
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
                dashboard().go("#/overview");
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        dashboard().picture("overview-busy");
        dashboard().go("#/tasks");
        assertThat(dispatched.get()).isEqualTo(BURST);
        assertThat(answers).isPositive();
        String last = dashboard().tasks().purge();
        page.await("document.querySelector('a[href=\"" + address(last) + "\"]')");
        assertThat(number(page, "document.querySelectorAll('tbody tr').length"))
                .as("rows, however many tasks there are")
                .isEqualTo(50);
        assertThat(number(page, "window.asked"))
                .as("requests of the page while the tasks passed by")
                .isLessThan(BURST / 10);
        System.out.printf(
                "%,d tasks a minute passed the dashboard by, for %d s; it was busy for more than a second %s times, at most for %s ms%n",
                BURST * 60_000L / took.toMillis(),
                took.toSeconds(),
                page.evaluate("long.filter((ms) => ms > 1000).length"),
                page.evaluate("Math.round(Math.max(0, ...long))"));
    }
}
