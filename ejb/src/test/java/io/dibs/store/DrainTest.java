package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;

/** A worker that was told to take nothing new. */
class DrainTest {
    private final Domain domain = Domain.fresh();
    private final WorkerRequests requests = domain.workers.requests();

    @AfterEach
    void close() {
        Audit.assertSound(domain);
        domain.close();
    }

    private void drain(Domain.TestWorker worker) {
        assertThat(requests.drain(worker.incarnation(), true)).isTrue();
    }

    private void undrain(Domain.TestWorker worker) {
        assertThat(requests.drain(worker.incarnation(), false)).isTrue();
    }

    @Test
    void it_is_given_nothing_and_what_it_runs_goes_on() {
        Domain.TestWorker worker = domain.worker();
        domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        UUID next = domain.dispatch();
        drain(worker);
        assertThat(worker.claimAll()).isEmpty();
        worker.complete(claim);
        assertThat(domain.state(claim.task())).isEqualTo(TaskState.COMPLETED);
        assertThat(worker.claimAll()).isEmpty();
        assertThat(domain.worker().claimAll()).containsExactly(next);
    }

    @Test
    void it_is_told_that_there_is_no_more_so_that_it_does_not_ask_again_and_again() {
        Domain.TestWorker worker = domain.worker();
        domain.dispatch();
        drain(worker);
        assertThat(worker.exchange(1, List.of()).idle()).isTrue();
        assertThat(worker.tokens()).isZero();
    }

    @Test
    void nobody_wakes_it() {
        List<Domain.TestWorker> workers = Idle.workers(domain, 2);
        drain(workers.get(0));
        workers.get(0).claim(1);
        domain.dispatch();
        assertThat(workers.get(0).tokens()).isZero();
        assertThat(workers.get(1).tokens()).isEqualTo(1);
    }

    @Test
    void another_one_is_woken_for_what_it_was_woken_for() {
        Domain.TestWorker first = Idle.worker(domain, "*");
        domain.dispatch();
        assertThat(first.woken()).isTrue();
        Domain.TestWorker second = domain.worker("other", "*");
        UUID mine = domain.task().queue("other").dispatch();
        assertThat(second.exchange(2, List.of()).claims()).hasSize(2);
        domain.dispatch();
        Domain.TestWorker third = domain.worker();
        redisSaysIdle(third);
        drain(first);
        assertThat(third.tokens()).isEqualTo(1);
        assertThat(domain.state(mine)).isEqualTo(TaskState.RUNNING);
    }

    /** As one is whom a wake-up has passed by. */
    private void redisSaysIdle(Domain.TestWorker worker) {
        domain.redis.call(r -> r.sadd(domain.redis.key("idle:*"), worker.incarnation()));
    }

    @Test
    void taken_back_it_is_woken_at_once_and_takes_tasks_again() {
        Domain.TestWorker worker = Idle.worker(domain, "*");
        drain(worker);
        UUID id = domain.dispatch();
        worker.claim(1);
        undrain(worker);
        assertThat(worker.tokens()).isEqualTo(1);
        assertThat(worker.claimAll()).containsExactly(id);
    }

    @Test
    void asking_again_changes_nothing() {
        Domain.TestWorker worker = domain.worker();
        drain(worker);
        Keys.assertUnchangedBy(domain, () -> drain(worker));
        undrain(worker);
        worker.woken();
        Keys.assertUnchangedBy(domain, () -> undrain(worker));
    }

    @Test
    void it_is_listed_as_draining_and_serves_no_queue() {
        Domain.TestWorker worker = domain.worker();
        domain.worker();
        drain(worker);
        assertThat(domain.workers.list().workers()).allSatisfy(each -> {
            boolean drained = each.worker().incarnation().equals(worker.incarnation());
            assertThat(each.draining()).isEqualTo(drained);
            assertThat(each.serves("default")).isEqualTo(!drained);
        });
    }

    @Test
    void it_ends_with_the_worker() {
        Domain.TestWorker worker = domain.worker();
        drain(worker);
        assertThat(domain.workers.unregister(worker.incarnation())).isTrue();
        assertThat(requests.drain(worker.incarnation(), true)).isFalse();
        assertThat(requests.drain(worker.incarnation(), false)).isFalse();
        Keys.assertNothingLeft(domain);
    }

    @Test
    void a_repeated_call_gets_what_it_got_before() {
        UUID id = domain.dispatch();
        Domain.TestWorker worker = domain.worker();
        Exchange.Request request = worker.request(1, List.of());
        worker.send(request);
        drain(worker);
        assertThat(worker.send(request).claims())
                .extracting(Exchange.Claimed::task)
                .containsExactly(id);
    }
}
