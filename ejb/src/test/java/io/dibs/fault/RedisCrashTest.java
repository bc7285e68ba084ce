package io.dibs.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.dibs.TaskState;
import io.dibs.fault.FaultProxy.Fate;
import io.dibs.store.Domain;
import io.dibs.store.NewTask;
import io.dibs.store.StoredTask;
import io.dibs.worker.WorkerPool;

/**
 * C43: Redis is killed before and after each message of a worker, and started again with its file. The worker carries on
 * by itself; each task is done once, and what was recorded stays recorded.
 */
class RedisCrashTest {
    private static final int AT_ONCE = 3;
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** It is renewed soon; and left to end by itself, when it could not be given back. */
    private static final Duration SHORT_LEASE = Duration.ofSeconds(6);

    private static AofRedis effects;
    private static ExecutorService threads;
    private static final Map<String, Future<?>> RUNS = new TreeMap<>();

    @BeforeAll
    static void start() {
        effects = AofRedis.start();
        threads = Executors.newFixedThreadPool(AT_ONCE);
        for (CrashPoint point : CrashPoint.values()) {
            RUNS.put(point + " before", threads.submit(() -> killRedisAt(point, true)));
            RUNS.put(point + " after", threads.submit(() -> killRedisAt(point, false)));
        }
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        effects.close();
    }

    @ParameterizedTest
    @EnumSource
    void before_a_message_arrives(CrashPoint point) throws Throwable {
        assertWentWell(point + " before");
    }

    @ParameterizedTest
    @EnumSource
    void after_a_message_was_carried_out(CrashPoint point) throws Throwable {
        assertWentWell(point + " after");
    }

    private static void assertWentWell(String run) throws Throwable {
        try {
            RUNS.get(run).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private static void killRedisAt(CrashPoint point, boolean before) {
        try (AofRedis redis = AofRedis.start();
                CrashScene scene = new CrashScene(redis, effects, point.kind())) {
            CountDownLatch happened = new CountDownLatch(1);
            FaultProxy.Action restart = () -> {
                redis.restart();
                happened.countDown();
                return Fate.CUT;
            };
            FaultProxy.Trigger trigger = before
                    ? scene.proxy.before(point.bytes(), 1, restart)
                    : scene.proxy.after(point.bytes(), 1, restart);
            if (point == CrashPoint.SWEEP) {
                scene.loseAll();
            }
            if (point == CrashPoint.TICK) {
                scene.schedule();
            }
            boolean knowsAll = point != CrashPoint.DECLINE;
            Domain throughProxy = scene.domain.through(redis.uri(scene.proxy.port()), VictimMain.REDIS_TIMEOUT);
            WorkerPool pool = VictimMain.pool(
                    throughProxy,
                    new CrashTasks(URI.create(effects.uri()), throughProxy.tasks, knowsAll, happened),
                    lease(point),
                    Path.of("target", "crash", "work"));
            pool.start();
            if (!knowsAll) {
                CrashScene.await().until(() -> trigger.fired() == 1);
                scene.startRescuer();
            }
            for (NewTask task : scene.tasks()) {
                assertDoneOnce(scene, task, point);
            }
            if (point == CrashPoint.CHILD) {
                assertOneChild(scene, scene.once.id());
                assertOneChild(scene, scene.again.id());
            }
            if (point == CrashPoint.TICK) {
                scene.assertScheduleHasTickedOnce();
            }
            scene.stopRescuer();
            pool.close();
            CrashScene.await().until(() -> trigger.fired() == 1);
            scene.assertNothingIsLeftOfWorkers();
            throughProxy.redis.close();
        }
    }

    private static Duration lease(CrashPoint point) {
        return point == CrashPoint.RENEW || point == CrashPoint.UNREGISTER ? SHORT_LEASE : LEASE;
    }

    private static void assertDoneOnce(CrashScene scene, NewTask task, CrashPoint point) {
        StoredTask end = CrashScene.await()
                .until(() -> scene.domain.find(task.id()), each -> each.state().isFinal());
        String what = task.name() + " of " + point;
        boolean swept = point == CrashPoint.SWEEP && (task == scene.once || task == scene.again);
        boolean fails =
                (point == CrashPoint.TIMEOUT && task.attributes().timeout().isPresent())
                        || (swept && task == scene.once);
        assertThat(end.state()).as(what).isEqualTo(fails ? TaskState.FAILED : TaskState.COMPLETED);
        assertThat(end.attempt()).as(what).isEqualTo(swept && !fails ? 2 : 1);
        assertThat(scene.tokens(CrashTasks.effects(task.id()))).as(what).hasSize(swept && fails ? 0 : 1);
    }

    private static void assertOneChild(CrashScene scene, UUID parent) {
        assertThat(scene.domain.find(parent).children()).singleElement().satisfies(child -> CrashScene.await()
                .until(() -> scene.domain.state(child) == TaskState.COMPLETED));
    }
}
