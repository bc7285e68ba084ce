package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of {@code GET tasks}, while tasks come, end and go between one and the next. */
@ConformanceTest
class TaskPagesIT {
    private final Client client = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(client);

    /** A running task, and some that wait for its repository. */
    private final List<String> line = new ArrayList<>();

    private String repository;

    /** The list of all that want the repository. */
    private String list(int waiting) throws Exception {
        repository = tasks.repository();
        line.add(tasks.running(repository));
        for (int i = 0; i < waiting; i++) {
            join();
        }
        return "tasks?limit=2&resource="
                + Tasks.resource(client.get(line.get(0)).ok().json());
    }

    private void join() throws Exception {
        line.add(tasks.sync(repository));
    }

    private JsonObject page(JsonValue href) throws Exception {
        return page(((JsonString) href).getString());
    }

    private JsonObject page(String path) throws Exception {
        return client.get(path).ok().json();
    }

    private static List<String> hrefs(JsonObject page) {
        return page.getJsonArray("results").getValuesAs(JsonObject.class).stream()
                .map(task -> task.getString("href"))
                .toList();
    }

    /** This page and those after it. */
    private List<String> rest(JsonObject first) throws Exception {
        List<String> all = new ArrayList<>(hrefs(first));
        for (JsonObject page = first; page.get("next") != JsonValue.NULL; ) {
            page = page(page.get("next"));
            all.addAll(hrefs(page));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "-created_at"})
    void what_is_there_all_the_while_is_there_once_while_others_end_and_come(String order) throws Exception {
        String path = list(6) + "&state=waiting&order=" + order;
        JsonObject first = page(path);
        assertThat(first.getInt("count")).isEqualTo(6);
        List<String> seen = hrefs(first);
        List<String> unseen = new ArrayList<>(line.subList(1, 7));
        unseen.removeAll(seen);

        client.patch(seen.get(0), Tasks.CANCELED).ok();
        client.delete(seen.get(0)).status(204);
        client.patch(seen.get(1), Tasks.CANCELED).ok();
        client.patch(unseen.get(1), Tasks.CANCELED).ok();
        String ended = unseen.remove(1);
        join();
        List<String> rest = rest(page(first.get("next")));
        assertThat(rest)
                .containsAll(unseen)
                .doesNotHaveDuplicates()
                .doesNotContain(ended)
                .doesNotContainAnyElementsOf(seen);
        assertThat(rest).hasSize(unseen.size() + (order.equals("created_at") ? 1 : 0));
        assertThat(page(first.get("next")).getInt("count")).isEqualTo(4);
    }

    @Test
    void what_has_not_ended_keeps_its_place_in_an_order_by_ends_while_others_end() throws Exception {
        String path = list(4) + "&order=finished_at";
        client.patch(line.get(3), Tasks.CANCELED).ok();
        JsonObject first = page(path);
        assertThat(hrefs(first)).first().isEqualTo(line.get(3));
        client.patch(line.get(4), Tasks.CANCELED).ok();
        List<String> all = new ArrayList<>(hrefs(first));
        all.addAll(rest(page(first.get("next"))));
        assertThat(all).doesNotHaveDuplicates().containsAll(line.subList(0, 4));
    }

    @Test
    void pages_lead_back_to_where_they_came_from() throws Exception {
        JsonObject first = page(list(4) + "&order=created_at");
        JsonObject second = page(first.get("next"));
        JsonObject third = page(second.get("next"));
        assertThat(hrefs(third)).containsExactly(line.get(4));
        assertThat(third.get("next")).isEqualTo(JsonValue.NULL);
        assertThat(hrefs(page(third.get("previous")))).isEqualTo(hrefs(second));
        assertThat(hrefs(page(second.get("previous")))).isEqualTo(hrefs(first));
    }

    @Test
    void pages_are_linked_in_headers_and_keep_what_was_asked_for() throws Exception {
        Answer first = client.get(list(2) + "&fields=href,state").ok();
        String next = first.json().getString("next");
        assertThat(first.headers("Link")).containsExactly("<" + next + ">; rel=\"next\"");
        Answer second = client.get(next).ok();
        assertThat(second.headers("Link"))
                .containsExactly("<" + second.json().getString("previous") + ">; rel=\"prev\"");
        assertThat(second.json().getJsonArray("results").getJsonObject(0).keySet())
                .containsExactlyInAnyOrder("href", "state");
    }

    @Test
    void an_offset_leaves_out_as_many() throws Exception {
        String path = list(3) + "&order=created_at";
        assertThat(hrefs(page(path + "&offset=1"))).isEqualTo(line.subList(1, 3));
        JsonObject beyond = page(path + "&offset=100");
        assertThat(beyond.getInt("count")).isEqualTo(4);
        assertThat(hrefs(beyond)).isEmpty();
    }

    @Test
    void a_cursor_is_of_one_order_and_goes_without_an_offset() throws Exception {
        String next = page(list(2) + "&order=created_at").getString("next");
        client.get(next.replace("order=created_at", "order=-created_at")).problem(400, "cursor");
        client.get(next + "&offset=1").problem(400, "offset");
        client.get(next.replaceAll("cursor=[^&]*", "cursor=%20")).problem(400, "cursor");
    }
}
