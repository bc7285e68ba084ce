package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskState;
import io.dibs.fault.AofRedis;
import io.dibs.store.Domain;
import io.dibs.store.StoredTask;
import redis.clients.jedis.Jedis;

/** Redis at its memory limit: nothing new is accepted, and all that was accepted runs to its end, which frees memory. */
class MemoryFullTest {
    private static final Duration LEASE = Duration.ofSeconds(2);

    @Test
    void new_tasks_are_refused_and_accepted_ones_run_to_their_ends() {
        try (AofRedis server = AofRedis.start(Map.of("maxmemory-policy", "noeviction"));
                RunningPool pool = new RunningPool(
                        Domain.at(server.uri(), Duration.ofMillis(500)), 2, Duration.ofSeconds(5), LEASE, false)) {
            CountDownLatch mayEnd = new CountDownLatch(1);
            UUID running = pool.dispatch(
                    context -> {
                        mayEnd.await();
                        context.reserve("created");
                        context.progress("Counting", "counting").increment();
                        return "\"a result\"";
                    },
                    "a");
            UUID behind = pool.dispatch(context -> "1", "a");
            UUID canceled = pool.dispatch(context -> "1", "a");
            UUID timedOut = pool.dispatchWithTimeout(Duration.ofMillis(300), context -> {
                new CountDownLatch(1).await();
                return "";
            });
            pool.await(running, TaskState.RUNNING);
            Domain.TestWorker lost = pool.domain.worker(Duration.ofMillis(100));
            limitMemory(server);

            assertThatThrownBy(() -> pool.dispatch(context -> ""))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("has reached its memory limit")
                    .hasMessageContaining("Nothing was changed.");
            pool.domain.tasks.cancel(canceled);
            assertThat(pool.task(canceled).state()).isEqualTo(TaskState.CANCELED);
            pool.await(timedOut, TaskState.FAILED);
            Instant lease = leaseEnd(pool.domain);
            await().until(() -> leaseEnd(pool.domain).isAfter(lease.plus(LEASE)));
            assertThat(pool.domain.workers.list().workers())
                    .as("who is not heard of is forgotten")
                    .noneMatch(worker -> worker.worker().incarnation().equals(lost.incarnation()));
            Domain.TestWorker late = pool.domain.worker();
            assertThat(pool.domain.workers.unregister(late.incarnation())).isTrue();

            mayEnd.countDown();
            StoredTask ended = pool.await(running, TaskState.COMPLETED);
            assertThat(ended.json("result")).contains("\"a result\"");
            assertThat(ended.json("progress")).isPresent();
            pool.await(behind, TaskState.COMPLETED);
            assertThat(pool.domain.tasks.delete(behind).done()).isTrue();
            pool.domain.assertSound();

            unlimitMemory(server);
            pool.await(pool.dispatch(context -> "1"), TaskState.COMPLETED);
        }
    }

    private static Instant leaseEnd(Domain domain) {
        return domain.workers.list().workers().stream()
                .filter(worker -> worker.worker().name().equals("test"))
                .findFirst()
                .orElseThrow()
                .leaseEnd();
    }

    /** To less than what it uses already. */
    private static void limitMemory(AofRedis server) {
        setMaxMemory(server, "1");
    }

    private static void unlimitMemory(AofRedis server) {
        setMaxMemory(server, "0");
    }

    private static void setMaxMemory(AofRedis server, String bytes) {
        try (Jedis jedis = server.connect(server.port())) {
            jedis.configSet("maxmemory", bytes);
        }
    }
}
