package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.fault.AofRedis;
import io.dibs.fault.FaultProxy;
import io.dibs.fault.FaultProxy.Fate;
import redis.clients.jedis.Jedis;

/** {@code dibs.redis.wait-replicas}: a dispatch returns when so many replicas have the task, or fails. */
class ReplicasTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static AofRedis primary;
    private static AofRedis replica;
    private final FaultProxy proxy = new FaultProxy(primary.port());
    private final Domain domain = Domain.at(
            primary.uri(proxy.port()),
            TIMEOUT,
            Domain.RETENTION,
            new StoreSettings.Replication(1, Duration.ofMillis(700)));

    @BeforeAll
    static void start() {
        primary = AofRedis.start();
        replica = AofRedis.startReplicaOf(primary);
        try (Jedis jedis = replica.connect(replica.port())) {
            await().until(() -> jedis.info("replication").contains("master_link_status:up"));
        }
    }

    @AfterAll
    static void stop() {
        replica.close();
        primary.close();
    }

    @AfterEach
    void close() {
        domain.close();
        proxy.close();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertDispatchFails() {
        return assertThatThrownBy(() -> domain.dispatch("a"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("reached 0 of 1 replicas");
    }

    private StoredTask only() {
        return domain.tasks.list(TaskQuery.all()).tasks().stream()
                .reduce((a, b) -> {
                    throw new AssertionError("There are two tasks.");
                })
                .orElseThrow();
    }

    @Test
    void a_task_is_on_the_replica_when_its_dispatch_returns() {
        Domain copy = domain.through(replica.uri(), TIMEOUT);
        for (int i = 0; i < 20; i++) {
            assertThat(copy.tasks.find(domain.dispatch("a"))).isPresent();
        }
        copy.redis.close();
    }

    @Test
    void a_task_that_does_not_reach_it_in_time_is_canceled() {
        replica.pause();
        try {
            assertDispatchFails().hasMessageContaining("It was canceled and does not run.");
            assertThat(only().state()).isEqualTo(TaskState.CANCELED);
            assertThat(domain.worker().claimAll()).isEmpty();
        } finally {
            replica.resume();
        }
        domain.dispatch("a");
        Audit.assertSound(domain);
    }

    @Test
    void one_that_has_started_meanwhile_is_said_to_have_and_runs_on() {
        Domain.TestWorker worker = domain.worker();
        replica.pause();
        try {
            CompletableFuture<Exchange.Claimed> claim = CompletableFuture.supplyAsync(
                    () -> await().until(() -> worker.claim(1), claims -> !claims.isEmpty())
                            .get(0));
            assertDispatchFails().hasMessageContaining("It has started all the same");
            assertThat(only().state()).isEqualTo(TaskState.RUNNING);
            worker.complete(claim.join());
            assertThat(only().state()).isEqualTo(TaskState.COMPLETED);
        } finally {
            replica.resume();
        }
    }

    /** The script is sent again on another connection, which has to wait for what the first one changed. */
    @Test
    void a_lost_reply_does_not_pass_for_a_replica_that_has_the_task() {
        domain.redis.isReady();
        replica.pause();
        try {
            FaultProxy.Trigger lost = proxy.after(ScriptDigests.of("dispatch"), 1, () -> Fate.CUT);
            assertDispatchFails().hasMessageContaining("It was canceled and does not run.");
            assertThat(lost.fired()).isEqualTo(1);
        } finally {
            replica.resume();
        }
    }

    @Test
    void when_it_cannot_be_canceled_nobody_knows_whether_it_runs() {
        domain.redis.isReady();
        replica.pause();
        try {
            proxy.before(ScriptDigests.of("cancel"), 2, () -> Fate.CUT);
            assertDispatchFails().hasMessageContaining("It is not known whether it runs.");
        } finally {
            replica.resume();
        }
    }

    @Test
    void the_time_for_replicas_is_not_taken_from_the_time_for_answers() {
        Domain slow = Domain.at(
                primary.uri(),
                Duration.ofMillis(200),
                Domain.RETENTION,
                new StoreSettings.Replication(1, Duration.ofMillis(700)));
        replica.pause();
        try {
            assertThatThrownBy(slow::dispatch).hasMessageContaining("reached 0 of 1 replicas");
        } finally {
            replica.resume();
        }
        slow.close();
    }
}
