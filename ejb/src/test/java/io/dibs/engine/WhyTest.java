package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskState;
import io.dibs.Why;
import io.dibs.Why.Kind;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.Exchange;
import io.dibs.store.TaskStore;

/** Why a task is not running, down to the roots (R10). */
class WhyTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();
    private final Whys whys = new Whys(domain.reasons, domain.workers);

    @AfterEach
    void close() {
        domain.assertSound();
        domain.close();
    }

    private Why why(UUID id) {
        return whys.of(id, Optional.empty()).orElseThrow();
    }

    private Why asks(String user, UUID id) {
        return whys.of(id, Optional.of(user)).orElseThrow();
    }

    private static Why.Step blocker(Why.Step step) {
        return step.resources().get(0).blockers().get(0).step();
    }

    private static UUID id(Why.Step step) {
        return step.task().orElseThrow().id();
    }

    private UUID owned(String owner, String... reservations) {
        return domain.task(reservations)
                .attributes(Attributes.NONE.with(
                        new Task.Origin(Optional.of(owner), Optional.empty(), Optional.empty(), false)))
                .dispatch();
    }

    private UUID after(UUID... dependencies) {
        return domain.task()
                .attributes(Attributes.NONE.after(List.of(dependencies)))
                .dispatch();
    }

    @Test
    void it_leads_from_resource_to_holder_to_resource_to_the_task_that_runs() {
        UUID running = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        domain.workers.saveProgress(
                running,
                claim.fencingToken(),
                "[{\"message\":\"Loading\",\"code\":\"load\",\"total\":400,\"done\":12}]",
                "",
                "");
        UUID second = domain.dispatch("a", "b");
        UUID third = domain.dispatch("b", "c");
        UUID fourth = domain.dispatch("shared:c");

        Why why = why(fourth);

        assertThat(why.step().kind()).isEqualTo(Kind.RESOURCES);
        assertThat(id(blocker(why.step()))).isEqualTo(third);
        assertThat(id(blocker(blocker(why.step())))).isEqualTo(second);
        Why.Step root = blocker(blocker(blocker(why.step())));
        assertThat(id(root)).isEqualTo(running);
        assertThat(root.kind()).isEqualTo(Kind.RUNNING);
        assertThat(root.task().orElseThrow().worker()).contains("worker");
        assertThat(root.message()).startsWith("It has run on worker since ").endsWith("; 12 of 400 done.");
        assertThat(why.roots()).singleElement().satisfies(each -> {
            assertThat(each.task()).contains(running);
            assertThat(each.message())
                    .startsWith("Task " + running + " (test.Tasks#run) has run on worker since ")
                    .endsWith("; 12 of 400 done. Look at it, or cancel it.");
        });
        assertThat(why(second).step().message())
                .startsWith("It waits for a, which task " + running + " (test.Tasks#run, running on worker since ")
                .contains(", 12 of 400 done) has; that task has run for ");
        assertThat(why.step().message())
                .startsWith("It waits for shared:c, which task " + third + " (test.Tasks#run, waiting since ")
                .endsWith(") has; that task waits itself.");
        assertThat(why.estimate()).isEmpty();

        domain.reportedBefore(running, Duration.ofMinutes(40));
        assertThat(blocker(why(second).step()).message()).matches(".*; 12 of 400 done, no progress for 4[01] min\\.");
    }

    @Test
    void a_reader_behind_a_writer_is_told_that_this_one_waits_and_for_whom() {
        UUID reader = domain.dispatch("shared:a");
        worker.claimAll();
        UUID writer = domain.dispatch("a");
        Why why = why(domain.dispatch("shared:a"));
        assertThat(id(blocker(why.step()))).isEqualTo(writer);
        assertThat(why.step().resources().get(0).blockers().get(0).granted()).isFalse();
        assertThat(why.step().message())
                .contains("It waits for shared:a, behind task " + writer)
                .contains("which comes first and wants it exclusively. In its line, 2 tasks come first.");
        assertThat(why.roots()).extracting(Why.Root::task).containsExactly(Optional.of(reader));
    }

    @Test
    void a_task_that_is_in_the_way_twice_is_followed_once() {
        UUID running = domain.dispatch("a");
        worker.claimAll();
        UUID left = domain.dispatch("a", "x");
        UUID right = domain.dispatch("shared:a", "y");
        Why.Step step = why(domain.dispatch("x", "y")).step();
        assertThat(step.resources()).hasSize(2);
        Why.Step first = step.resources().get(0).blockers().get(0).step();
        Why.Step second = step.resources().get(1).blockers().get(0).step();
        assertThat(List.of(id(first), id(second))).containsExactly(left, right);
        assertThat(id(blocker(first))).isEqualTo(running);
        // The reader waits for the one that runs too, and is told of it by its sentence and once more by name.
        assertThat(id(blocker(second))).isEqualTo(running);
        assertThat(why(right).roots()).hasSize(1);
    }

    @Test
    void dependencies_lead_on_and_so_does_what_they_wait_for() {
        UUID running = domain.dispatch("a");
        worker.claimAll();
        UUID blocked = domain.dispatch("a");
        UUID dependent = after(blocked, running);
        Why why = why(dependent);
        assertThat(why.step().kind()).isEqualTo(Kind.DEPENDENCIES);
        assertThat(why.step().dependencies()).extracting(WhyTest::id).containsExactly(blocked, running);
        assertThat(why.step().dependencies().get(0).kind()).isEqualTo(Kind.RESOURCES);
        assertThat(why.step().message())
                .startsWith("It joins the lines of its resources when task " + blocked)
                .endsWith(" are final.");
        assertThat(why.roots()).extracting(Why.Root::task).containsExactly(Optional.of(running));
    }

    @Test
    void a_holder_that_pauses_or_is_ready_is_a_root_with_what_is_to_be_done() {
        UUID ready = domain.dispatch("a");
        Why why = why(domain.dispatch("a"));
        assertThat(blocker(why.step()).kind()).isEqualTo(Kind.WORKER);
        assertThat(blocker(why.step()).queue()).contains(new Why.Queue("default", 1, 10, Optional.empty()));
        assertThat(why.roots())
                .containsExactly(new Why.Root(
                        Optional.of(ready),
                        "Task " + ready
                                + " (test.Tasks#run) is ready; in queue default, 0 come first, and 1 worker serves it."
                                + " Of 10 slots, 0 are busy. Wait, or start another worker."));

        UUID pausing =
                domain.task().retry(RetryPolicy.fixed(2, Duration.ofHours(1))).dispatch();
        worker.claim(2).stream()
                .filter(claim -> claim.task().equals(pausing))
                .forEach(claim -> worker.exchange(
                        0, List.of(), Domain.outcome(claim, Exchange.Ending.RETRYABLE, "{\"reason\":\"x\"}")));
        Why retry = why(after(pausing));
        assertThat(retry.step().dependencies().get(0).kind()).isEqualTo(Kind.RETRY);
        assertThat(retry.step().dependencies().get(0).dueAt())
                .isEqualTo(domain.find(pausing).time("due"));
        assertThat(retry.roots().get(0).message()).contains("failed, and its next attempt is due at ");
    }

    @Test
    void nobody_who_could_run_it_is_a_root_too() {
        UUID strange = domain.task("a").queue("nobodys").dispatch();
        Domain.TestWorker other = domain.worker("other");
        worker.expire();
        domain.sweep();
        Why why = why(domain.task("a").dispatch());
        assertThat(blocker(why.step()).kind()).isEqualTo(Kind.NO_WORKER_FOR_QUEUE);
        assertThat(why.roots().get(0).message())
                .isEqualTo("Task " + strange
                        + " (test.Tasks#run) is ready, but no live worker serves the queue nobodys. Start one.");
        UUID demanding = domain.task()
                .queue("other")
                .attributes(Attributes.NONE.demanding(Map.of("acme", "2")))
                .dispatch();
        assertThat(why(demanding).step().kind()).isEqualTo(Kind.NO_WORKER_FOR_VERSION);
        UUID unknown = domain.task().queue("other").dispatch();
        other.decline(other.claim(1).get(0));
        assertThat(domain.state(unknown)).isEqualTo(TaskState.WAITING);
        assertThat(why(unknown).step().kind()).isIn(Kind.NO_WORKER_FOR_METHOD, Kind.WORKER);
    }

    @Test
    void a_paused_queue_is_a_root_and_tells_since_when() {
        UUID held = domain.dispatch("a");
        domain.tasks.queues().pause("default");
        Why why = why(domain.dispatch("a"));
        assertThat(blocker(why.step()).kind()).isEqualTo(Kind.QUEUE_PAUSED);
        assertThat(blocker(why.step()).queue().orElseThrow().pausedAt()).isPresent();
        assertThat(blocker(why.step()).ahead()).contains(0L);
        assertThat(why.roots().get(0).message())
                .startsWith("Task " + held + " (test.Tasks#run) is ready, but its queue default has been paused since ")
                .endsWith(" Resume the queue.");
        domain.tasks.queues().resume("default");
    }

    @Test
    void a_task_that_was_told_to_stop_says_so() {
        UUID holder = domain.dispatch("a");
        worker.claimAll();
        domain.tasks.cancel(holder);
        Why why = why(domain.dispatch("a"));
        assertThat(why.roots().get(0).message())
                .startsWith("Task " + holder + " (test.Tasks#run) was told to stop at ")
                .endsWith("Look at its stack; if it does not stop, abandon it.");
        assertThat(why.step().message()).contains("told to stop at ").contains(", still running on worker)");
    }

    @Test
    void one_that_runs_or_has_ended_says_that() {
        UUID id = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        assertThat(why(id).step().kind()).isEqualTo(Kind.RUNNING);
        assertThat(why(id).roots()).extracting(Why.Root::task).containsExactly(Optional.of(id));
        worker.complete(claim);
        assertThat(why(id).step().kind()).isEqualTo(Kind.FINAL);
        assertThat(why(id).step().message()).startsWith("It completed at ");
        assertThat(why(id).roots()).isEmpty();
        assertThat(whys.of(UUID.randomUUID(), Optional.empty())).isEmpty();
    }

    @Test
    void a_long_way_ends_somewhere_and_says_where_to_ask_on() {
        List<UUID> chain = new ArrayList<>();
        chain.add(domain.dispatch("r0"));
        for (int i = 1; i <= 30; i++) {
            chain.add(domain.dispatch("r" + (i - 1), "r" + i));
        }
        Why why = why(chain.get(30));
        int depth = 1;
        Why.Step step = why.step();
        while (!step.resources().isEmpty()
                && !step.resources().get(0).blockers().isEmpty()) {
            step = blocker(step);
            depth++;
        }
        assertThat(depth).isEqualTo(Why.DEEPEST);
        assertThat(step.more()).isEqualTo(1);
        assertThat(why.roots())
                .containsExactly(new Why.Root(
                        Optional.of(chain.get(21)),
                        "Task " + chain.get(21)
                                + " (test.Tasks#run) waits for others that are not shown. Ask why that task waits."));
    }

    @Test
    void a_broad_way_shows_the_first_and_counts_the_rest() {
        for (int i = 0; i < 200; i++) {
            domain.dispatch("shared:a");
        }
        Why why = why(domain.dispatch("a"));
        assertThat(why.step().resources().get(0).blockers()).hasSize(Why.MOST_IN_A_STEP);
        assertThat(why.step().more()).isEqualTo(195);
        assertThat(why.step().message()).contains(" and 195 more have.");
        assertThat(why.roots()).hasSize(Why.MOST_IN_A_STEP);
    }

    @Test
    void it_never_shows_more_tasks_than_it_may() {
        for (int i = 0; i < 25; i++) {
            for (int k = 0; k < 5; k++) {
                domain.dispatch("shared:leaf" + i);
            }
        }
        for (int i = 0; i < 25; i++) {
            domain.dispatch("leaf" + i, "shared:branch" + i / 5);
        }
        for (int i = 0; i < 5; i++) {
            domain.dispatch("branch" + i, "shared:trunk");
        }
        Why why = why(domain.dispatch("trunk"));
        assertThat(count(why.step())).isEqualTo(Why.MOST_TASKS);
        assertThat(why.roots()).isNotEmpty();
    }

    private static int count(Why.Step step) {
        return 1
                + step.resources().stream()
                        .flatMap(each -> each.blockers().stream())
                        .mapToInt(each -> count(each.step()))
                        .sum();
    }

    @Test
    void whoever_may_see_his_own_tasks_only_is_told_of_no_other() {
        UUID secret = owned("bob", "a");
        worker.claimAll();
        owned("bob", "shared:b");
        owned("bob", "shared:b");
        UUID own = owned("ann", "a", "b");
        UUID waiting = owned("ann", "shared:b");

        Why why = asks("ann", own);
        assertThat(why.step().resources()).hasSize(2).allSatisfy(blocked -> {
            assertThat(blocked.position()).isEmpty();
            assertThat(blocked.blockers()).singleElement().satisfies(blocker -> {
                assertThat(blocker.step().kind()).isEqualTo(Kind.HIDDEN);
                assertThat(blocker.step().task()).isEmpty();
            });
        });
        assertThat(why.step().message())
                .isEqualTo("It waits for a, which another task has. It waits for b, which another task has.");
        assertThat(why.roots()).hasSize(2).allMatch(root -> root.task().isEmpty());
        assertThat(why.toString()).doesNotContain(secret.toString(), "on worker");

        Why behind = asks("ann", waiting);
        assertThat(id(blocker(behind.step()))).isEqualTo(own);
        assertThat(behind.toString()).doesNotContain(secret.toString());
        assertThat(whys.of(secret, Optional.of("ann"))).isEmpty();
    }

    @Test
    void a_ready_task_of_somebody_without_a_role_does_not_tell_how_many_come_first() {
        owned("bob");
        UUID own = owned("ann");
        assertThat(asks("ann", own).step().ahead()).isEmpty();
        assertThat(asks("ann", own).step().message()).isEqualTo("It is ready, and waits for its turn at a worker.");
        assertThat(why(own).step().ahead()).contains(1L);
    }

    @Test
    void an_estimate_is_given_only_for_a_ready_task_whose_queue_has_a_pace() {
        UUID first = domain.dispatch("a");
        assertThat(why(first).estimate()).isEmpty();
        for (int i = 0; i < 20; i++) {
            domain.dispatch();
        }
        worker.claim(15).forEach(worker::complete);
        UUID last = domain.dispatch();
        Why why = why(last);
        assertThat(why.step().ahead()).contains(6L);
        assertThat(why.estimate()).hasValueSatisfying(estimate -> {
            assertThat(estimate.basis()).contains("queue default").contains("6 come first");
            assertThat(estimate.at()).isAfter(domain.find(last).time("created").orElseThrow());
        });
        UUID blocked = domain.dispatch("x");
        assertThat(why(blocked).estimate()).isPresent();
        assertThat(why(domain.dispatch("x")).estimate()).isEmpty();
        assertThat(domain.tasks.cancel(blocked).outcome()).isEqualTo(TaskStore.CancelOutcome.CANCELED);
    }
}
