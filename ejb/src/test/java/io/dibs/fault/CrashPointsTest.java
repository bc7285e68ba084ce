package io.dibs.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.dibs.TaskState;
import io.dibs.fault.CrashTasks.Kind;
import io.dibs.fault.FaultProxy.Fate;
import io.dibs.store.StoredTask;

/**
 * C40: a worker process is killed at each step of its life. Each step has a domain and a process of its own; several run at
 * once, since most of the time they wait for the end of a lease.
 */
class CrashPointsTest {
    private static final int AT_ONCE = 4;

    private static AofRedis server;
    private static ExecutorService threads;
    private static final Map<String, Future<?>> RUNS = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        server = AofRedis.start();
        threads = Executors.newFixedThreadPool(AT_ONCE);
        for (CrashPoint point : CrashPoint.values()) {
            RUNS.put(point + " before", threads.submit(() -> killAt(point, true)));
            RUNS.put(point + " after", threads.submit(() -> killAt(point, false)));
        }
        for (Kind kind : List.of(Kind.HALT_AT_ONCE, Kind.HALT_IN_THE_MIDST)) {
            RUNS.put(kind.toString(), threads.submit(() -> halt(kind)));
        }
        RUNS.put("a zombie", threads.submit(CrashPointsTest::wakeZombie));
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        server.close();
    }

    static List<String> steps() {
        return RUNS.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void whatever_a_worker_does_when_it_dies_its_tasks_end_as_they_must(String step) throws Throwable {
        try {
            RUNS.get(step).get();
        } catch (ExecutionException | CompletionException e) {
            throw e.getCause();
        }
    }

    /**
     * @param before the message is not forwarded; else Redis has carried it out, and the reply is not delivered
     */
    private static void killAt(CrashPoint point, boolean before) {
        try (CrashScene scene = new CrashScene(server, point.kind())) {
            FaultProxy.Action kill = () -> {
                scene.killVictim();
                return Fate.CUT;
            };
            if (point == CrashPoint.RENEW) { // On a slow machine the first renewal comes before the first claim.
                scene.startVictim();
                scene.awaitEffects();
            }
            FaultProxy.Trigger trigger =
                    before ? scene.proxy.before(point.bytes(), 1, kill) : scene.proxy.after(point.bytes(), 1, kill);
            if (point == CrashPoint.SWEEP) {
                scene.loseAll();
            }
            if (point == CrashPoint.TICK) {
                scene.schedule();
            }
            if (point != CrashPoint.RENEW) {
                scene.startVictim();
            }
            if (point == CrashPoint.UNREGISTER) {
                CrashScene.await()
                        .until(() -> scene.domain.state(scene.once.id()) == TaskState.COMPLETED
                                && scene.domain.state(scene.again.id()) == TaskState.COMPLETED);
                scene.victim().destroy();
            }
            CrashScene.await().until(() -> trigger.fired() == 1);
            assertCrashedThere(scene, point, before);
            scene.startRescuer();
            scene.letRescuersTasksEnd();
            if (point == CrashPoint.TICK) {
                scene.assertScheduleHasTickedOnce();
            }
            scene.assertAllEndAsTheyMust();
        }
    }

    /** That the crash came where it was meant to come: Redis has the change, or has it not. */
    private static void assertCrashedThere(CrashScene scene, CrashPoint point, boolean before) {
        List<StoredTask> both = List.of(scene.atTheCrash(scene.once), scene.atTheCrash(scene.again));
        switch (point) {
            case REGISTER -> {
                assertThat(both).allMatch(task -> task.state() == TaskState.WAITING);
                assertThat(scene.domain.workers.list().workers()).hasSize(before ? 0 : 1);
            }
            case CLAIM ->
                assertThat(both).allMatch(task -> task.state() == (before ? TaskState.WAITING : TaskState.RUNNING));
            case RENEW -> assertThat(both).allMatch(task -> task.state() == TaskState.RUNNING);
            case PROGRESS ->
                assertThat(both)
                        .filteredOn(task -> task.json("progress").isPresent())
                        .hasSize(before ? 0 : 1);
            case RESERVE ->
                assertThat(both)
                        .filteredOn(task -> task.reservations().size() == 2)
                        .hasSizeGreaterThanOrEqualTo(before ? 0 : 1)
                        .hasSizeLessThanOrEqualTo(before ? 1 : 2);
            case CHILD ->
                assertThat(both)
                        .filteredOn(task -> task.children().size() == 1)
                        .hasSizeGreaterThanOrEqualTo(before ? 0 : 1)
                        .hasSizeLessThanOrEqualTo(before ? 1 : 2);
            case TIMEOUT ->
                assertThat(both)
                        .filteredOn(task -> task.state() == TaskState.CANCELING)
                        .hasSize(before ? 0 : 1);
            case COMPLETE ->
                assertThat(both)
                        .filteredOn(task -> task.state() == TaskState.COMPLETED)
                        .hasSizeGreaterThanOrEqualTo(before ? 0 : 1)
                        .hasSizeLessThanOrEqualTo(
                                before ? 1 : 2); // The other one's may be on its way in the other lane.
            case DECLINE ->
                assertThat(both)
                        .filteredOn(task -> task.state() == TaskState.WAITING)
                        .hasSizeGreaterThanOrEqualTo(before ? 0 : 1)
                        .hasSizeLessThanOrEqualTo(before ? 1 : 2);
            case TICK -> {
                int ticked = before ? 0 : 1;
                assertThat(scene.scheduled().ticks("dispatched")).isEqualTo(ticked);
                assertThat(scene.tasksOfSchedule()).hasSize(ticked);
            }
            case UNREGISTER -> assertThat(scene.domain.workers.list().workers()).hasSize(before ? 1 : 0);
            case SWEEP -> {
                assertThat(both.get(0).state()).isEqualTo(before ? TaskState.RUNNING : TaskState.FAILED);
                if (before) {
                    assertThat(both.get(1).state()).isEqualTo(TaskState.RUNNING);
                } else { // The sweep wakes the victim too, which may claim it before it is killed.
                    assertThat(both.get(1))
                            .matches(task -> task.state() == TaskState.WAITING
                                    || (task.state() == TaskState.RUNNING && task.attempt() == 2));
                }
            }
        }
    }

    /** Ends itself, in the task's method: before it has done anything, or after its effect. */
    private static void halt(Kind kind) {
        try (CrashScene scene = new CrashScene(server, kind)) {
            scene.startVictim();
            scene.awaitDeath();
            assertThat(scene.tokens(CrashTasks.effects(scene.once.id())).size()
                            + scene.tokens(CrashTasks.effects(scene.again.id())).size())
                    .isBetween(kind == Kind.HALT_AT_ONCE ? 0 : 1, kind == Kind.HALT_AT_ONCE ? 0 : 2);
            scene.startRescuer();
            scene.letRescuersTasksEnd();
            scene.assertAllEndAsTheyMust();
        }
    }

    /** C41: a process that was stopped for longer than its lease, and goes on. */
    private static void wakeZombie() {
        try (CrashScene scene = new CrashScene(server, Kind.OUTLIVE_ITS_LEASE)) {
            scene.startVictim();
            UUID id = scene.again.id();
            scene.awaitEffects();
            String token = scene.tokens(CrashTasks.effects(id)).get(0).toString();
            String former =
                    scene.domain.workers.list().workers().get(0).worker().incarnation();
            Signals.pause(scene.victim().pid());
            scene.startRescuer();
            // Its successor runs, and does not end before the zombie has had its say.
            CrashScene.await().until(() -> scene.domain.find(id).attempt() == 2);
            long successor = CrashScene.await()
                    .until(() -> scene.domain.find(id).fencingToken(), java.util.Optional::isPresent)
                    .orElseThrow();
            FaultProxy.Trigger completion = scene.proxy.after(
                    id + "\r\n$" + token.length() + "\r\n" + token + "\r\n$9\r\ncompleted", 1, () -> Fate.PASS);
            Signals.resume(scene.victim().pid());
            // It stops its own work, and tells so.
            CrashScene.await().until(() -> scene.tokens(CrashTasks.told(id)).size() == 1);
            CrashScene.await().until(() -> completion.fired() == 1);
            StoredTask task = scene.domain.find(id);
            assertThat(task.state()).as("its completion is refused").isEqualTo(TaskState.RUNNING);
            assertThat(task.fencingToken()).contains(successor);
            assertThat(task.json("progress")).as("its progress is refused").isEmpty();
            assertThat(scene.tokens(CrashTasks.told(id))).allMatch(each -> each < successor);
            // Its renewals are refused: it is there again, as somebody else of the same name (C42).
            CrashScene.await()
                    .until(() -> scene.domain.workers.list().workers().stream()
                                    .filter(worker -> worker.worker().name().equals(VictimMain.NAME))
                                    .filter(worker ->
                                            !worker.worker().incarnation().equals(former))
                                    .count()
                            == 2);
            assertThat(scene.domain.workers.list().workers())
                    .noneMatch(worker -> worker.worker().incarnation().equals(former));
            scene.letRescuersTasksEnd();
            CrashScene.await().until(() -> scene.domain.state(id) == TaskState.COMPLETED);
            StoredTask end = scene.domain.find(id);
            assertThat(end.json("result")).contains("\"alive\"");
            assertThat(end.fencingToken()).contains(successor);
            assertThat(scene.domain.state(scene.once.id())).isEqualTo(TaskState.FAILED);
            scene.domain.assertSound();
        }
    }
}
