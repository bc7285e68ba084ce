package io.dibs.conformance;

import static io.dibs.conformance.Schedules.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code task-groups}. The example plugin makes none, but tasks of schedules can be in one. */
@ConformanceTest
class GroupsIT {
    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    private final Schedules schedules = new Schedules(client, tasks);

    @Test
    void a_group_counts_its_tasks_and_is_canceled_with_all_of_them() throws Exception {
        String name = Tasks.name();
        String busy = Tasks.resource(client.get(tasks.running()).ok().json());
        String ended = schedules.run(schedules.make("'every': 'P1D'", json(", 'task_group': '" + name + "'")));
        tasks.await(ended, "completed");
        JsonObject blocked = schedules.make(
                "'every': 'P1D'", json(", 'task_group': '" + name + "', 'exclusive_resources': ['" + busy + "']"));
        String first = schedules.run(blocked);
        String second = schedules.run(blocked);

        JsonObject group = client.get("task-groups/" + name).ok().json();
        assertThat(group.keySet())
                .contains(
                        "href", "name", "owner", "done", "held", "created_at", "canceled_at", "completed_at", "counts");
        assertThat(group.getBoolean("done")).isFalse();
        assertThat(group.getJsonObject("counts").getInt("waiting")).isEqualTo(2);
        assertThat(client.all(group.getString("tasks"))).containsOnlyKeys(second, first, ended);
        assertThat(client.get("task-groups?name=" + name).ok().json()).isEqualTo(group);
        assertThat(client.all("task-groups?limit=100")).containsKey(group.getString("href"));

        JsonObject canceled =
                client.patch("task-groups/" + name, Tasks.CANCELED).ok().json();
        assertThat(canceled.getBoolean("done")).isTrue();
        assertThat(canceled.getJsonObject("counts").getInt("canceled")).isEqualTo(2);
        assertThat(canceled.getJsonObject("counts").getInt("completed")).isEqualTo(1);
        assertThat(client.get(first).ok().text("state")).isEqualTo("canceled");
        assertThat(client.get(second).ok().text("state")).isEqualTo("canceled");
        client.patch("task-groups/" + name, Tasks.CANCELED).ok();
    }

    @Test
    void groups_come_in_pages() throws Exception {
        JsonObject page = client.get("task-groups?limit=1").ok().json();
        assertThat(page.keySet()).contains("count", "next", "previous", "results");
    }

    @Test
    void a_group_that_is_not_there_is_not_found() throws Exception {
        client.get("task-groups/nobody").problem(404);
        client.get("task-groups/a/b%20c").problem(404);
        client.get("task-groups?name=..").problem(404);
        client.patch("task-groups/nobody", Tasks.CANCELED).problem(404);
        client.patch("task-groups?name=nobody", Tasks.CANCELED).problem(404);
    }

    @Test
    void only_a_cancellation_is_taken() throws Exception {
        client.patch("task-groups/nobody", "{\"state\": \"completed\"}").problem(400, "state");
        client.patch("task-groups/nobody", "{\"name\": \"x\"}").problem(400, "name");
        client.patch("task-groups", Tasks.CANCELED).problem(400, "name");
    }
}
