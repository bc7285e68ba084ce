package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Reservation.Mode;
import io.dibs.store.TaskStore.InLine;
import io.dibs.store.TaskStore.Line;

class LineTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    private Line line(int limit) {
        return domain.tasks.line("a", limit);
    }

    private static List<UUID> ids(List<InLine> claims) {
        return claims.stream().map(claim -> claim.task().id()).toList();
    }

    @Test
    void a_resource_that_nobody_wants_has_an_empty_line() {
        assertThat(line(10)).isEqualTo(new Line(List.of(), List.of(), 0));
    }

    @Test
    void those_who_wait_stand_in_order_whatever_they_want() {
        UUID writer = domain.dispatch("a");
        UUID second = domain.dispatch("shared:a");
        UUID third = domain.dispatch("a");
        UUID fourth = domain.dispatch("shared:a");
        assertThat(ids(line(10).holders())).containsExactly(writer);
        assertThat(ids(line(10).waiting())).containsExactly(second, third, fourth);
        assertThat(line(10).waiting())
                .extracting(InLine::mode)
                .containsExactly(Mode.SHARED, Mode.EXCLUSIVE, Mode.SHARED);
        assertThat(line(10).waitingCount()).isEqualTo(3);
        worker.complete(worker.claimOne());
        assertThat(ids(line(10).holders())).containsExactly(second);
        assertThat(ids(line(10).waiting())).containsExactly(third, fourth);
    }

    @Test
    void those_who_share_hold_together() {
        UUID first = domain.dispatch("shared:a");
        UUID second = domain.dispatch("shared:a");
        assertThat(ids(line(10).holders())).containsExactly(first, second);
        assertThat(line(10).waiting()).isEmpty();
        domain.dispatch("a");
        domain.dispatch("shared:a");
        assertThat(ids(line(10).holders())).containsExactly(first, second);
        assertThat(line(10).waitingCount()).isEqualTo(2);
    }

    @Test
    void a_long_line_is_shown_in_part_and_counted_in_full() {
        Flood.dispatch(domain, 20, i -> domain.task(i % 3 == 0 ? "a" : "shared:a"));
        List<UUID> all = ids(line(100).waiting());
        assertThat(all).hasSize(19);
        for (int limit = 0; limit < 19; limit++) {
            assertThat(ids(line(limit).waiting())).isEqualTo(all.subList(0, limit));
            assertThat(line(limit).waitingCount()).isEqualTo(19);
        }
    }

    @Test
    void many_who_hold_are_shown_in_part() {
        Flood.dispatch(domain, 5, i -> domain.task("shared:a"));
        domain.dispatch("a");
        assertThat(line(2).holders()).hasSize(2);
        assertThat(line(2).waitingCount()).isEqualTo(1);
    }
}
