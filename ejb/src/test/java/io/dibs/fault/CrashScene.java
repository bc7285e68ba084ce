package io.dibs.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import io.dibs.RetryPolicy;
import io.dibs.Schedule;
import io.dibs.StoreUnavailableException;
import io.dibs.TaskFilter;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.Timing;
import io.dibs.fault.CrashTasks.Kind;
import io.dibs.schedule.TaskIds;
import io.dibs.store.Domain;
import io.dibs.store.NewTask;
import io.dibs.store.ScheduleStore;
import io.dibs.store.StoredSchedule;
import io.dibs.store.StoredTask;
import io.dibs.worker.WorkerPool;
import redis.clients.jedis.Jedis;

/**
 * A domain with a task that must not be tried again and one that may, and one behind each of them; a proxy on the way to
 * Redis; and workers. It says what has to become of the tasks: that depends on what Redis had when the worker died, and on
 * nothing else (C40).
 */
final class CrashScene implements AutoCloseable {
    static final Duration LEASE = Duration.ofMillis(2100);
    private static final Duration DIRECT_TIMEOUT = Duration.ofSeconds(10);
    private static final String SCHEDULE = "due";
    private static final String MISSING = "Worker has gone missing.";

    final AofRedis server;
    private final AofRedis effects;
    final FaultProxy proxy;
    final Domain domain;
    final NewTask once;
    final NewTask again;
    private final List<NewTask> all = new ArrayList<>();
    private final Map<UUID, StoredTask> atTheCrash = new LinkedHashMap<>();
    private final CountDownLatch rescuersMayEnd = new CountDownLatch(1);
    private Process victim;
    private WorkerPool rescuer;

    CrashScene(AofRedis server, Kind kind) {
        this(server, server, kind);
    }

    /** @param effects the server that has the effects of tasks, for when the other one is away */
    CrashScene(AofRedis server, AofRedis effects, Kind kind) {
        this.server = server;
        this.effects = effects;
        proxy = new FaultProxy(server.port());
        domain = Domain.at(server.uri(), DIRECT_TIMEOUT);
        domain.redis.isReady(); // Has all scripts loaded, so that they pass by their digests.
        once = dispatch(CrashTasks.task(kind, RetryPolicy.NONE, "a"));
        again = dispatch(CrashTasks.task(kind, RetryPolicy.fixed(2, Duration.ZERO), "b"));
        dispatch(CrashTasks.task(Kind.RETURN, RetryPolicy.NONE, "a"));
        dispatch(CrashTasks.task(Kind.RETURN, RetryPolicy.fixed(2, Duration.ZERO), "b"));
    }

    NewTask dispatch(NewTask task) {
        domain.tasks.dispatch(task);
        all.add(task);
        return task;
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreException(StoreUnavailableException.class);
    }

    /** Has a worker take what is ready, and lose its lease: that is for somebody to sweep. */
    void loseAll() {
        Domain.TestWorker worker = domain.worker();
        assertThat(worker.claimAll()).containsExactly(once.id(), again.id());
        worker.expire();
    }

    /** Has a schedule be due once. */
    void schedule() {
        Instant due = domain.schedules.now();
        domain.schedules.put(
                SCHEDULE,
                Optional.empty(),
                new ScheduleStore.Definition(
                        Timing.every(Duration.ofHours(1)),
                        due,
                        Schedule.Overlap.QUEUE,
                        Schedule.Missed.ONCE,
                        CrashTasks.task(Kind.RETURN, RetryPolicy.fixed(3, Duration.ZERO), "c"),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(due)),
                1);
    }

    StoredSchedule scheduled() {
        return domain.schedules.find(SCHEDULE).orElseThrow();
    }

    List<StoredTask> tasksOfSchedule() {
        return domain.tasks
                .list(TaskQuery.of(
                        TaskFilter.where().schedule(Optional.of(SCHEDULE)).build()))
                .tasks();
    }

    /** The tick is neither lost nor doubled. */
    void assertScheduleHasTickedOnce() {
        await().until(() -> tasksOfSchedule().stream().anyMatch(task -> task.state() == TaskState.COMPLETED));
        StoredSchedule schedule = scheduled();
        assertThat(schedule.ticks("dispatched")).isEqualTo(1);
        assertThat(schedule.ticks("skipped") + schedule.ticks("missed")).isZero();
        Instant tick = schedule.anchor();
        assertThat(schedule.time("last_tick")).contains(tick);
        assertThat(schedule.time("due")).contains(tick.plus(Duration.ofHours(1)));
        assertThat(tasksOfSchedule())
                .extracting(StoredTask::id)
                .containsExactly(TaskIds.ofTick(schedule.incarnation(), tick));
        domain.assertSound();
        domain.schedules.remove(SCHEDULE, Optional.empty());
    }

