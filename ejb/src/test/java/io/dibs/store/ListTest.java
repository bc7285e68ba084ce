package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

class ListTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private static final Optional<String> ANY_NAME = Optional.empty();
    private static final Optional<TaskState> ANY_STATE = Optional.empty();

    private static List<UUID> ids(TaskStore.Page page) {
        return page.tasks().stream().map(StoredTask::id).toList();
    }

    @Test
    void nothing_is_listed_when_there_is_nothing() {
        assertThat(domain.tasks.list(ANY_STATE, ANY_NAME, 0, 10)).isEqualTo(new TaskStore.Page(0, List.of()));
        assertThat(domain.tasks.list(Optional.of(TaskState.WAITING), ANY_NAME, 0, 10))
                .isEqualTo(new TaskStore.Page(0, List.of()));
    }

    @Test
    void the_newest_come_first_page_by_page() {
        List<UUID> tasks = new ArrayList<>(
                IntStream.range(0, 5).mapToObj(i -> domain.dispatch()).toList());
        Collections.reverse(tasks);
        assertThat(ids(domain.tasks.list(ANY_STATE, ANY_NAME, 0, 10))).isEqualTo(tasks);
        assertThat(ids(domain.tasks.list(ANY_STATE, ANY_NAME, 1, 2))).isEqualTo(tasks.subList(1, 3));
        assertThat(ids(domain.tasks.list(ANY_STATE, ANY_NAME, 4, 2))).isEqualTo(tasks.subList(4, 5));
        assertThat(domain.tasks.list(ANY_STATE, ANY_NAME, 9, 2)).isEqualTo(new TaskStore.Page(5, List.of()));
    }

    @Test
    void a_page_of_nothing_is_empty_and_counts() {
        domain.dispatch();
        assertThat(domain.tasks.list(ANY_STATE, ANY_NAME, 0, 0)).isEqualTo(new TaskStore.Page(1, List.of()));
        assertThat(domain.tasks.list(Optional.of(TaskState.WAITING), ANY_NAME, 0, 0))
                .isEqualTo(new TaskStore.Page(1, List.of()));
    }

    @Test
    void tasks_are_found_by_state_and_name() {
        UUID first = domain.task().name("a.B#c").dispatch();
        worker.complete(worker.claimOne());
        UUID second = domain.task().name("a.B#d").dispatch();
        UUID third = domain.task().name("a.B#c").dispatch();
        assertThat(ids(domain.tasks.list(Optional.of(TaskState.COMPLETED), ANY_NAME, 0, 10)))
                .containsExactly(first);
        assertThat(ids(domain.tasks.list(Optional.of(TaskState.WAITING), ANY_NAME, 0, 10)))
                .containsExactly(third, second);
        assertThat(ids(domain.tasks.list(ANY_STATE, Optional.of("a.B#c"), 0, 10)))
                .containsExactly(third, first);
        assertThat(ids(domain.tasks.list(Optional.of(TaskState.WAITING), Optional.of("a.B#c"), 0, 10)))
                .containsExactly(third);
        assertThat(domain.tasks
                        .list(Optional.of(TaskState.FAILED), ANY_NAME, 0, 10)
                        .count())
                .isZero();
    }

    @Test
    void many_are_filtered_counted_and_paged() {
        Flood.dispatch(domain, 1200, i -> domain.task()
                .name(i % 2 == 0 ? "even" : "odd")
                .priority(-(i / 100)));
        TaskStore.Page all = domain.tasks.list(ANY_STATE, ANY_NAME, 0, 2000);
        List<UUID> even = all.tasks().stream()
                .filter(task -> task.name().equals("even"))
                .map(StoredTask::id)
                .toList();
        TaskStore.Page page = domain.tasks.list(Optional.of(TaskState.WAITING), Optional.of("even"), 290, 20);
        assertThat(page.count()).isEqualTo(600);
        assertThat(ids(page)).isEqualTo(even.subList(290, 310));
    }

    @Test
    void a_task_is_found_by_its_id() {
        UUID id = domain.dispatch();
        assertThat(domain.tasks.find(id).orElseThrow().id()).isEqualTo(id);
        assertThat(domain.tasks.find(UUID.randomUUID())).isEmpty();
    }
}
