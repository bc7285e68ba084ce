package io.dibs.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.dibs.web.Api.Answer;
import io.dibs.web.security.Role;

class GroupsEndpointTest {
    private static final String CANCEL = "{\"state\": \"canceled\"}";

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    @BeforeEach
    void fill() {
        dibs.groups.add("nightly/all", "ann", 2, 3);
        dibs.groups.add("/odd", "bob", 0, 1);
    }

    private static Answer cancel(Api api, String path) {
        return api.send("PATCH", path, "application/json", CANCEL);
    }

    @Test
    void a_group_shows_its_counts_its_progress_and_where_its_tasks_are() {
        JsonObject group = api.get("task-groups/nightly/all").json();
        assertThat(group.toString())
                .isEqualTo(
                        "{\"href\":\"/dibs/api/v1/task-groups/nightly/all\",\"name\":\"nightly/all\",\"owner\":\"ann\","
                                + "\"done\":false,\"held\":false,\"created_at\":\"2026-11-24T03:10:05.120000Z\","
                                + "\"canceled_at\":null,\"completed_at\":null,\"counts\":{\"waiting\":2,\"running\":0,"
                                + "\"canceling\":0,\"completed\":3,\"failed\":0,\"canceled\":0},\"progress_reports\":[{"
                                + "\"message\":\"Files\",\"code\":\"files\",\"state\":\"running\",\"total\":9,\"done\":3,"
                                + "\"suffix\":null}],\"tasks\":\"/dibs/api/v1/tasks?group=nightly%2Fall\"}");
        assertThat(api.get("task-groups?name=%2Fodd").json().getBoolean("done")).isTrue();
    }

    @Test
    void groups_come_in_pages() {
        JsonObject page = api.get("task-groups?limit=1").json();
        assertThat(page.getInt("count")).isEqualTo(2);
        assertThat(page.getString("next")).isEqualTo("/dibs/api/v1/task-groups?limit=1&offset=1");
        assertThat(page.getJsonArray("results")).hasSize(1);
        JsonObject second = api.get(page.getString("next")).json();
        assertThat(second.isNull("next")).isTrue();
        assertThat(second.getString("previous")).isEqualTo("/dibs/api/v1/task-groups?limit=1&offset=0");
        assertThat(second.getJsonArray("results").getJsonObject(0).getString("href"))
                .isEqualTo("/dibs/api/v1/task-groups?name=%2Fodd");
    }

    @Test
    void canceling_a_group_can_be_repeated() {
        assertThat(cancel(api, "task-groups/nightly/all").status()).isEqualTo(200);
        assertThat(cancel(api, "task-groups/nightly/all").status()).isEqualTo(200);
        assertThat(cancel(api, "task-groups?name=%2Fodd").status()).isEqualTo(200);
        assertThat(dibs.groups.canceled).containsExactlyInAnyOrder("nightly/all", "/odd");
    }

    @Test
    void what_is_wrong_is_named_and_changes_nothing() {
        assertThat(api.get("task-groups/none").status()).isEqualTo(404);
        assertThat(cancel(api, "task-groups/none").status()).isEqualTo(404);
        assertThat(api.get("task-groups?limit=0").json().getString("field")).isEqualTo("limit");
        assertThat(api.get("task-groups?color=red").json().getString("field")).isEqualTo("color");
        assertThat(api.get("task-groups?name=").json().getString("field")).isEqualTo("name");
        assertThat(cancel(api, "task-groups").json().getString("field")).isEqualTo("name");
        Answer answer = api.send("PATCH", "task-groups/nightly/all", "application/json", "{\"state\": \"done\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("field")).isEqualTo("state");
        assertThat(api.send("PATCH", "task-groups/nightly/all", "text/plain", CANCEL)
                        .status())
                .isEqualTo(415);
        assertThat(dibs.groups.canceled).isEmpty();
    }

    @Test
    void whoever_has_no_role_sees_and_cancels_his_own_groups_alone_and_all_or_nothing() {
        Api ann = api.as(SignedIn.as("ann"));
        JsonObject page = ann.get("task-groups").json();
        assertThat(page.getInt("count")).isEqualTo(1);
        assertThat(page.getJsonArray("results")).hasSize(1);
        assertThat(ann.get("task-groups?name=%2Fodd").body())
                .isEqualTo(ann.get("task-groups?name=%2Fnot").body().replace("/not", "/odd"));
        assertThat(cancel(ann, "task-groups?name=%2Fodd").status()).isEqualTo(404);
        dibs.groups.mixed.add("nightly/all");
        assertThat(cancel(ann, "task-groups/nightly/all").status()).isEqualTo(403);
        assertThat(dibs.groups.canceled).isEmpty();
        dibs.groups.mixed.clear();
        assertThat(cancel(ann, "task-groups/nightly/all").status()).isEqualTo(200);
        Api viewer = api.as(SignedIn.as("vic", Role.VIEWER));
        assertThat(viewer.get("task-groups").json().getInt("count")).isEqualTo(2);
        assertThat(cancel(viewer, "task-groups?name=%2Fodd").status()).isEqualTo(403);
        assertThat(cancel(api.as(SignedIn.as("olga", Role.OPERATOR)), "task-groups?name=%2Fodd")
                        .status())
                .isEqualTo(200);
        assertThat(api.as(SignedIn.NOBODY).get("task-groups").status()).isEqualTo(401);
    }
}
