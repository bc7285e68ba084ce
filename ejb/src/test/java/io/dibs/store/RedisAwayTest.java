package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.Schedule;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.Timing;
import io.dibs.fault.AofRedis;
import io.dibs.fault.FaultProxy;
import io.dibs.fault.FaultProxy.Fate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** Commands fail clearly, and soon, when Redis or the way to it fails, and what is sent twice changes nothing twice. */
class RedisAwayTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(5);

    private static AofRedis server;
    private final FaultProxy proxy = new FaultProxy(server.port());
    private final Domain domain = Domain.at(server.uri(proxy.port()), TIMEOUT);
    private final Domain direct = domain.through(server.uri(), PATIENT);

    @BeforeAll
    static void start() {
        server = AofRedis.start(Map.of("lua-time-limit", "50"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        direct.close();
        domain.redis.close();
        proxy.close();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertDispatchFails() {
        return assertThatThrownBy(domain::dispatch).isInstanceOf(StoreUnavailableException.class);
    }

    private List<StoredTask> all() {
        return direct.tasks.list(TaskQuery.all()).tasks();
    }

    @Test
    void a_dispatch_fails_at_once_while_nobody_listens() {
        proxy.refuse();
        assertDispatchFails().hasMessageContaining("does not answer. Nothing was changed.");
        proxy.pass();
        domain.dispatch();
        assertThat(all()).hasSize(1);
    }

    @Test
    void a_dispatch_fails_in_time_when_nothing_is_answered_and_works_again_when_the_way_is_whole() {
        domain.dispatch();
        proxy.halfOpen();
        assertDispatchFails().hasMessageContaining("It is not known whether anything was changed.");
        assertDispatchFails().hasMessageContaining("Nothing was changed.");
        proxy.pass();
        domain.dispatch();
        assertThat(all()).hasSize(2);
    }

    @Test
    void a_connection_that_died_silently_is_no_obstacle_either() {
        domain.dispatch();
        proxy.halfOpen();
        proxy.pass();
        domain.dispatch();
        assertThat(all()).hasSize(2);
    }

    @Test
    void connections_that_broke_while_nobody_used_them_are_no_obstacle() {
        List<CompletableFuture<UUID>> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            many.add(CompletableFuture.supplyAsync(domain::dispatch));
        }
        many.forEach(CompletableFuture::join);
        for (int i = 0; i < 3; i++) {
            proxy.cut();
            domain.dispatch();
        }
        assertThat(all()).hasSize(11);
        proxy.cut();
        assertThat(domain.redis.isReady()).isTrue();
    }

    @Test
    void a_restart_of_redis_is_no_obstacle() {
        UUID before = domain.dispatch("a");
        server.restart();
        UUID after = domain.dispatch("a");
        assertThat(direct.worker().claimAll()).containsExactly(before);
        assertThat(direct.state(after)).isEqualTo(TaskState.WAITING);
        Audit.assertSound(direct);
    }

    @Test
    void all_connections_in_use_is_said_so() {
        List<CompletableFuture<?>> blocked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            blocked.add(CompletableFuture.runAsync(
                    () -> domain.redis.call(r -> r.blpop(2.0, domain.redis.key("nothing"))),
                    task -> new Thread(task).start()));
        }
        await().until(() -> proxy.connections() == 8);
        assertDispatchFails().hasMessageContaining("All 8 connections").hasMessageContaining("Nothing was changed.");
        blocked.forEach(CompletableFuture::join);
        domain.dispatch();
    }

    @Test
    void a_dispatch_whose_request_or_reply_is_lost_is_made_once() {
        domain.redis.isReady();
        FaultProxy.Trigger request = proxy.before(ScriptDigests.of("dispatch"), 1, () -> Fate.CUT);
        UUID first = domain.dispatch("a");
        FaultProxy.Trigger reply = proxy.after(ScriptDigests.of("dispatch"), 1, () -> Fate.CUT);
        UUID second = domain.dispatch("a");
        assertThat(request.fired()).isEqualTo(1);
        assertThat(reply.fired()).isEqualTo(1);
        assertThat(all()).extracting(StoredTask::id).containsExactly(second, first);
        Audit.assertSound(direct);
    }

    @Test
    void a_dispatch_whose_reply_is_lost_again_and_again_says_that_nobody_knows() {
        domain.redis.isReady();
        proxy.after(ScriptDigests.of("dispatch"), 2, () -> Fate.CUT);
        assertDispatchFails().hasMessageContaining("It is not known whether anything was changed.");
        assertThat(all()).hasSize(1);
        Audit.assertSound(direct);
    }

    /** What is done by one script, on a domain with a running task, one that waits behind it, and one that is final. */
    private enum Step {
        EXCHANGE(scene -> scene.worker.complete(scene.running)),
        CANCEL(scene -> scene.domain.tasks.cancel(scene.running.task())),
        DELETE(scene -> scene.domain.tasks.delete(scene.ended)),
        PROGRESS(scene -> scene.domain.workers.saveProgress(
                scene.running.task(), scene.running.fencingToken(), "[]", "[\"x\"]", "")),
        RESERVE(scene ->
                scene.domain.workers.reserve(scene.running.task(), scene.running.fencingToken(), List.of("new"))),
        REGISTER(scene -> scene.domain.worker()),
        RENEW(scene -> scene.domain.workers.renew(scene.worker.registration, new WorkerStore.Health(0, Instant.now()))),
        UNREGISTER(scene -> scene.domain.workers.unregister(scene.idle.incarnation())),
        ABANDON(scene -> {
            scene.domain.tasks.cancel(scene.running.task());
            scene.domain.tasks.abandon(scene.running.task(), "{}");
        }),
        SCHEDULE(scene -> scene.domain.schedules.put("new", Optional.empty(), scene.schedule(), 9)),
        UNSCHEDULE(scene -> scene.domain.schedules.remove("hourly", Optional.empty())),
        TICK(scene -> {
            StoredSchedule schedule = scene.domain.schedules.find("hourly").orElseThrow();
            Instant due = schedule.time("due").orElseThrow();
            NewTask task = schedule.task(UUID.randomUUID(), Optional.of(due), method -> Map.of());
            scene.domain.schedules.tick(
                    schedule,
                    new ScheduleStore.Tick(
                            due, Optional.of(due.plusSeconds(3600)), 3, Optional.empty(), Optional.of(task)));
        }),
        RUN_SCHEDULE(scene -> {
            StoredSchedule schedule = scene.domain.schedules.find("hourly").orElseThrow();
            scene.domain.schedules.run(
                    schedule, schedule.task(UUID.randomUUID(), Optional.empty(), method -> Map.of()));
        }),
        SWEEP(scene -> scene.domain.sweep());

        private final Consumer<Scene> change;

        Step(Consumer<Scene> change) {
            this.change = change;
        }
    }

    private static final class Scene {
        private final Domain domain;
        private final Domain.TestWorker worker;
        private final Domain.TestWorker idle;
        private final UUID ended;
        private final Exchange.Claimed running;
        private final UUID behind;

        Scene(Domain domain) {
            this.domain = domain;
            domain.redis.isReady();
            worker = domain.worker();
            idle = domain.worker();
            ended = domain.dispatch("a");
            worker.complete(worker.claimOne());
            domain.dispatch("a");
            running = worker.claimOne();
            behind = domain.dispatch("a");
            Domain.TestWorker lost = domain.worker();
            domain.dispatch("b");
            lost.claimOne();
            lost.expire();
            domain.schedules.put("hourly", Optional.empty(), schedule(), 9);
        }

        ScheduleStore.Definition schedule() {
            return new ScheduleStore.Definition(
                    Timing.every(Duration.ofHours(1)),
                    domain.schedules.now(),
                    Schedule.Overlap.QUEUE,
                    Schedule.Missed.ONCE,
                    domain.task("a").build(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(domain.schedules.now()));
        }
    }

    /** C44: by what the domain holds, nobody can tell whether the reply was lost. */
    @ParameterizedTest
    @EnumSource
    void a_script_whose_reply_is_lost_is_sent_again_and_changes_nothing_more(Step step) {
        Scene scene = new Scene(domain);
        FaultProxy.Trigger lost = proxy.after(ScriptDigests.of(step.name()), 1, () -> {
            recorded = shape(direct);
            return Fate.CUT;
        });
        step.change.accept(scene);
        assertThat(lost.fired()).isEqualTo(1);
        // The clock goes on: a renewed lease ends later. Nothing else may differ.
        assertThat(shape(direct)).isEqualTo(recorded);
        Audit.assertSound(direct);
        assertThat(direct.state(scene.behind)).isEqualTo(TaskState.WAITING);
    }

    private volatile Map<String, String> recorded;

    private static Map<String, String> shape(Domain domain) {
        Map<String, String> contents = Keys.contents(domain);
        contents.remove("leases");
        return contents;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-LOADING Redis is loading the dataset in memory",
                "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "-MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                "-NOREPLICAS Not enough good replicas to write.",
                "-NOAUTH Authentication required.",
                "-ERR Error running script (call to f_0): @user_script:1: @user_script: 1: -OOM command not allowed"
            })
    void a_refusal_fails_clearly_and_is_over_when_it_is_over(String answer) {
        domain.dispatch();
        FaultProxy.Trigger refusing =
                proxy.before(ScriptDigests.of("dispatch"), Integer.MAX_VALUE, () -> Fate.answer(answer));
        String code = answer.replaceFirst("^.*-([A-Z]+) .*$", "$1");
        assertDispatchFails()
                .hasMessageContaining(Refusal.valueOf(code).sentence())
                .hasMessageContaining("Nothing was changed.");
        assertThat(refusing.fired()).isPositive();
        refusing.close();
        domain.dispatch();
        assertThat(all()).hasSize(2);
    }

    @Test
    void an_error_that_is_no_refusal_leaves_it_open_what_was_changed() {
        domain.redis.isReady();
        proxy.before(ScriptDigests.of("dispatch"), 1, () -> Fate.answer("-ERR Error running script: oops"));
        assertDispatchFails().hasMessageContaining("It is not known whether anything was changed.");
    }

    @Test
    void a_busy_redis_is_said_to_be_busy() {
        domain.dispatch();
        CompletableFuture<?> busy = CompletableFuture.runAsync(() -> {
            try (Jedis jedis = server.connect(server.port())) {
                jedis.eval("while true do end");
            } catch (JedisException e) {
                // Killed below.
            }
        });
        try (Jedis jedis = server.connect(server.port())) {
            await().ignoreExceptions().until(() -> {
                try {
                    return jedis.get("x") == null && false;
                } catch (JedisException e) {
                    return e.getMessage().startsWith("BUSY");
                }
            });
            assertDispatchFails().hasMessageContaining(Refusal.BUSY.sentence());
            jedis.scriptKill();
        }
        busy.join();
        domain.dispatch();
        assertThat(all()).hasSize(2);
    }

    @Test
    void a_replica_is_said_to_be_one() {
        domain.dispatch();
        try (Jedis jedis = server.connect(server.port())) {
            jedis.replicaof("127.0.0.1", 1);
            assertDispatchFails().hasMessageContaining(Refusal.READONLY.sentence());
            assertThatThrownBy(() -> domain.redis.awaitToken(domain.redis.key("nothing"), Duration.ofMillis(50)))
                    .hasMessageContaining(Refusal.READONLY.sentence());
            jedis.replicaofNoOne();
        }
        domain.dispatch();
    }

    /** The old primary lives on as a replica, and connections to it stay open: nothing but its answer tells. */
    @Test
    void after_a_failover_connections_to_the_former_primary_are_given_up() {
        domain.dispatch();
        try (AofRedis successor = AofRedis.startReplicaOf(server);
                Jedis former = server.connect(server.port());
                Jedis next = successor.connect(successor.port())) {
            await().until(() -> next.info("replication").contains("master_link_status:up"));
            Domain sameThere = domain.through(successor.uri(), PATIENT);
            next.replicaofNoOne();
            former.replicaof("127.0.0.1", successor.port());
            proxy.leadTo(successor.port());
            UUID id = domain.dispatch();
            assertThat(sameThere.state(id)).isEqualTo(TaskState.WAITING);
            sameThere.redis.close();
            former.replicaofNoOne();
        }
    }
}
