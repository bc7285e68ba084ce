package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskQuery;
import io.dibs.TaskState;

class DispatchTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void a_task_that_was_dispatched_is_there_with_all_that_was_given() {
        Attributes attributes = new Attributes(
                Optional.of("what people \"read\""),
                Optional.of("group"),
                Optional.of(Duration.ofMillis(1500)),
                Optional.of("correlation"),
                RetryPolicy.exponential(5, Duration.ofSeconds(1), Duration.ofMinutes(5))
                        .on(IOException.class),
                new Task.Origin(
                        Optional.of("ann"),
                        Optional.of("nightly"),
                        Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                        true),
                Map.of("file", "1.2"),
                List.of(UUID.randomUUID(), UUID.randomUUID()));
        UUID id = domain.task("b", "shared:a")
                .arguments("[1,\"two\",{}]")
                .queue("sync")
                .priority(-100)
                .attributes(attributes)
                .dispatch();

        StoredTask task = domain.find(id);
        assertThat(task.name()).isEqualTo(Draft.METHOD);
        assertThat(task.state()).isEqualTo(TaskState.WAITING);
        assertThat(task.queue()).isEqualTo("sync");
        assertThat(task.priority()).isEqualTo(-100);
        assertThat(task.attributes()).isEqualTo(attributes);
        assertThat(task.reservations()).isEqualTo(Draft.reservations("shared:a", "b"));
        assertThat(task.attempt()).isZero();
        assertThat(task.worker()).isEmpty();
        assertThat(task.time("started")).isEmpty();
        assertThat(task.time("finished")).isEmpty();
        Exchange.Claimed claim = worker.claimOne();
        assertThat(claim.arguments()).isEqualTo("[1,\"two\",{}]");
        assertThat(claim.attributes()).isEqualTo(attributes);
    }

    @Test
    void tasks_that_are_dispatched_together_join_their_lines_in_their_order() {
        NewTask first = domain.task("a", "b").build();
        NewTask second = domain.task("b").queue("other").build();
        NewTask third = domain.task("shared:c").priority(5).build();
        List<Instant> created = domain.tasks.dispatch(List.of(first, second, third));
        assertThat(created).hasSize(3);
        assertThat(domain.find(second.id()).time("created")).contains(created.get(1));
        List<Exchange.Claimed> claims = worker.claim(5);
        assertThat(claims).extracting(Exchange.Claimed::task).containsExactly(third.id(), first.id());
        worker.complete(claims.get(1));
        assertThat(worker.claimAll()).containsExactly(second.id());
    }

    @Test
    void tasks_that_are_dispatched_together_again_change_nothing() {
        List<NewTask> tasks = List.of(
                domain.task("a").build(),
                domain.task("a").build(),
                domain.task().build());
        List<Instant> created = domain.tasks.dispatch(tasks);
        Keys.assertUnchangedBy(
                domain, () -> assertThat(domain.tasks.dispatch(tasks)).isEqualTo(created));
        NewTask another = domain.task("a").build();
        domain.tasks.dispatch(List.of(tasks.get(1), another));
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isEqualTo(4);
        assertThat(worker.claim(9)).hasSize(2);
        Audit.assertSound(domain);
    }

    @Test
    void tasks_that_are_dispatched_together_wake_as_many_workers_and_no_more() {
        List<Domain.TestWorker> workers = List.of(domain.worker(), domain.worker(), domain.worker());
        workers.forEach(each -> each.claim(1));
        domain.tasks.dispatch(List.of(
                domain.task("a").build(),
                domain.task("a").build(),
                domain.task().build()));
        assertThat(workers.stream().filter(Domain.TestWorker::woken)).hasSize(2);
    }

    @Test
    void a_task_whose_resources_are_free_is_unblocked_when_it_is_created() {
        domain.dispatch("shared:a");
        StoredTask task = domain.find(domain.dispatch("shared:a"));
        assertThat(task.time("unblocked")).isEqualTo(task.time("created")).isPresent();
    }

    @Test
    void a_task_that_is_blocked_is_unblocked_when_its_last_reservation_is_granted() {
        domain.dispatch("a");
        domain.dispatch("b");
        List<Exchange.Claimed> holders = worker.claim(2);
        UUID id = domain.dispatch("a", "b");
        assertThat(domain.find(id).time("unblocked")).isEmpty();
        worker.complete(holders.get(0));
        assertThat(domain.find(id).time("unblocked")).isEmpty();
        worker.complete(holders.get(1));
        StoredTask task = domain.find(id);
        assertThat(task.time("unblocked"))
                .isEqualTo(domain.find(holders.get(1).task()).time("finished"));
        assertThat(task.state()).isEqualTo(TaskState.WAITING);
        assertThat(worker.claimAll()).containsExactly(id);
    }

    @Test
    void a_dispatch_that_is_repeated_because_its_reply_was_lost_changes_nothing() {
        UUID parent = domain.dispatch();
        NewTask task = domain.task("a", "shared:b").parent(parent).build();
        Instant created = domain.tasks.dispatch(task);
        Keys.assertUnchangedBy(
                domain, () -> assertThat(domain.tasks.dispatch(task)).isEqualTo(created));
        worker.claimAll();
        Keys.assertUnchangedBy(
                domain, () -> assertThat(domain.tasks.dispatch(task)).isEqualTo(created));
    }

    @Test
    void children_are_linked_oldest_first() {
        UUID parent = domain.dispatch();
        UUID first = domain.task().parent(parent).dispatch();
        UUID second = domain.task().parent(parent).dispatch();
        assertThat(domain.find(parent).children()).containsExactly(first, second);
        assertThat(domain.find(first).parent()).contains(parent);
        assertThat(worker.claim(2).get(1).parent()).contains(parent);
    }

    @Test
    void a_child_of_a_parent_that_is_gone_leaves_no_trace_of_the_parent() {
        UUID gone = UUID.randomUUID();
        UUID child = domain.task().parent(gone).dispatch();
        assertThat(domain.find(child).parent()).contains(gone);
        Audit.assertSound(domain);
    }

    @Test
    void numbers_grow_in_the_order_of_dispatch() {
        StoredTask first = domain.find(domain.dispatch());
        StoredTask second = domain.find(domain.dispatch());
        assertThat(second.number()).isEqualTo(first.number() + 1);
        assertThat(second.time("created").orElseThrow())
                .isAfterOrEqualTo(first.time("created").orElseThrow());
    }
}
