package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskDetail;
import io.dibs.TaskFilter;
import io.dibs.TaskFilterBuilder;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TimeRange;
import io.dibs.TooManyTasksException;

class ListTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private List<UUID> list(TaskFilterBuilder filter) {
        return ids(domain.tasks.list(TaskQuery.of(filter.build())));
    }

    private static TaskFilterBuilder where() {
        return TaskFilter.where();
    }

    private static List<UUID> ids(TaskStore.Page page) {
        return page.tasks().stream().map(StoredTask::id).toList();
    }

    @Test
    void with_more_tasks_than_may_be_mirrored_only_lists_that_need_no_mirror_are_answered() {
        TaskStore small = new TaskStore(domain.redis, Domain.RETENTION, StoreSettings.Replication.NONE, 3);
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(domain.dispatch());
        }
        TaskQuery waiting = TaskQuery.of(where().state(TaskState.WAITING).build());
        assertThat(small.list(waiting).count()).isEqualTo(3);
        UUID fourth = domain.dispatch();
        assertThatThrownBy(() -> small.list(waiting))
                .isInstanceOf(TooManyTasksException.class)
                .hasMessageContaining("There are 4 tasks")
                .hasMessageContaining("dibs.lists.max-tasks, 3,");
        assertThat(small.list(TaskQuery.all()).count()).isEqualTo(4);
        domain.tasks.cancel(fourth);
        domain.tasks.delete(fourth);
        assertThat(ids(small.list(waiting))).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void nothing_is_listed_when_there_is_nothing() {
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isZero();
        assertThat(list(where().state(TaskState.WAITING))).isEmpty();
    }

    @Test
    void the_newest_come_first_page_by_page() {
        List<UUID> tasks = new ArrayList<>(
                IntStream.range(0, 5).mapToObj(i -> domain.dispatch()).toList());
        Collections.reverse(tasks);
        TaskQuery all = TaskQuery.all();
        assertThat(ids(domain.tasks.list(all))).isEqualTo(tasks);
        assertThat(ids(domain.tasks.list(all.offset(1).limit(2)))).isEqualTo(tasks.subList(1, 3));
        assertThat(ids(domain.tasks.list(all.offset(4).limit(2)))).isEqualTo(tasks.subList(4, 5));
        TaskStore.Page beyond = domain.tasks.list(all.offset(9).limit(2));
        assertThat(beyond.count()).isEqualTo(5);
        assertThat(beyond.tasks()).isEmpty();
        assertThat(beyond.next()).isEmpty();
        assertThat(ids(domain.tasks.list(all.limit(2).at(beyond.previous().orElseThrow()))))
                .isEqualTo(tasks.subList(3, 5));
    }

    @Test
    void tasks_are_found_by_state_and_name() {
        UUID first = domain.task().name("a.B#c").dispatch();
        worker.complete(worker.claimOne());
        UUID second = domain.task().name("a.B#d").dispatch();
        UUID third = domain.task().name("a.B#c").dispatch();
        assertThat(list(where().state(TaskState.COMPLETED))).containsExactly(first);
        assertThat(list(where().state(TaskState.WAITING))).containsExactly(third, second);
        assertThat(list(where().states(Set.of(TaskState.WAITING, TaskState.COMPLETED))))
                .containsExactly(third, second, first);
        assertThat(list(where().names(List.of("a.B#c")))).containsExactly(third, first);
        assertThat(list(where().names(List.of("a.B#c", "a.B#d")))).containsExactly(third, second, first);
        assertThat(list(where().state(TaskState.WAITING).names(List.of("a.B#c"))))
                .containsExactly(third);
        assertThat(list(where().state(TaskState.FAILED))).isEmpty();
        assertThat(list(where().names(List.of("a.B")))).isEmpty();
    }

    @Test
    void tasks_are_found_by_what_they_reserve() {
        UUID both = domain.dispatch("a", "shared:b");
        UUID shared = domain.dispatch("shared:a");
        UUID odd = domain.dispatch("a, b", "shared:shared:a");
        assertThat(list(where().exclusive(List.of("a")))).containsExactly(both);
        assertThat(list(where().shared(List.of("a")))).containsExactly(shared);
        assertThat(list(where().reserving(List.of("a")))).containsExactly(shared, both);
        assertThat(list(where().reserving(List.of("a", "b")))).containsExactly(both);
        assertThat(list(where().exclusive(List.of("a")).shared(List.of("b")))).containsExactly(both);
        assertThat(list(where().exclusive(List.of("a", "b")))).isEmpty();
        assertThat(list(where().exclusive(List.of("a, b")).shared(List.of("shared:a"))))
                .containsExactly(odd);
    }

    @Test
    void a_task_is_found_by_what_it_reserved_while_it_ran() {
        UUID id = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        assertThat(list(where().exclusive(List.of("new")))).isEmpty();
        domain.workers.reserve(id, claim.fencingToken(), List.of("new"));
        assertThat(list(where().exclusive(List.of("a", "new")))).containsExactly(id);
        worker.complete(claim);
        assertThat(list(where().exclusive(List.of("a", "new")))).containsExactly(id);
    }

    @Test
    void tasks_are_found_by_where_they_belong() {
        UUID parent = domain.dispatch();
        UUID child = domain.task().parent(parent).queue("q").dispatch();
        UUID other = domain.task()
                .attributes(new Attributes(
                        Optional.empty(),
                        Optional.of("g"),
                        Optional.empty(),
                        Optional.of("c"),
                        RetryPolicy.NONE,
                        new Task.Origin(Optional.of("ann"), Optional.of("nightly"), Optional.empty(), false),
                        Attributes.NONE.minimumVersions(),
                        List.of()))
                .dispatch();
        assertThat(list(where().parent(Optional.of(parent)))).containsExactly(child);
        assertThat(list(where().queues(List.of("q")))).containsExactly(child);
        assertThat(list(where().queues(List.of("q", "default")))).containsExactly(other, child, parent);
        assertThat(list(where().group(Optional.of("g")))).containsExactly(other);
        assertThat(list(where().correlationId(Optional.of("c")))).containsExactly(other);
        assertThat(list(where().owner(Optional.of("ann")))).containsExactly(other);
        assertThat(list(where().owner(Optional.of("bob")))).isEmpty();
        assertThat(list(where().schedule(Optional.of("nightly")))).containsExactly(other);
        assertThat(list(where().schedule(Optional.of("nightly")).parent(Optional.of(parent))))
                .isEmpty();
    }

    @Test
    void tasks_are_found_by_their_worker_also_when_they_are_over() {
        UUID first = domain.dispatch();
        UUID second = domain.dispatch();
        UUID third = domain.dispatch();
        worker.complete(worker.claimOne());
        worker.claimOne();
        assertThat(list(where().workers(List.of("worker")))).containsExactly(second, first);
        assertThat(list(where().workers(List.of("worker")).state(TaskState.RUNNING)))
                .containsExactly(second);
        domain.tasks.cancel(second);
        domain.tasks.cancel(third);
        assertThat(list(where().workers(List.of("worker")).state(TaskState.CANCELING)))
                .containsExactly(second);
        assertThat(list(where().workers(List.of("else")))).isEmpty();
        assertThat(list(where().state(TaskState.CANCELED))).containsExactly(third);
    }

    @Test
    void a_range_of_times_has_its_start_and_not_its_end() {
        UUID first = domain.dispatch();
        worker.complete(worker.claimOne());
        UUID second = domain.dispatch();
        worker.claimOne();
        Instant created = domain.find(second).time("created").orElseThrow();
        Instant finished = domain.find(first).time("finished").orElseThrow();
        Instant started = domain.find(first).time("started").orElseThrow();
        assertThat(list(where().created(TimeRange.from(created)))).containsExactly(second);
        assertThat(list(where().created(TimeRange.from(created.plusNanos(1))))).isEmpty();
        assertThat(list(where().created(TimeRange.before(created)))).containsExactly(first);
        assertThat(list(where().created(TimeRange.before(created.plusNanos(1)))))
                .containsExactly(second, first);
        assertThat(list(where().finished(TimeRange.from(finished)))).containsExactly(first);
        assertThat(list(where().finished(TimeRange.before(finished)))).isEmpty();
        assertThat(list(where().finished(TimeRange.before(Instant.MAX)))).containsExactly(first);
        assertThat(list(where().started(TimeRange.before(started.plusNanos(1)))))
                .containsExactly(first);
        assertThat(list(where().started(TimeRange.from(Instant.MIN)))).containsExactly(second, first);
        assertThat(list(where().started(new TimeRange(Optional.of(started), Optional.of(started)))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void pages_follow_each_other_in_every_order_in_both_directions(TaskOrder order) {
        Flood.dispatch(domain, 57, i -> domain.task().priority(i % 7));
        worker.claim(31).stream().limit(20).forEach(worker::complete);
        TaskQuery query =
                TaskQuery.of(where().queues(List.of("default")).build()).order(order);
        List<UUID> whole = ids(domain.tasks.list(query));
        assertThat(whole).hasSize(57).doesNotHaveDuplicates();
        List<UUID> paged = new ArrayList<>();
        List<TaskStore.Page> pages = new ArrayList<>();
        Optional<TaskQuery> next = Optional.of(query.limit(10));
        while (next.isPresent()) {
            TaskStore.Page page = domain.tasks.list(next.get());
            assertThat(page.count()).isEqualTo(57);
            paged.addAll(ids(page));
            pages.add(page);
            next = page.next().map(query.limit(10)::at);
        }
        assertThat(paged).isEqualTo(whole);
        assertThat(pages).hasSize(6);
        assertThat(pages.get(0).previous()).isEmpty();
        for (int i = 5; i > 0; i--) {
            TaskStore.Page before =
                    domain.tasks.list(query.limit(10).at(pages.get(i).previous().orElseThrow()));
            assertThat(ids(before)).isEqualTo(ids(pages.get(i - 1)));
            assertThat(before.previous().isPresent()).isEqualTo(i > 1);
            assertThat(before.next()).isPresent();
        }
        assertThat(ids(domain.tasks.list(query.offset(50).limit(5)))).isEqualTo(whole.subList(50, 55));
    }

    @Test
    void tasks_are_ordered_by_start_and_end_and_those_without_come_last() {
        UUID waits = domain.task().priority(-5).dispatch();
        UUID runs = domain.task().priority(0).dispatch();
        UUID over = domain.task().priority(5).dispatch();
        worker.complete(worker.claimOne());
        worker.claimOne();
        assertThat(ids(domain.tasks.list(TaskQuery.all().order(TaskOrder.FIRST_STARTED_FIRST))))
                .containsExactly(over, runs, waits);
        assertThat(ids(domain.tasks.list(TaskQuery.all().order(TaskOrder.LAST_STARTED_FIRST))))
                .containsExactly(runs, over, waits);
        assertThat(ids(domain.tasks.list(TaskQuery.all().order(TaskOrder.FIRST_FINISHED_FIRST))))
                .containsExactly(over, waits, runs);
        assertThat(ids(domain.tasks.list(TaskQuery.all().order(TaskOrder.LAST_FINISHED_FIRST))))
                .containsExactly(over, runs, waits);
        assertThat(ids(domain.tasks.list(TaskQuery.all().order(TaskOrder.OLDEST_FIRST))))
                .containsExactly(waits, runs, over);
    }

    @Test
    void a_task_that_is_tried_again_after_a_pause_keeps_its_place() {
        UUID first =
                domain.task().retry(RetryPolicy.fixed(3, Duration.ofHours(1))).dispatch();
        UUID second = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        worker.exchange(0, List.of(), Domain.outcome(claim, Exchange.Ending.RETRYABLE, "{}"));
        assertThat(list(where().state(TaskState.WAITING))).containsExactly(second, first);
        domain.makeDue(first);
        domain.sweep();
        assertThat(domain.find(first).number())
                .isGreaterThan(domain.find(second).number());
        assertThat(list(where().state(TaskState.WAITING))).containsExactly(second, first);
    }

    @Test
    void only_what_is_asked_for_is_read() {
        UUID parent = domain.dispatch();
        domain.task().parent(parent).dispatch();
        worker.exchange(
                0,
                List.of(),
                new Exchange.Outcome(
                        parent,
                        worker.claimOne().fencingToken(),
                        Exchange.Ending.COMPLETED,
                        "{\"x\":1}",
                        "[]",
                        "[\"r\"]"));
        TaskQuery query = TaskQuery.all().order(TaskOrder.OLDEST_FIRST).limit(1);
        StoredTask whole = domain.tasks.list(query).tasks().get(0);
        assertThat(whole.json("result")).contains("{\"x\":1}");
        assertThat(whole.childCount()).isEqualTo(1);
        StoredTask brief = domain.tasks.list(query.details(Set.of())).tasks().get(0);
        assertThat(brief.fields()).doesNotContainKeys("result", "progress", "made", "error");
        assertThat(brief.childCount()).isZero();
        assertThat(brief.children()).isEmpty();
        assertThat(brief.state()).isEqualTo(TaskState.COMPLETED);
        StoredTask some = domain.tasks
                .list(query.details(Set.of(TaskDetail.CREATED_RESOURCES, TaskDetail.CHILDREN)))
                .tasks()
                .get(0);
        assertThat(some.json("made")).contains("[\"r\"]");
        assertThat(some.json("result")).isEmpty();
        assertThat(some.children()).hasSize(1);
    }

    @Test
    void of_very_many_children_the_first_are_named_and_all_are_counted() {
        UUID parent = domain.dispatch();
        Flood.dispatch(domain, 1_200, i -> domain.task().parent(parent));
        StoredTask task = domain.find(parent);
        assertThat(task.children()).hasSize(1_000);
        assertThat(task.childCount()).isEqualTo(1_200);
        assertThat(domain.find(task.children().get(0)).number()).isEqualTo(task.number() + 1);
    }

    @Test
    void many_are_filtered_counted_and_paged() {
        Flood.dispatch(domain, 1200, i -> domain.task()
                .name(i % 2 == 0 ? "even" : "odd")
                .priority(-(i / 100)));
        TaskQuery even = TaskQuery.of(
                where().state(TaskState.WAITING).names(List.of("even")).build());
        List<UUID> all = ids(domain.tasks.list(even.limit(1000)));
        assertThat(all).hasSize(600);
        TaskStore.Page page = domain.tasks.list(even.offset(290).limit(20));
        assertThat(page.count()).isEqualTo(600);
        assertThat(ids(page)).isEqualTo(all.subList(290, 310));
    }

    @Test
    void a_task_is_found_by_its_id() {
        UUID id = domain.dispatch();
        assertThat(domain.tasks.find(id).orElseThrow().id()).isEqualTo(id);
        assertThat(domain.tasks.find(UUID.randomUUID())).isEmpty();
        UUID other = domain.dispatch();
        assertThat(domain.tasks.find(List.of(other, UUID.randomUUID(), id), Set.of()))
                .extracting(StoredTask::id)
                .containsExactly(other, id);
    }
}
