package io.dibs.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;

import jakarta.json.JsonObject;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

import io.dibs.it.RestApi;

/** Tasks that a servlet dispatched, seen over REST. */
@ArquillianTest
@RunAsClient
class FromOutsideIT {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Deployment(testable = false)
    static EnterpriseArchive application() {
        return AcmeEar.plain();
    }

    @Test
    void a_stuck_task_is_named_looked_at_and_given_up() throws Exception {
        RestApi api = TestServer.api();
        String stuck = dispatch("com.acme.Sleeper#sleepLikeALog", "hammock");
        try {
            String next = dispatch("com.acme.Explorer#look", "hammock");
            awaitState(stuck, "running");
            api.get(stuck + "/stack").problem(404, null);
            api.patch(stuck, "{\"state\": \"canceled\"}").ok();
            assertThat(api.get(stuck).ok().text("canceling_since")).endsWith("Z");

            await().atMost(LONGEST).until(() -> api.get(stuck + "/stack").status() == 200);
            JsonObject stack = api.get(stuck + "/stack").ok().json();
            assertThat(stack.getString("text")).contains("com.acme.Sleeper.sleepLikeALog(Sleeper.java:");
            assertThat(stack.getString("taken_at")).endsWith("Z");
            assertThat(api.get(next).ok().text("state")).isEqualTo("waiting");

            JsonObject given = api.send("POST", stuck + "/abandon", null, BodyPublishers.noBody())
                    .ok()
                    .json();
            assertThat(given.getString("state")).isEqualTo("canceled");
            assertThat(given.getString("abandoned_at")).endsWith("Z");
            awaitState(next, "completed");
            assertThat(api.get(stuck + "/stack").ok().text("text")).contains("sleepLikeALog");
            assertThat(api.send("POST", stuck + "/abandon", null, BodyPublishers.noBody())
                            .ok()
                            .json())
                    .as("the task when it is given up again")
                    .isEqualTo(given);
            assertThat(api.get("audit").ok().json().getJsonArray("findings")).isEmpty();
        } finally {
            awaitState(dispatch("com.acme.Sleeper#ring", "bell"), "completed");
        }
    }

    /** C33 */
    @Test
    void a_task_runs_as_the_user_who_dispatched_it_and_without_his_roles() throws Exception {
        String id = TestServer.api()
                .get("/dibs/acme/dispatch?method=com.acme.Explorer%23caller&resource=mirror")
                .ok()
                .response()
                .body();
        String task = "tasks/" + UUID.fromString(id);
        awaitState(task, "completed");
        JsonObject seen = TestServer.api().get(task).ok().json();
        assertThat(seen.getString("owner")).isNotEmpty();
        assertThat(seen.getString("result")).isEqualTo(seen.getString("owner") + " false");
    }

    private static String dispatch(String method, String resource) throws Exception {
        String id = TestServer.get("dibs/acme/dispatch?method=" + method.replace("#", "%23") + "&resource=" + resource);
        return "tasks/" + UUID.fromString(id);
    }

    private static void awaitState(String task, String state) {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(TestServer.api().get(task).ok().text("state"))
                        .isEqualTo(state));
    }
}
