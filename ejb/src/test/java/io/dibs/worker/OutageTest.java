package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskState;
import io.dibs.fault.AofRedis;
import io.dibs.fault.FaultProxy;
import io.dibs.fault.FaultProxy.Fate;
import io.dibs.store.Domain;
import io.dibs.store.ScriptDigests;
import io.dibs.store.StoredTask;
import redis.clients.jedis.Jedis;

/** A worker while Redis, or the way to it, fails: it goes on by itself, and nothing is lost or done twice. */
class OutageTest {
    private static final Duration TIMEOUT = Duration.ofMillis(400);
    private static final Duration LEASE = Duration.ofMillis(1500);
    private static final Duration LONG_LEASE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AofRedis server = AofRedis.start();
    private final FaultProxy proxy = new FaultProxy(server.port());
    private final Domain direct = Domain.at(server.uri(), Duration.ofSeconds(5));
    private RunningPool pool;

    @AfterEach
    void close() {
        if (pool != null) {
            pool.close();
        }
        direct.redis.close();
        proxy.close();
        server.close();
    }

    private RunningPool start(Duration lease) {
        pool = new RunningPool(direct.through(server.uri(proxy.port()), TIMEOUT), 2, GRACE, lease, false);
        await().until(() -> !direct.workers.list().workers().isEmpty());
        return pool;
    }

    private StoredTask reaches(UUID id, TaskState state) {
        return pool.await(id, state);
    }

