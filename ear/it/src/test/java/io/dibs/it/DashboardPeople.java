package io.dibs.it;

import static io.dibs.it.Dashboard.address;
import static io.dibs.it.Dashboard.end;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;

import io.dibs.it.browser.BrowserPage;

/** Who one is, and what one may. */
interface DashboardPeople {
    Dashboard dashboard();

    @Test
    default void a_wrong_password_is_told_and_a_link_leads_to_its_page_after_the_right_one() throws Exception {
        BrowserPage page = dashboard().open(dashboard().server().resolve("#/workers"));
        page.await("document.querySelector('input[name=user]')");
        dashboard().checkLooks("sign-in");
        dashboard().expect("401");
        dashboard().signIn("olga", "wrong");
        page.awaitText("The user or the password is wrong.");
        dashboard().signIn("olga", "olgaolga");
        page.awaitText("worker-1");
        page.press("Sign out");
        page.await("document.querySelector('input[name=password]')");
    }

    @Test
    default void who_may_not_is_told_which_role_it_takes() throws Exception {
        String task = dashboard().tasks().sync(dashboard().tasks().repository(), "stalled");
        dashboard().tasks().awaitState(task, "running");
        BrowserPage page = dashboard().open("vera", address(task));
        refused(page, "Cancel task " + end(task), "operator");
        dashboard().go("#/workers");
        refused(page, "Drain worker-1", "administrator");
        refused(page, "Threads of worker-1", "administrator");
        dashboard().go("#/queues");
        refused(page, "Pause queue default", "operator");
        dashboard().go("#/tasks?state=running");
        page.click("input[aria-label='Select all tasks of this page']");
        refused(page, "Cancel 1", "operator");
        assertThat(dashboard().api().get(task).ok().text("state")).isEqualTo("running");
    }

    private static void refused(BrowserPage page, String button, String role) throws Exception {
        page.press(button);
        page.await("document.querySelector('[role=alert]')?.innerText.includes('This takes the role " + role + ".')");
        assertThat(page.evaluate("document.querySelector('dialog')")).isEqualTo(JsonValue.NULL);
        page.evaluate("document.querySelectorAll('.notice button').forEach((each) => each.click())");
        page.await("!document.querySelector('.notice')");
    }

    @Test
    default void who_has_no_role_sees_his_own_tasks_only() throws Exception {
        String others = dashboard().tasks().purge();
        String own = new ExampleTasks(dashboard().api().as(TestUsers.basic("ann"))).purge();
        BrowserPage page = dashboard().open("ann", "#/tasks");
        page.await("document.querySelector('a[href=\"" + address(own) + "\"]')");
        assertThat(page.evaluate("document.querySelector('a[href=\"" + address(others) + "\"]')"))
                .isEqualTo(JsonValue.NULL);
        dashboard().go("#/overview");
        page.awaitText("you see your own tasks. More takes the role viewer.");
        dashboard().api().delete(own);
    }
}