    void startVictim() {
        Path folder = Path.of("target", "crash").toAbsolutePath();
        folder.toFile().mkdirs();
        try {
            victim = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:-UsePerfData",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            VictimMain.class.getName(),
                            domain.settings.domain(),
                            server.uri(proxy.port()),
                            server.uri(),
                            Long.toString(LEASE.toMillis()),
                            folder.resolve("work").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(domain.settings.domain() + "-"
                                    + ProcessHandle.current().pid() + ".log")
                            .toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until both tasks run, and have done something. */
    void awaitEffects() {
        await().until(() -> !tokens(CrashTasks.effects(once.id())).isEmpty()
                && !tokens(CrashTasks.effects(again.id())).isEmpty());
    }

    Process victim() {
        return victim;
    }

    /** Kills the victim, and looks at what Redis has then. Nothing that it sent comes later. */
    void killVictim() {
        victim.destroyForcibly();
        awaitDeath();
    }

    /** Waits until the victim is dead by itself, and looks likewise. */
    void awaitDeath() {
        try {
            victim.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        proxy.cut();
        try (Jedis jedis = server.connect(server.port())) {
            for (int i = 0; i < 5; i++) {
                jedis.ping(); // What was on its way when the connections were cut comes before the last of these.
            }
        }
        for (NewTask task : all) {
            StoredTask stored = domain.find(task.id());
            atTheCrash.put(task.id(), stored);
            stored.children().forEach(child -> atTheCrash.put(child, domain.find(child)));
        }
    }

    StoredTask atTheCrash(NewTask task) {
        return atTheCrash.get(task.id());
    }

    /** A worker that comes afterwards and does all that there is to do. */
    void startRescuer() {
        rescuer = VictimMain.pool(
                domain,
                new CrashTasks(URI.create(effects.uri()), domain.tasks, true, rescuersMayEnd),
                LEASE,
                Path.of("target", "crash", "work"));
        rescuer.start();
    }

    void stopRescuer() {
        if (rescuer != null) {
            rescuer.close();
            rescuer = null;
        }
    }

    void letRescuersTasksEnd() {
        rescuersMayEnd.countDown();
    }

    /** C40: each task comes to the end that it must come to, and nothing is left of the dead worker. */
    void assertAllEndAsTheyMust() {
        for (StoredTask before : atTheCrash.values()) {
            StoredTask after = await().until(
                            () -> domain.find(before.id()), end -> end.state().isFinal());
            String what = before.name() + ", which was " + before.state() + " in attempt " + before.attempt();
            boolean retries = before.attributes().retry().maxAttempts() > before.attempt();
            switch (before.state()) {
                case WAITING -> assertThat(after.attempt()).as(what).isEqualTo(before.attempt() + 1);
                case RUNNING -> {
                    assertThat(after.attempt()).as(what).isEqualTo(before.attempt() + (retries ? 1 : 0));
                    if (!retries) {
                        assertThat(after.state()).as(what).isEqualTo(TaskState.FAILED);
                        assertThat(after.json("error").orElse("")).as(what).contains(MISSING);
                        continue;
                    }
                }
                case CANCELING -> assertThat(after.attempt()).as(what).isEqualTo(before.attempt());
                default -> assertThat(after.state()).as(what).isEqualTo(before.state());
            }
            boolean outOfTime = before.name().endsWith(Kind.RUN_OUT_OF_TIME.name());
            if (outOfTime && !after.json("error").orElse("").contains(MISSING)) {
                assertThat(after.json("error").orElse("")).as(what).contains("Timed out");
            } else if (before.state() != TaskState.FAILED) {
                assertThat(after.state()).as(what).isEqualTo(TaskState.COMPLETED);
            }
            assertEffects(after);
        }
        domain.find(once.id()).children().forEach(this::assertChildCompletes);
        domain.find(again.id()).children().forEach(this::assertChildCompletes);
        stopRescuer();
        assertNothingIsLeftOfWorkers();
    }

    /** No claim, no lease, no worker: only tasks, what is for ever, and what expires. */
    void assertNothingIsLeftOfWorkers() {
        await().untilAsserted(() -> {
            domain.sweep();
            assertThat(domain.keys()).allMatch(key -> key.matches("(seq|clock|notes|tasks|(task|children|done):.*)"));
        });
        domain.assertSound();
    }

    List<NewTask> tasks() {
        return List.copyOf(all);
    }

    private void assertChildCompletes(UUID child) {
        if (atTheCrash.containsKey(child)) {
            return; // It was there at the crash, so all is said of it.
        }
        await().until(() -> domain.state(child) == TaskState.COMPLETED);
    }

    /** At most one effect of each attempt, under larger and larger tokens, the last one its own if it completed. */
    private void assertEffects(StoredTask task) {
        List<Long> tokens = tokens(CrashTasks.effects(task.id()));
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
        assertThat(tokens.size()).isLessThanOrEqualTo(task.attempt());
        if (task.state() == TaskState.COMPLETED) {
            assertThat(tokens).endsWith(task.fencingToken().orElseThrow());
        }
    }

    /** The tokens that were written under this key, in their order. */
    List<Long> tokens(String key) {
        try (Jedis jedis = effects.connect(effects.port())) {
            return jedis.lrange(key, 0, -1).stream().map(Long::valueOf).toList();
        }
    }

    @Override
    public void close() {
        letRescuersTasksEnd();
        stopRescuer();
        if (victim != null) {
            victim.destroyForcibly();
        }
        domain.redis.close();
        proxy.close();
    }

    @Override
    public String toString() {
        return "see target" + File.separator + "crash" + File.separator + domain.settings.domain() + ".log";
    }
}
