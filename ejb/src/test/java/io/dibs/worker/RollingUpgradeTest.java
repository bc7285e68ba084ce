package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;

/** Two versions of an application side by side, until the old one goes. */
class RollingUpgradeTest {
    private static final Map<String, String> OLD = Map.of("acme", "1.9");
    private static final Map<String, String> NEW = Map.of("acme", "1.10");

    private final Domain domain = Domain.fresh();
    private final List<RunningPool> pools = new ArrayList<>();
    private final Map<Integer, List<String>> order = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        pools.forEach(pool -> pool.pool.close());
        domain.close();
    }

    private RunningPool pool(Map<String, String> modules, int slots) {
        RunningPool pool = RunningPool.with(domain, slots, modules);
        pools.add(pool);
        return pool;
    }

    private static Attributes demanding(Map<String, String> versions) {
        return Attributes.NONE.demanding(versions);
    }

    /** On which pool it ran. */
    private RunningPool ranOn(UUID id) {
        RunningPool ran = pools.stream()
                .filter(pool -> pool.changes.stream()
                        .anyMatch(change -> change.task().equals(id) && change.to() == TaskState.COMPLETED))
                .findFirst()
                .orElseThrow();
        assertThat(ran.task(id).attempt()).as("it ran once").isEqualTo(1);
        return ran;
    }

    @Test
    void new_tasks_run_on_new_workers_only_and_old_ones_anywhere_with_nothing_lost_and_each_line_in_order() {
        RunningPool old = pool(OLD, 4);
        List<UUID> ofOld = new ArrayList<>();
        List<UUID> ofNew = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            dispatch(old, i % 2 == 0 ? ofOld : ofNew, i);
        }
        RunningPool young = pool(NEW, 4);
        for (int i = 60; i < 120; i++) {
            dispatch(old, i % 2 == 0 ? ofOld : ofNew, i);
        }
        ofOld.subList(0, 10).forEach(id -> old.await(id, TaskState.COMPLETED));
        old.pool.close(); // It drains; what it has not begun is the new one's.
        ofOld.forEach(id -> young.await(id, TaskState.COMPLETED));
        ofNew.forEach(id -> young.await(id, TaskState.COMPLETED));

        await().untilAsserted(() ->
                assertThat(ofNew).allSatisfy(id -> assertThat(ranOn(id)).isSameAs(young)));
        order.values().forEach(line -> assertThat(line)
                .hasSize(24)
                .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b))));
        domain.assertSound();
    }

    /** One of five lines, in each of which tasks of both versions stand. */
    private void dispatch(RunningPool pool, List<UUID> ids, int number) {
        int line = number % 5;
        List<String> done = order.computeIfAbsent(line, each -> Collections.synchronizedList(new ArrayList<>()));
        ids.add(pool.dispatch(
                demanding(number % 2 == 0 ? OLD : NEW),
                context -> {
                    done.add(Integer.toString(number));
                    return "";
                },
                "line-" + line));
    }

    @Test
    void without_a_new_worker_new_tasks_wait_and_hold_up_no_old_one() {
        RunningPool old = pool(OLD, 1);
        UUID waiting = old.dispatch(demanding(NEW), context -> "");
        UUID runs = old.dispatch(demanding(OLD), context -> "");
        old.await(runs, TaskState.COMPLETED);
        await().until(() -> domain.tasks.waiting(waiting, 1).orElseThrow().parked());
        assertThat(old.task(waiting).attempt()).isZero();
        assertThat(domain.tasks.cancel(waiting).name()).isNotEmpty();
        domain.assertSound();
    }

    @Test
    void a_single_new_worker_finds_what_the_old_ones_have_left() throws Exception {
        pool(OLD, 2);
        pool(OLD, 2);
        RunningPool young = pool(NEW, 1);
        Set<UUID> ids = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 20; i++) {
            CountDownLatch done = new CountDownLatch(1);
            UUID id = young.dispatch(demanding(NEW), context -> {
                done.countDown();
                return "";
            });
            ids.add(id);
            done.await();
        }
        ids.forEach(id -> young.await(id, TaskState.COMPLETED));
        await().untilAsserted(() ->
                assertThat(ids).allSatisfy(id -> assertThat(ranOn(id)).isSameAs(young)));
        domain.assertSound();
    }
}