    @Test
    void what_runs_while_redis_is_restarted_with_its_file_ends_as_if_nothing_had_been() throws Exception {
        start(LONG_LEASE);
        CountDownLatch mayEnd = new CountDownLatch(1);
        UUID running = pool.dispatch(
                context -> {
                    context.progress("Waiting", "waiting").increment();
                    mayEnd.await();
                    return "\"" + context.isCanceled() + "\"";
                },
                "a");
        UUID behind = pool.dispatch(context -> "", "a");
        reaches(running, TaskState.RUNNING);
        String worker = direct.workers.list().workers().get(0).worker().incarnation();
        server.kill();
        mayEnd.countDown();
        await().until(() -> pool.threads.stream().anyMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        server.restart();
        assertThat(reaches(running, TaskState.COMPLETED).json("result")).contains("\"false\"");
        reaches(behind, TaskState.COMPLETED);
        assertThat(direct.find(running).attempt()).isEqualTo(1);
        assertThat(direct.workers.list().workers())
                .extracting(each -> each.worker().incarnation())
                .containsExactly(worker);
        direct.assertSound();
    }

    @Test
    void when_redis_comes_back_empty_the_worker_is_there_again_and_tokens_still_grow() {
        start(LONG_LEASE);
        AtomicLong before = new AtomicLong();
        reaches(pool.dispatch(context -> tokenTo(before)), TaskState.COMPLETED);
        AtomicReference<Thread> told = new AtomicReference<>();
        UUID lost = pool.dispatch(context -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                told.set(Thread.currentThread());
            }
            return "";
        });
        reaches(lost, TaskState.RUNNING);
        server.restartEmpty();
        await().until(() -> !direct.workers.list().workers().isEmpty());
        await().untilAtomic(told, thread -> assertThat(thread).isNotNull());
        assertThat(direct.tasks.find(lost)).isEmpty();
        AtomicLong after = new AtomicLong();
        reaches(pool.dispatch(context -> tokenTo(after), "a"), TaskState.COMPLETED);
        assertThat(after.get()).isGreaterThan(before.get());
        direct.assertSound();
    }

    private static String tokenTo(AtomicLong token) {
        return "\"" + token.updateAndGet(old -> CurrentTask.find().orElseThrow().fencingToken()) + "\"";
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_completion_is_sent_until_it_is_recorded(boolean reachesRedis) {
        start(LONG_LEASE);
        CountDownLatch mayEnd = new CountDownLatch(1);
        UUID id = pool.dispatch(context -> {
            mayEnd.await();
            return "1";
        });
        reaches(id, TaskState.RUNNING);
        // Each call sends twice.
        FaultProxy.Trigger losing = reachesRedis
                ? proxy.after(id.toString(), 5, () -> Fate.CUT)
                : proxy.before(id.toString(), 5, () -> Fate.CUT);
        mayEnd.countDown();
        await().until(() -> losing.fired() == 5);
        assertThat(reaches(id, TaskState.COMPLETED).attempt()).isEqualTo(1);
        await().until(() -> pool.changes.stream()
                        .filter(change -> change.task().equals(id) && change.to() == TaskState.COMPLETED)
                        .count()
                == 1);
        direct.assertSound();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-LOADING Redis is loading the dataset in memory",
                "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "-READONLY You can't write against a read only replica.",
                "-OOM command not allowed when used memory > 'maxmemory'.",
                "-ERR Error running script: something else"
            })
    void refusals_are_waited_out(String answer) {
        start(LONG_LEASE);
        FaultProxy.Trigger refusing = proxy.before(ScriptDigests.of("exchange"), 3, () -> Fate.answer(answer));
        UUID id = pool.dispatch(context -> "1");
        await().until(() -> refusing.fired() == 3);
        reaches(id, TaskState.COMPLETED);
        direct.assertSound();
    }

    @Test
    void flushed_scripts_are_loaded_again() {
        start(LONG_LEASE);
        try (Jedis jedis = server.connect(server.port())) {
            for (int i = 0; i < 20; i++) {
                jedis.scriptFlush();
                reaches(pool.dispatch(context -> "1", "a"), TaskState.COMPLETED);
            }
        }
        direct.assertSound();
    }

    @Test
    void a_slow_network_changes_nothing_but_the_pace() {
        start(LONG_LEASE);
        proxy.delay(Duration.ofMillis(50));
        List<Integer> order = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            ids.add(pool.dispatch(
                    context -> {
                        order.add(number); // One at a time, by the reservation.
                        return "1";
                    },
                    "a"));
        }
        ids.forEach(id -> reaches(id, TaskState.COMPLETED));
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
        direct.assertSound();
    }

    /** R4, C41: by the time at which others may take its work, this process has told it to stop. */
    @Test
    void running_work_is_told_to_stop_before_the_lease_ends_though_nothing_is_answered() {
        Duration lease = Duration.ofSeconds(5);
        start(lease);
        AtomicReference<Instant> told = new AtomicReference<>();
        UUID id = pool.dispatch(
                context -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        told.set(redisTime());
                    }
                    return "1";
                },
                "a");
        reaches(id, TaskState.RUNNING);
        Domain.TestWorker other = direct.worker(LONG_LEASE);
        proxy.halfOpen();
        await().untilAtomic(told, at -> assertThat(at).isNotNull());
        Instant leaseEnd = direct.workers.list().workers().stream()
                .filter(worker -> worker.tasks().contains(id))
                .findFirst()
                .orElseThrow()
                .leaseEnd();
        assertThat(told.get()).isBefore(leaseEnd);

        await().until(() -> direct.sweep().size() == 1);
        assertThat(direct.state(id)).isEqualTo(TaskState.FAILED);
        UUID next = direct.dispatch("a");
        assertThat(other.claimAll()).containsExactly(next);
        proxy.pass();
        // Its outcome was on its way all the time; it is refused, and the worker goes on under a new incarnation.
        await().until(() -> direct.workers.list().workers().stream()
                .anyMatch(worker -> worker.worker().name().equals("test")));
        assertThat(direct.state(id)).isEqualTo(TaskState.FAILED);
        direct.assertSound();
    }

    /** By a way that works. The next interrupt may come while it is asked. */
    private Instant redisTime() {
        while (true) {
            try {
                return direct.workers.list().time();
            } catch (RuntimeException e) {
                Thread.interrupted();
            }
        }
    }

    @Test
    void after_a_half_open_time_the_worker_goes_on() {
        start(LONG_LEASE);
        reaches(pool.dispatch(context -> "1"), TaskState.COMPLETED);
        proxy.halfOpen();
        UUID id = direct.dispatch("a"); // Of a method that the pool does not know: it has to be declined.
        proxy.pass();
        reaches(pool.dispatch(context -> "1"), TaskState.COMPLETED);
        await().until(() -> direct.tasks.waiting(id, 1).orElseThrow().parked());
        direct.assertSound();
    }

    @Test
    void a_worker_that_finds_no_redis_at_its_start_starts_when_there_is_one() {
        Domain domain = direct.through(server.uri(proxy.port()), TIMEOUT);
        UUID early = direct.dispatch("a");
        proxy.refuse();
        pool = new RunningPool(domain, 2, GRACE, LEASE, false);
        await().until(() -> pool.threads.stream()
                .anyMatch(thread -> thread.getName().equals("dibs-coordinator")
                        && thread.getState() == Thread.State.TIMED_WAITING));
        proxy.pass();
        reaches(pool.dispatch(context -> "1"), TaskState.COMPLETED);
        await().until(() -> direct.tasks.waiting(early, 1).orElseThrow().parked());
    }

    /** C47: nobody tells a worker that comes back what became ready while there was none. */
    @Test
    void all_that_became_ready_while_there_was_no_worker_runs_when_one_comes_back() {
        start(LONG_LEASE);
        List<UUID> ids = new ArrayList<>();
        CountDownLatch mayEnd = new CountDownLatch(1);
        ids.add(pool.dispatch(
                context -> {
                    mayEnd.await();
                    return "";
                },
                "a"));
        reaches(ids.get(0), TaskState.RUNNING);
        proxy.refuse();
        proxy.cut();
        for (int i = 0; i < 30; i++) {
            ids.add(pool.dispatchThrough(direct, context -> "1", i % 2 == 0 ? "a" : "b"));
        }
        mayEnd.countDown();
        proxy.pass();
        ids.forEach(id -> reaches(id, TaskState.COMPLETED));
        direct.assertSound();
    }

    @Test
    void a_worker_that_is_to_give_up_does_so_once_its_work_has_stopped() {
        CountDownLatch gaveUp = new CountDownLatch(1);
        AtomicReference<String> order = new AtomicReference<>("");
        pool = new RunningPool(
                direct.through(server.uri(proxy.port()), TIMEOUT),
                2,
                GRACE,
                LEASE,
                false,
                prepared -> prepared.whenUnavailable(() -> {
                    order.accumulateAndGet("gave up", String::concat);
                    gaveUp.countDown();
                }));
        UUID id = pool.dispatch(
                context -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        order.accumulateAndGet("stopped, ", String::concat);
                    }
                    return "1";
                },
                "a");
        reaches(id, TaskState.RUNNING);
        server.kill();
        await().until(() -> gaveUp.getCount() == 0);
        assertThat(order.get()).isEqualTo("stopped, gave up");
        server.restart();
    }

    @Test
    void a_worker_that_is_to_give_up_does_so_if_it_never_reached_redis() {
        proxy.refuse();
        CountDownLatch gaveUp = new CountDownLatch(1);
        pool = new RunningPool(
                direct.through(server.uri(proxy.port()), TIMEOUT),
                2,
                GRACE,
                LEASE,
                false,
                prepared -> prepared.whenUnavailable(() -> {
                    pool.pool.close(); // As the end of its process does.
                    gaveUp.countDown();
                }));
        await().until(() -> gaveUp.getCount() == 0);
        await().until(() -> pool.threads.stream().noneMatch(Thread::isAlive));
        proxy.pass();
    }

    @Test
    void a_worker_that_is_to_give_up_does_not_because_of_a_short_outage() {
        CountDownLatch gaveUp = new CountDownLatch(1);
        pool = new RunningPool(
                direct.through(server.uri(proxy.port()), TIMEOUT),
                2,
                GRACE,
                LONG_LEASE,
                false,
                prepared -> prepared.whenUnavailable(gaveUp::countDown));
        reaches(pool.dispatch(context -> "1"), TaskState.COMPLETED);
        server.restart();
        reaches(pool.dispatch(context -> "1"), TaskState.COMPLETED);
        assertThat(gaveUp.getCount()).isEqualTo(1);
    }
}
