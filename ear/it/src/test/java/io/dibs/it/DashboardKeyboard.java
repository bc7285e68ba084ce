package io.dibs.it;

import static io.dibs.it.Dashboard.address;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.dibs.it.browser.BrowserPage;

/** Finding one's way without a mouse, and with the browser's own buttons. */
interface DashboardKeyboard {
    String FOCUSED = "(document.activeElement.ariaLabel ?? document.activeElement.textContent)";

    Dashboard dashboard();

    private static void tab(BrowserPage page) throws Exception {
        page.key("Tab", 9);
    }

    private static boolean is(BrowserPage page, String condition) throws Exception {
        return page.evaluate(condition).toString().equals("true");
    }

    @Test
    default void the_keyboard_is_enough() throws Exception {
        String task = dashboard().tasks().sync(dashboard().tasks().repository(), "stalled");
        dashboard().tasks().awaitState(task, "running");
        BrowserPage page = dashboard().open("root", address(task));
        page.await("document.querySelector('h1 .state.running')");
        page.evaluate("document.querySelector('button.skip').focus()");
        page.key("Enter", 13);
        page.await("document.activeElement.tagName === 'H1'");
        for (int i = 0; i < 10 && !page.evaluate(FOCUSED).toString().contains("Cancel task"); i++) {
            tab(page);
            assertThat(is(page, "getComputedStyle(document.activeElement).outlineStyle !== 'none'"))
                    .as("the focus is seen at " + page.evaluate(FOCUSED))
                    .isTrue();
        }
        page.key("Enter", 13);
        page.await("document.querySelector('dialog[open]')");
        for (int i = 0; i < 4; i++) {
            tab(page);
            assertThat(is(page, "document.activeElement.closest('main, header') === null"))
                    .as("the dialog keeps the focus")
                    .isTrue();
        }
        page.key("Escape", 27);
        page.await("!document.querySelector('dialog')");
        assertThat(dashboard().api().get(task).ok().text("state")).isEqualTo("running");
        page.await(FOCUSED + ".includes('Cancel task')");
        page.key("Enter", 13);
        page.await("document.querySelector('dialog[open]')");
        page.key("Enter", 13); // The focus is on the button that goes back.
        page.await("!document.querySelector('dialog')");
        page.await(FOCUSED + ".includes('Cancel task')");
        page.key("Enter", 13);
        page.await("document.querySelector('dialog[open]')");
        tab(page);
        page.key("Enter", 13);
        page.await("document.querySelector('h1 .state.canceled')");
        page.await("document.activeElement.tagName === 'H1'"); // The button is not there any more.
    }

    @Test
    default void links_lead_to_what_they_name_and_the_way_back_leads_back() throws Exception {
        String task = dashboard().tasks().sync(dashboard().tasks().repository(), "missing");
        dashboard().tasks().awaitState(task, "failed");
        BrowserPage page = dashboard().open("root", "#/tasks?state=failed&order=-finished_at");
        String failed = "document.querySelector('input[value=failed]')?.checked";
        page.await(failed);
        page.await("document.querySelector('select[name=order]').value === '-finished_at'");
        page.evaluate("document.querySelector('input[value=canceled]').click()");
        page.await("location.hash.includes('state=canceled')");
        page.click("a[href='" + address(task) + "']");
        page.await("document.querySelector('h1 .state.failed')");
        page.evaluate("history.back()");
        page.await(failed + " && document.querySelector('input[value=canceled]').checked");
        page.evaluate("history.back()");
        page.await(failed + " && !document.querySelector('input[value=canceled]').checked");
        page.evaluate("history.go(2)");
        page.await("document.querySelector('h1 .state.failed')");
        dashboard().go("#/nonsense/1");
        page.awaitText("Nothing is here.");
    }
}
