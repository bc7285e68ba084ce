package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final Domain domain = Domain.fresh();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void a_registered_worker_is_listed_with_what_it_said_and_what_it_runs() {
        Domain.TestWorker worker = domain.worker("b", "a");
        UUID id = domain.task().queue("a").dispatch();
        worker.claimAll();
        Roll roll = domain.workers.list();
        assertThat(roll.workers()).hasSize(1);
        Roll.Registered listed = roll.workers().get(0);
        assertThat(listed.worker()).isEqualTo(worker.registration);
        assertThat(listed.tasks()).containsExactly(id);
        assertThat(listed.started()).isBeforeOrEqualTo(roll.time());
        assertThat(listed.leaseEnd())
                .isAfter(roll.time())
                .isBeforeOrEqualTo(roll.time().plus(Duration.ofSeconds(30)));
        assertThat(listed.serves("a")).isTrue();
        assertThat(listed.serves("c")).isFalse();
    }

    @Test
    void a_lost_worker_is_listed_until_it_is_swept() {
        Domain.TestWorker worker = domain.worker();
        worker.expire();
        Roll roll = domain.workers.list();
        assertThat(roll.workers()).hasSize(1);
        assertThat(roll.workers().get(0).leaseEnd()).isBefore(roll.time());
        domain.sweep();
        assertThat(domain.workers.list().workers()).isEmpty();
    }

    @Test
    void a_worker_of_all_queues_serves_each() {
        domain.worker();
        assertThat(domain.workers.list().workers())
                .extracting(each -> each.serves("anything"))
                .isEqualTo(List.of(true));
    }
}
