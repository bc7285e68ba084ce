package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.store.Attributes;
import io.dibs.store.Exchange;

class WorkQueueTest {
    private final WorkQueue work = new WorkQueue();
    private final Queue<Execution> taken = new ConcurrentLinkedQueue<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private List<Thread> slots = List.of();

    /** Slots that keep what they take, and stay with it until they may go on. */
    private void start(int count) {
        slots = Stream.generate(() -> new Thread(() -> {
                    WorkQueue.Seat seat = new WorkQueue.Seat();
                    for (Optional<Execution> next = work.take(seat); next.isPresent(); next = work.take(seat)) {
                        taken.add(next.get());
                        awaitGo();
                    }
                }))
                .limit(count)
                .toList();
        slots.forEach(Thread::start);
    }

    private void awaitGo() {
        while (true) {
            try {
                go.await();
                return;
            } catch (InterruptedException e) {
                // Not what it waits for.
            }
        }
    }

    private void awaitParked() {
        await().until(() -> slots.stream().allMatch(slot -> slot.getState() == Thread.State.WAITING));
    }

    private List<Execution> add(int count) {
        List<Execution> executions =
                Stream.generate(WorkQueueTest::execution).limit(count).toList();
        executions.forEach(work::add);
        work.call();
        return executions;
    }

    @AfterEach
    void end() throws InterruptedException {
        go.countDown();
        work.end(slots.size());
        for (Thread slot : slots) {
            slot.join();
        }
    }

    @Test
    void one_call_brings_as_many_slots_as_there_are_executions() {
        start(5);
        awaitParked();
        add(4);
        await().until(() -> taken.size() == 4);
        add(1);
        await().until(() -> taken.size() == 5);
    }

    @Test
    void executions_are_taken_in_their_order_and_each_once() {
        go.countDown();
        start(3);
        List<Execution> all = add(1_000);
        await().until(() -> taken.size() == all.size());
        assertThat(taken).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
        taken.clear();
        work.end(2);
        await().until(() -> slots.stream().filter(Thread::isAlive).count() == 1);
        List<Execution> byOne = add(100);
        await().until(() -> taken.size() == byOne.size());
        assertThat(taken).containsExactlyElementsOf(byOne);
    }

    @Test
    void an_interrupt_of_a_waiting_slot_changes_nothing() {
        start(2);
        awaitParked();
        slots.forEach(Thread::interrupt);
        add(2);
        await().until(() -> taken.size() == 2);
    }

    @Test
    void nothing_is_taken_back_while_a_slot_is_free_or_comes() {
        start(1);
        awaitParked();
        Execution execution = execution();
        work.add(execution);
        assertThat(work.takeBack(Duration.ZERO)).isEmpty();
        work.call();
        assertThat(work.takeBack(Duration.ZERO)).isEmpty();
        await().until(() -> taken.contains(execution));
    }

    @Test
    void what_waits_while_all_slots_are_busy_is_taken_back() {
        start(2);
        awaitParked();
        List<Execution> all = add(3);
        await().until(() -> taken.size() == 2);
        assertThat(work.takeBack(Duration.ofDays(1))).isEmpty();
        assertThat(work.takeBack(Duration.ZERO)).contains(all.get(2));
        assertThat(work.takeBack(Duration.ZERO)).isEmpty();
        assertThat(work.isEmpty()).isTrue();
    }

    private static Execution execution() {
        return new Execution(
                new Exchange.Claimed(UUID.randomUUID(), 1, 1, "a#b", "[]", Attributes.NONE, Optional.empty()),
                null,
                Path.of(""));
    }
}
