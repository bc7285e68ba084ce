package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Reservation.Mode;
import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.store.ReasonStore.Blocked;
import io.dibs.store.ReasonStore.Blocker;
import io.dibs.store.ReasonStore.Pace;
import io.dibs.store.ReasonStore.Step;

/** One step of the way to the root: who is in the way of a task (R10). */
class ReasonStoreTest {
    private static final int MOST = 5;

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.assertSound();
        domain.close();
    }

    private Step step(UUID id) {
        return domain.reasons.steps(List.of(id), MOST).steps().get(id);
    }

    private List<Blocker> blockers(UUID id) {
        Step step = step(id);
        assertThat(step.blocked()).hasSize(1);
        return step.blocked().get(0).blockers();
    }

    @Test
    void an_exclusive_holder_is_in_the_way_of_readers_and_writers() {
        UUID holder = domain.dispatch("a");
        UUID reader = domain.dispatch("shared:a");
        UUID writer = domain.dispatch("a");
        assertThat(blockers(reader)).containsExactly(new Blocker(holder, Mode.EXCLUSIVE, true));
        assertThat(blockers(writer)).containsExactly(new Blocker(holder, Mode.EXCLUSIVE, true));
        assertThat(step(writer).blocked().get(0).position()).isEqualTo(2);
    }

    @Test
    void readers_that_hold_are_in_the_way_of_the_next_writer() {
        UUID first = domain.dispatch("shared:a");
        UUID second = domain.dispatch("shared:a");
        UUID writer = domain.dispatch("a");
        domain.dispatch("shared:a");
        assertThat(blockers(writer))
                .containsExactly(new Blocker(first, Mode.SHARED, true), new Blocker(second, Mode.SHARED, true));
        assertThat(step(writer).blockerCount()).isEqualTo(2);
    }

    @Test
    void a_reader_behind_a_writer_that_waits_is_told_of_that_writer_not_of_readers_with_which_it_would_share() {
        domain.dispatch("shared:a");
        UUID writer = domain.dispatch("a");
        domain.dispatch("a");
        UUID reader = domain.dispatch("shared:a");
        assertThat(blockers(reader)).containsExactly(new Blocker(writer, Mode.EXCLUSIVE, false));
        assertThat(step(reader).blocked().get(0).position()).isEqualTo(3);
        assertThat(step(reader).blockerCount()).isEqualTo(1);
    }

    @Test
    void of_several_resources_each_has_a_share_of_those_that_are_named() {
        for (int i = 0; i < 10; i++) {
            domain.dispatch("shared:a");
        }
        UUID other = domain.dispatch("b");
        for (int i = 0; i < 3; i++) {
            domain.dispatch("shared:c");
        }
        Step step = step(domain.dispatch("a", "b", "c"));
        assertThat(step.blocked()).extracting(each -> each.blockers().size()).containsExactly(2, 1, 2);
        assertThat(step.blocked()).extracting(Blocked::blockerCount).containsExactly(10L, 1L, 3L);
        assertThat(step.blocked().get(1).blockers()).containsExactly(new Blocker(other, Mode.EXCLUSIVE, true));
        assertThat(step.blockerCount()).isEqualTo(14);
        assertThat(step.blockedCount()).isEqualTo(3);
    }

    @Test
    void more_resources_than_are_named_are_counted() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            names.add("r" + i);
            domain.dispatch("r" + i);
        }
        Step step = step(domain.dispatch(names.toArray(String[]::new)));
        assertThat(step.blocked())
                .hasSize(MOST)
                .allMatch(each -> each.blockers().size() == 1);
        assertThat(step.blockerCount()).isEqualTo(30);
        assertThat(step.blockedCount()).isEqualTo(30);
    }

    @Test
    void dependencies_that_are_not_final_are_named_up_to_a_number_and_counted() {
        List<UUID> dependencies = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            dependencies.add(domain.dispatch());
        }
        worker.complete(worker.claimOne());
        UUID id =
                domain.task("a").attributes(Attributes.NONE.after(dependencies)).dispatch();
        Step step = step(id);
        assertThat(step.dependencyCount()).isEqualTo(8);
        assertThat(step.dependencies()).containsExactlyElementsOf(dependencies.subList(1, 6));
        assertThat(step.blocked()).isEmpty();
        assertThat(step.next()).isEqualTo(step.dependencies());
    }

    @Test
    void a_ready_task_has_a_place_in_its_queue_and_nothing_in_its_way() {
        domain.dispatch();
        Step step = step(domain.dispatch("a"));
        assertThat(step.ahead()).isEqualTo(1);
        assertThat(step.paused()).isEmpty();
        assertThat(step.next()).isEmpty();
        assertThat(step.parked()).isFalse();
    }

    @Test
    void one_that_pauses_before_its_next_attempt_has_no_place_and_nothing_in_its_way() {
        UUID id = domain.task("a")
                .retry(RetryPolicy.fixed(2, Duration.ofHours(1)))
                .dispatch();
        worker.exchange(
                0, List.of(), Domain.outcome(worker.claimOne(), Exchange.Ending.RETRYABLE, "{\"reason\":\"x\"}"));
        domain.dispatch("a");
        Step step = step(id);
        assertThat(step.task().time("due")).isPresent();
        assertThat(step.ahead()).isEqualTo(-1);
        assertThat(step.next()).isEmpty();
    }

    @Test
    void several_are_read_at_once_without_those_that_are_not_there() {
        UUID running = domain.dispatch("a");
        worker.claimAll();
        UUID waiting = domain.dispatch("a");
        UUID nobody = UUID.randomUUID();
        ReasonStore.Steps steps = domain.reasons.steps(List.of(waiting, nobody, running), MOST);
        assertThat(steps.steps()).containsOnlyKeys(waiting, running);
        assertThat(steps.steps().get(running).task().state()).isEqualTo(TaskState.RUNNING);
        assertThat(steps.steps().get(running).task().worker()).contains("worker");
        assertThat(steps.time())
                .isAfterOrEqualTo(domain.find(waiting).time("created").orElseThrow());
    }

    @Test
    void the_pace_of_a_queue_counts_its_own_tasks_that_ended_within_the_time() {
        for (int i = 0; i < 12; i++) {
            domain.task().queue(i % 3 == 0 ? "other" : "sync").dispatch();
        }
        worker.claim(12).forEach(worker::complete);
        domain.task().queue("sync").dispatch();
        worker.fail(worker.claimOne());
        Pace pace = domain.reasons.pace("sync", Duration.ofHours(1), 100);
        assertThat(pace.ended()).isEqualTo(9);
        assertThat(pace.perSecond()).isPositive();
        assertThat(domain.reasons.pace("none", Duration.ofHours(1), 100)).isEqualTo(new Pace(0, 0));
    }

    @Test
    void the_pace_is_over_the_whole_time_if_some_ended_before_it() {
        for (int i = 0; i < 10; i++) {
            UUID id = domain.dispatch();
            worker.complete(worker.claimOne());
            if (i == 0) {
                domain.redis.call(r -> r.zadd(domain.redis.key("done:completed"), 1, id.toString()));
                domain.change(id, "finished", time -> "1");
            }
        }
        Pace pace = domain.reasons.pace("default", Duration.ofHours(1), 100);
        assertThat(pace.ended()).isEqualTo(9);
        assertThat(pace.perSecond()).isCloseTo(9 / 3600.0, within(1e-9));
    }
}
