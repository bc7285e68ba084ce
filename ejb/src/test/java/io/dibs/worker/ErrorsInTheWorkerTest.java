package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.store.Domain;

/** A task takes all memory, and an error hits a thread of the worker itself. */
class ErrorsInTheWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TASKS = 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"dibs-slot-", "dibs-events"})
    void an_error_in_a_thread_of_the_worker_loses_nothing(String threadName) {
        // Each of these threads asks the listener; so that is where an error can be had where it hurts.
        AtomicInteger errors = new AtomicInteger();
        StateListener listener = new StateListener() {
            @Override
            public boolean isListening() {
                fail();
                return true;
            }

            @Override
            public void changed(TaskStateChanged change) {
                fail();
            }

            @Override
            public void groupCompleted(String group) {}

            private void fail() {
                if (Thread.currentThread().getName().startsWith(threadName) && errors.incrementAndGet() % 3 == 1) {
                    throw new OutOfMemoryError("As planned.");
                }
            }
        };
        Set<Long> ran = ConcurrentHashMap.newKeySet();
        AtomicInteger runs = new AtomicInteger();
        try (Domain domain = Domain.fresh();
                WorkerPool pool = pool(domain, listener, claim -> {
                    ran.add(claim.fencingToken());
                    runs.incrementAndGet();
                    return "";
                })) {
            pool.start();
            List<UUID> tasks = IntStream.range(0, TASKS)
                    .mapToObj(i -> domain.dispatch("a" + i % 3))
                    .toList();
            await().atMost(PATIENCE)
                    .until(() -> tasks.stream().allMatch(id -> domain.state(id).isFinal()));
            assertThat(errors).hasPositiveValue();
            assertThat(runs).as("executions, none of them run twice").hasValue(ran.size());
            if (!threadName.startsWith("dibs-slot")) { // There an error at a start counts as the task's.
                assertThat(tasks).allMatch(id -> domain.state(id) == TaskState.COMPLETED);
                assertThat(ran).hasSize(TASKS);
            }
        }
    }

    private WorkerPool pool(Domain domain, StateListener listener, TaskBody body) {
        return new WorkerPool(
                new WorkerPool.Options(
                        "test",
                        List.of("*"),
                        2,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        directory,
                        false,
                        "1",
                        Map.of()),
                domain.tasks,
                domain.workers,
                body,
                listener,
                Thread::new);
    }
}
