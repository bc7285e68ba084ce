package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;
import io.dibs.store.EventStream.Batch;
import io.dibs.store.EventStream.Change;

/** The scripts tell what they change, in the same step, while somebody listens. */
class EventStreamTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Domain domain = Domain.fresh();
    private final EventStream stream = new EventStream(domain.redis);

    @AfterEach
    void close() {
        domain.close();
    }

    /** What changed since the last look. */
    private final class Listener {
        private String position = stream.listen(Optional.empty()).last();

        List<Change> changes() {
            List<Change> changes = new ArrayList<>();
            Batch batch;
            do {
                batch = stream.await(position, AT_ONCE);
                changes.addAll(batch.changes());
                position = batch.last();
            } while (!batch.changes().isEmpty());
            return changes;
        }

        List<String> texts(UUID... tasks) {
            return changes().stream()
                    .map(change -> List.of(tasks).indexOf(change.task()) + " "
                            + change.from().map(Enum::name).orElse("-") + " " + change.to())
                    .toList();
        }
    }

    @Test
    void nothing_is_written_down_while_nobody_listens() {
        Domain.TestWorker worker = domain.worker();
        domain.dispatch("a");
        worker.complete(worker.claimOne());
        domain.tasks.cancel(domain.dispatch());
        assertThat(Keys.of(domain)).doesNotContain("events");
    }

    @Test
    void dispatch_start_and_end_are_told_in_their_order() {
        Listener listener = new Listener();
        Domain.TestWorker worker = domain.worker();
        UUID first = domain.dispatch("a");
        UUID second = domain.dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        worker.exchange(1, List.of(), Domain.outcome(claim, Exchange.Ending.COMPLETED, "1"));
        assertThat(listener.texts(first, second))
                .containsExactly(
                        "0 - WAITING", "1 - WAITING", "0 WAITING RUNNING", "0 RUNNING COMPLETED", "1 WAITING RUNNING");
        Audit.assertSound(domain);
    }

    @Test
    void a_change_is_told_with_the_time_that_the_task_has_of_it() {
        Listener listener = new Listener();
        Domain.TestWorker worker = domain.worker();
        UUID id = domain.dispatch();
        worker.fail(worker.claimOne());
        StoredTask task = domain.find(id);
        assertThat(listener.changes())
                .extracting(Change::at)
                .containsExactly(
                        task.time("created").orElseThrow(),
                        task.time("started").orElseThrow(),
                        task.time("finished").orElseThrow());
    }

    @Test
    void cancellations_and_progress_are_told() {
        Listener listener = new Listener();
        Domain.TestWorker worker = domain.worker();
        UUID waits = domain.dispatch("a");
        UUID runs = domain.dispatch("b");
        domain.tasks.cancel(waits);
        Exchange.Claimed claim = worker.claimOne();
        domain.workers.saveProgress(runs, claim.fencingToken(), "[]", "", "");
        domain.workers.saveProgress(runs, 1, "[]", "", "");
        domain.tasks.cancel(runs);
        domain.tasks.cancel(runs);
        domain.tasks.abandon(runs, "{}");
        assertThat(listener.texts(waits, runs))
                .containsExactly(
                        "0 - WAITING",
                        "1 - WAITING",
                        "0 WAITING CANCELED",
                        "1 WAITING RUNNING",
                        "1 RUNNING RUNNING",
                        "1 RUNNING CANCELING",
                        "1 CANCELING CANCELED");
    }

    @Test
    void attempts_that_do_not_complete_are_told() {
        Listener listener = new Listener();
        Domain.TestWorker worker = domain.worker();
        UUID retried = domain.task().retry(RetryPolicy.fixed(2, Duration.ZERO)).dispatch();
        UUID declined = domain.task().name("test.Unknown#run").dispatch();
        worker.exchange(0, List.of(), Domain.outcome(worker.claimOne(), Exchange.Ending.RETRYABLE, "{}"));
        worker.claimOne();
        worker.decline(worker.claimOne());
        worker.expire();
        domain.sweep();
        assertThat(listener.texts(retried, declined))
                .containsExactly(
                        "0 - WAITING",
                        "1 - WAITING",
                        "0 WAITING RUNNING",
                        "0 RUNNING WAITING",
                        "0 WAITING RUNNING",
                        "1 WAITING RUNNING",
                        "1 RUNNING WAITING",
                        "0 RUNNING FAILED");
    }

    @Test
    void what_a_worker_does_not_run_is_told_when_it_is_taken_from_it() {
        Domain.TestWorker worker = domain.worker();
        UUID id = domain.dispatch();
        worker.claimOne();
        Listener listener = new Listener();
        domain.workers.reconcile(worker.registration, "{}", List.of());
        assertThat(listener.texts(id)).containsExactly("0 RUNNING FAILED");
    }

    @Test
    void a_script_that_is_sent_twice_tells_once() {
        Listener listener = new Listener();
        Domain.TestWorker worker = domain.worker();
        NewTask task = domain.task().build();
        domain.tasks.dispatch(task);
        domain.tasks.dispatch(task);
        Exchange.Request request = worker.request(1, List.of());
        Exchange.Claimed claim = worker.send(request).claims().get(0);
        worker.send(request);
        Exchange.Request end = worker.request(0, List.of(), Domain.outcome(claim, Exchange.Ending.COMPLETED, "1"));
        worker.send(end);
        worker.send(end);
        assertThat(listener.texts(task.id()))
                .containsExactly("0 - WAITING", "0 WAITING RUNNING", "0 RUNNING COMPLETED");
    }

    @Test
    void many_changes_of_one_step_are_told_one_by_one() {
        Listener listener = new Listener();
        List<NewTask> tasks =
                IntStream.range(0, 120).mapToObj(i -> domain.task().build()).toList();
        domain.tasks.dispatch(tasks);
        List<Change> changes = listener.changes();
        assertThat(changes)
                .extracting(Change::task)
                .containsExactlyElementsOf(tasks.stream().map(NewTask::id).toList());
        assertThat(changes).extracting(Change::id).doesNotHaveDuplicates();
        assertThat(domain.redis.<Long>call(r -> r.xlen(domain.redis.key("events"))))
                .isEqualTo(4);
    }

    @Test
    void the_stream_goes_when_nobody_renews_it() {
        stream.listen(Optional.empty());
        assertThat(domain.redis.<Long>call(r -> r.pttl(domain.redis.key("events"))))
                .isPositive()
                .isLessThanOrEqualTo(300_000);
        domain.dispatch();
        assertThat(domain.redis.<Long>call(r -> r.pttl(domain.redis.key("events"))))
                .isPositive();
        Audit.assertSound(domain);
    }

    @Test
    void the_stream_is_bounded_and_says_when_changes_were_dropped_before_they_were_read() {
        String position = stream.listen(Optional.empty()).last();
        List<NewTask> tasks =
                IntStream.range(0, 1000).mapToObj(i -> domain.task().build()).toList();
        for (int i = 0; i < 11_000; i++) {
            domain.tasks.dispatch(tasks.get(i % 1000));
            if (i % 1000 == 999) {
                tasks.forEach(task -> domain.tasks.cancel(task.id()));
                tasks.forEach(task -> domain.tasks.delete(task.id()));
            }
        }
        assertThat(domain.redis.<Long>call(r -> r.xlen(domain.redis.key("events"))))
                .isLessThan(10_500);
        assertThat(stream.await(position, AT_ONCE).complete()).isFalse();
        assertThat(stream.entry(position)).isEmpty();
        assertThat(stream.listen(Optional.of(position)).complete()).isFalse();
    }

    @Test
    void facts_are_those_of_the_tasks_that_are_there() {
        UUID parent = UUID.randomUUID();
        UUID id = domain.task()
                .queue("other")
                .arguments("[\"" + "x".repeat(100_000) + "\"]")
                .attributes(Attributes.NONE.inGroup("g"))
                .parent(parent)
                .dispatch();
        assertThat(stream.facts(List.of(id, UUID.randomUUID())))
                .containsOnlyKeys(id)
                .containsValue(new EventStream.Facts(
                        Draft.METHOD,
                        "other",
                        Optional.of(parent),
                        Optional.of("g"),
                        Optional.empty(),
                        Optional.empty()));
    }
}
