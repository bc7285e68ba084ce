package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.store.TaskStore.Blocked;
import io.dibs.store.TaskStore.InLine;
import io.dibs.store.TaskStore.Waiting;

/** Why a task waits (R10). */
class WaitingTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private Waiting waiting(UUID id) {
        return domain.tasks.waiting(id, 5).orElseThrow();
    }

    private static List<UUID> ids(List<InLine> claims) {
        return claims.stream().map(claim -> claim.task().id()).toList();
    }

    @Test
    void a_ready_task_waits_for_its_turn() {
        domain.dispatch();
        domain.task().priority(1).dispatch();
        domain.task().queue("other").dispatch();
        UUID id = domain.task().name("test.Tasks#other").dispatch();
        assertThat(waiting(id))
                .isEqualTo(new Waiting(
                        "default",
                        new Need("test.Tasks#other", Map.of()),
                        false,
                        2,
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void a_blocked_task_waits_for_those_who_hold_what_it_needs() {
        UUID holder = domain.dispatch("a");
        worker.claimAll();
        UUID second = domain.dispatch("shared:a", "b");
        UUID third = domain.dispatch("a", "b", "c");
        assertThat(waiting(second).ahead()).isEqualTo(-1);
        assertThat(waiting(second).blocked()).hasSize(1);

        List<Blocked> blocked = waiting(third).blocked();
        assertThat(blocked)
                .extracting(Blocked::reservation)
                .containsExactly(Reservation.exclusive("a"), Reservation.exclusive("b"));
        assertThat(blocked).extracting(Blocked::position).containsExactly(2L, 1L);
        assertThat(ids(blocked.get(0).holders())).containsExactly(holder);
        assertThat(ids(blocked.get(1).holders())).containsExactly(second);
        assertThat(blocked.get(0).holders().get(0).task().worker()).contains("worker");
    }

    @Test
    void holders_that_share_are_named_up_to_a_number() {
        UUID first = domain.dispatch("shared:a");
        UUID second = domain.dispatch("shared:a");
        domain.dispatch("shared:a");
        Blocked blocked = domain.tasks
                .waiting(domain.dispatch("a"), 2)
                .orElseThrow()
                .blocked()
                .get(0);
        assertThat(ids(blocked.holders())).containsExactly(first, second);
        assertThat(blocked.holders()).extracting(InLine::mode).containsOnly(Mode.SHARED);
        assertThat(blocked.position()).isEqualTo(3);
    }

    @Test
    void a_reader_behind_a_writer_waits_for_the_readers_that_hold() {
        UUID reader = domain.dispatch("shared:a");
        domain.dispatch("a");
        Blocked blocked = waiting(domain.dispatch("shared:a")).blocked().get(0);
        assertThat(ids(blocked.holders())).containsExactly(reader);
        assertThat(blocked.position()).isEqualTo(2);
    }

    @Test
    void reservations_that_are_granted_are_not_named() {
        domain.dispatch("shared:a");
        domain.dispatch("b");
        UUID id = domain.dispatch("shared:a", "shared:b");
        assertThat(waiting(id).blocked()).extracting(Blocked::reservation).containsExactly(Reservation.shared("b"));
    }

    @Test
    void a_parked_task_waits_for_a_worker_that_knows_it() {
        UUID id = domain.dispatch();
        worker.decline(worker.claimOne());
        assertThat(waiting(id))
                .isEqualTo(new Waiting(
                        "default",
                        new Need(Draft.METHOD, Map.of()),
                        true,
                        -1,
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void a_task_that_does_not_wait_waits_for_nothing() {
        UUID id = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        assertThat(domain.tasks.waiting(id, 5)).isEmpty();
        worker.complete(claim);
        assertThat(domain.tasks.waiting(id, 5)).isEmpty();
        assertThat(domain.tasks.waiting(UUID.randomUUID(), 5)).isEmpty();
    }
}
