package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Reservation;

class ResourceNamesTest {
    private static final List<String> ODD = List.of(
            " ",
            "a b",
            "a b ",
            "\"",
            "'",
            "\\",
            "\\\"",
            "{}",
            "{other}",
            ":",
            "a:b",
            "x:a",
            "s:a",
            "xa",
            "sa",
            "x",
            "s",
            "shared:a",
            "[\"xa\"]",
            "*",
            "?[a-z]",
            "a\nb",
            "a\tb",
            "a\u0000b",
            "a\u0000c",
            "\u2028",
            "é",
            "e\u0301",
            "日本語",
            "😀",
            "😁",
            "%s%d%n",
            "/",
            "0",
            "00",
            "1e3",
            "1000",
            "n".repeat(4096),
            "n".repeat(4095));

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void odd_names_never_collide() {
        List<UUID> tasks = ODD.stream()
                .map(name ->
                        domain.task().reserving(Reservation.exclusive(name)).dispatch())
                .toList();
        assertThat(worker.claimAll()).as("none waits for another").isEqualTo(tasks);
        Audit.assertSound(domain);
    }

    @Test
    void odd_names_keep_others_of_the_same_name_back() {
        for (String name : ODD) {
            domain.task().reserving(Reservation.exclusive(name)).dispatch();
        }
        List<Exchange.Claimed> holders = worker.claim(100);
        for (int i = 0; i < ODD.size(); i++) {
            Reservation shared = Reservation.shared(ODD.get(i));
            UUID task = domain.task().reserving(shared).dispatch();
            assertThat(worker.claimAll()).as(ODD.get(i)).isEmpty();
            assertThat(domain.tasks.waiting(task, 5).orElseThrow().blocked())
                    .extracting(TaskStore.Blocked::reservation)
                    .containsExactly(shared);
            assertThat(domain.tasks.line(ODD.get(i), 5).holders())
                    .extracting(each -> each.task().id())
                    .containsExactly(holders.get(i).task());
            worker.complete(holders.get(i));
            assertThat(worker.claimAll()).as(ODD.get(i)).containsExactly(task);
        }
    }

    @Test
    void a_task_can_reserve_a_thousand_resources() {
        String[] names = IntStream.range(0, 1000).mapToObj(i -> "r" + i).toArray(String[]::new);
        UUID all = domain.dispatch(names);
        UUID one = domain.dispatch("shared:r500");
        UUID again = domain.dispatch(names);
        List<Exchange.Claimed> claims = worker.claim(10);
        assertThat(claims).extracting(Exchange.Claimed::task).containsExactly(all);
        assertThat(domain.tasks.waiting(again, 5).orElseThrow().blocked()).hasSize(1000);
        worker.complete(claims.get(0));
        Exchange.Claimed reader = worker.claimOne();
        assertThat(reader.task()).isEqualTo(one);
        worker.complete(reader);
        assertThat(worker.claimAll()).containsExactly(again);
        Audit.assertSound(domain);
    }

    @Test
    void a_thousand_names_of_4_kib_work() {
        String[] names =
                IntStream.range(1000, 2000).mapToObj(i -> "n".repeat(4092) + i).toArray(String[]::new);
        UUID first = domain.dispatch(names);
        UUID second = domain.dispatch(names);
        assertThat(worker.claimAll()).containsExactly(first);
        worker.expire();
        domain.sweep();
        assertThat(domain.worker().claimAll()).containsExactly(second);
    }

    @Test
    void a_resource_that_is_named_twice_counts_once_and_as_exclusive_if_it_is_so_once() {
        UUID twice = domain.dispatch("a", "a");
        UUID both = domain.dispatch("shared:b", "b", "shared:b");
        UUID shared = domain.dispatch("shared:c", "shared:c");
        assertThat(domain.find(twice).reservations()).isEqualTo(Draft.reservations("a"));
        assertThat(domain.find(both).reservations()).isEqualTo(Draft.reservations("b"));
        assertThat(domain.find(shared).reservations()).isEqualTo(Draft.reservations("shared:c"));
        assertThat(worker.claimAll()).containsExactly(twice, both, shared);
        Audit.assertSound(domain);
    }

    @Test
    void a_task_without_resources_is_never_held_up() {
        domain.dispatch("a");
        worker.claimAll();
        domain.dispatch("a");
        UUID free = domain.dispatch();
        assertThat(worker.claimAll()).containsExactly(free);
    }
}
