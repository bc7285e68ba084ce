package io.dibs.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Problem.Kind;
import io.dibs.RetryPolicy;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.Draft;
import io.dibs.store.Exchange;
import io.dibs.store.ProblemStore;
import io.dibs.store.StatisticsStore;
import io.dibs.store.WorkerStore;

/** Each kind of problem comes when it is there, and goes when it is not. */
class ChecksTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Domain domain = Domain.fresh();
    private final ProblemStore problems = new ProblemStore(domain.redis);
    private final Check queues = new QueueCheck(domain.tasks.queues());
    private final Check notes = new NoteCheck(problems, domain.tasks);

    @AfterEach
    void close() {
        domain.close();
    }

    private Stream<Kind> kinds(Check check) {
        return found(check).stream().map(Finding::kind);
    }

    private List<Finding> found(Check check) {
        return check.look(domain.workers.list());
    }

    @Test
    void a_queue_with_tasks_that_no_live_worker_serves() {
        domain.worker("other");
        domain.task().queue("sync").dispatch();
        assertThat(found(queues)).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.NO_WORKER_FOR_QUEUE);
            assertThat(each.subject().name()).isEqualTo("sync");
            assertThat(each.message()).contains("1 task ready");
        });
        Domain.TestWorker worker = domain.worker("sync");
        assertThat(found(queues)).isEmpty();
        domain.workers.requests().drain(worker.incarnation(), true);
        assertThat(found(queues)).singleElement().satisfies(each -> assertThat(each.remedy())
                .contains("\"draining\": false"));
        domain.tasks.queues().pause("sync");
        assertThat(found(queues)).as("nobody is to serve it").isEmpty();
    }

    @Test
    void a_method_that_no_worker_with_a_free_slot_knows() {
        Domain.TestWorker worker = domain.worker();
        domain.dispatch();
        worker.decline(worker.claimOne());
        assertThat(kinds(queues)).containsExactly(Kind.NO_WORKER_FOR_METHOD);

        Domain.TestWorker busy = domain.worker();
        int slots = busy.registration.slots();
        for (int i = 0; i < slots; i++) {
            domain.task().name("com.acme.Other#run").dispatch();
        }
        assertThat(busy.exchange(slots, List.of(Draft.METHOD)).claims()).hasSize(slots);
        assertThat(kinds(queues)).as("the busy one may know it").isEmpty();
    }

    @Test
    void versions_that_no_live_worker_has() {
        Domain.TestWorker old = domain.workerWith("shop", "1");
        domain.task().attributes(Attributes.NONE.demanding(Map.of("shop", "2"))).dispatch();
        old.decline(old.claimOne());
        assertThat(found(queues)).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.NO_WORKER_FOR_VERSION);
            assertThat(each.message()).contains("{shop=2}");
        });
        domain.workerWith("shop", "2");
        assertThat(kinds(queues)).doesNotContain(Kind.NO_WORKER_FOR_VERSION);
    }

    @Test
    void leases_that_were_lost_lately() {
        assertThat(found(notes)).isEmpty();
        domain.worker().expire();
        domain.sweep();
        assertThat(found(notes)).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.LEASE_LOST);
            assertThat(each.subject().name()).isEqualTo("worker");
        });
    }

    @Test
    void a_worker_that_stops_loses_no_lease() {
        domain.workers.unregister(domain.worker().incarnation());
        domain.sweep();
        assertThat(found(notes)).isEmpty();
    }

    @Test
    void a_task_whose_workers_went_missing_until_it_is_deleted() {
        UUID task = domain.task()
                .attributes(Attributes.NONE.with(RetryPolicy.fixed(9, Duration.ZERO)))
                .dispatch();
        for (int i = 0; i < 3; i++) {
            Domain.TestWorker worker = domain.worker();
            worker.claimOne();
            worker.expire();
            domain.sweep();
        }
        assertThat(found(notes))
                .filteredOn(each -> each.kind() == Kind.POISON_TASK)
                .singleElement()
                .satisfies(each -> assertThat(each.subject().name()).isEqualTo(task.toString()));
        domain.tasks.delete(task);
        assertThat(kinds(notes)).doesNotContain(Kind.POISON_TASK);
    }

    @Test
    void a_worker_whose_slots_are_all_stuck() {
        Domain.TestWorker worker = domain.worker();
        int slots = worker.registration.slots();
        domain.workers.renew(worker.registration, new WorkerStore.Health(slots - 1, Instant.now()));
        assertThat(kinds(new WorkerCheck())).isEmpty();
        domain.workers.renew(worker.registration, new WorkerStore.Health(slots, Instant.now()));
        assertThat(kinds(new WorkerCheck())).containsExactly(Kind.WORKER_STUCK);
        domain.workers.renew(worker.registration, new WorkerStore.Health(0, Instant.now()));
        assertThat(kinds(new WorkerCheck())).isEmpty();
    }

    @Test
    void a_clock_that_is_not_that_of_redis() {
        Domain.TestWorker worker = domain.worker();
        WorkerStore.Health ahead = new WorkerStore.Health(0, Instant.now().plus(HOUR));
        domain.workers.renew(worker.registration, ahead);
        assertThat(kinds(new WorkerCheck())).as("once").isEmpty();
        domain.workers.renew(worker.registration, ahead);
        assertThat(found(new WorkerCheck())).singleElement().satisfies(each -> assertThat(each.message())
                .contains("ahead of that of Redis"));
        domain.workers.renew(worker.registration, new WorkerStore.Health(0, Instant.now()));
        assertThat(kinds(new WorkerCheck())).isEmpty();
    }

    @Test
    void a_task_that_runs_long_while_others_wait_for_what_it_has() {
        Domain.TestWorker worker = domain.worker();
        Check running = new RunningCheck(domain.tasks, problems, Duration.ZERO, HOUR, Duration.ZERO);
        UUID long_ = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        assertThat(found(running)).as("nobody waits").isEmpty();
        domain.dispatch("a");
        assertThat(found(running)).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.TASK_RUNS_LONG);
            assertThat(each.subject().name()).isEqualTo(long_.toString());
        });
        assertThat(found(new RunningCheck(domain.tasks, problems, Duration.ZERO, HOUR, HOUR)))
                .as("where nobody knows what is usual, the setting says")
                .isEmpty();
        worker.complete(claim);
        assertThat(found(running)).isEmpty();
    }

    @Test
    void what_is_long_is_learned_from_those_that_completed() {
        Domain.TestWorker worker = domain.worker();
        for (int i = 0; i < 20; i++) {
            domain.dispatch();
            worker.complete(worker.claimOne());
        }
        domain.dispatch("a");
        worker.claimOne();
        domain.dispatch("a");
        Check running = new RunningCheck(domain.tasks, problems, Duration.ZERO, HOUR, HOUR);
        await().untilAsserted(() -> assertThat(kinds(running)).containsExactly(Kind.TASK_RUNS_LONG));
    }

    @Test
    void a_task_that_has_reported_progress_and_does_not_any_more_while_others_wait() {
        Domain.TestWorker worker = domain.worker();
        Check running = new RunningCheck(domain.tasks, problems, Duration.ZERO, HOUR, HOUR);
        UUID task = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        domain.dispatch("a");
        assertThat(found(running)).as("it never reports").isEmpty();
        domain.workers.saveProgress(task, claim.fencingToken(), "[]", "", "");
        assertThat(found(running)).as("it has just reported").isEmpty();
        domain.reportedBefore(task, HOUR.plusMinutes(1));
        assertThat(found(running)).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.TASK_WITHOUT_PROGRESS);
            assertThat(each.subject().name()).isEqualTo(task.toString());
            assertThat(each.message()).contains("no progress for PT1H1M", "other tasks wait for a");
        });
        domain.workers.saveProgress(task, claim.fencingToken(), "[{}]", "", "");
        assertThat(found(running)).as("it goes on").isEmpty();
        domain.reportedBefore(task, HOUR.plusMinutes(1));
        domain.tasks.cancel(task);
        assertThat(kinds(running)).as("it is told to stop").doesNotContain(Kind.TASK_WITHOUT_PROGRESS);
    }

    @Test
    void a_silent_task_that_nobody_waits_for() {
        Domain.TestWorker worker = domain.worker();
        UUID task = domain.dispatch("a");
        domain.workers.saveProgress(task, worker.claimOne().fencingToken(), "[]", "", "");
        domain.reportedBefore(task, HOUR.plusMinutes(1));
        assertThat(found(new RunningCheck(domain.tasks, problems, Duration.ZERO, HOUR, HOUR)))
                .isEmpty();
    }

    @Test
    void a_task_that_waits_long_with_what_it_waits_for() {
        StatisticsStore statistics = new StatisticsStore(domain.redis);
        Check waiting =
                new WaitingCheck(domain.tasks, statistics, Duration.ZERO, id -> Optional.of("It waits for a worker."));
        Check untilATime = new WaitingCheck(domain.tasks, statistics, Duration.ZERO, id -> Optional.empty());
        Check patient = new WaitingCheck(domain.tasks, statistics, HOUR, id -> Optional.of("-"));
        assertThat(found(waiting)).isEmpty();
        UUID task = domain.dispatch();
        assertThat(found(waiting)).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.TASK_WAITS_LONG);
            assertThat(each.message()).endsWith("It waits for a worker.");
            assertThat(each.subject().name()).isEqualTo(task.toString());
        });
        assertThat(found(untilATime)).isEmpty();
        assertThat(found(patient)).isEmpty();
        domain.tasks.cancel(task);
        assertThat(found(waiting)).isEmpty();
    }
}
