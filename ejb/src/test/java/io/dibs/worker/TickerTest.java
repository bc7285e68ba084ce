package io.dibs.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.Schedule.Missed;
import io.dibs.Schedule.Overlap;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.Timing;
import io.dibs.fault.AofRedis;
import io.dibs.fault.FaultProxy;
import io.dibs.fault.FaultProxy.Fate;
import io.dibs.metric.Metrics;
import io.dibs.metric.RecordedMeters;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.NewTask;
import io.dibs.store.ScheduleStore;
import io.dibs.store.ScriptDigests;
import io.dibs.store.StoredSchedule;
import io.dibs.store.StoredTask;

/** Each tick once, whoever is there to see to it. Time does not pass here: schedules are moved to where they are due. */
@Timeout(180)
class TickerTest {
    private static final Timing FAST = Timing.every(Duration.ofSeconds(1));
    private static final Timing HOURLY = Timing.every(Duration.ofHours(1));

    private final Domain domain = Domain.fresh();
    private final List<TaskStateChanged> changes = new CopyOnWriteArrayList<>();
    private final RecordedMeters counted = new RecordedMeters();

    @AfterEach
    void close() {
        domain.close();
    }

    private Ticker ticker(ScheduleStore schedules) {
        return ticker(schedules, method -> Map.of());
    }

    private Ticker ticker(ScheduleStore schedules, Function<String, Map<String, String>> demands) {
        return new Ticker(
                schedules,
                () -> {},
                demands,
                new StateListener() {
                    @Override
                    public boolean isListening() {
                        return true;
                    }

                    @Override
                    public void changed(TaskStateChanged change) {
                        changes.add(change);
                    }

                    @Override
                    public void groupCompleted(String group) {
                        throw new IllegalStateException("No task here is in a group.");
                    }
                },
                new Metrics(counted),
                new Pause(Duration.ofSeconds(30)));
    }

    private static void save(Domain domain, String name, Timing timing, Overlap overlap, Missed missed, Instant due) {
        domain.schedules.put(
                name,
                domain.schedules.find(name),
                new ScheduleStore.Definition(
                        timing,
                        due,
                        overlap,
                        missed,
                        new NewTask(
                                UUID.randomUUID(),
                                "test.Tasks#run",
                                "[]",
                                "default",
                                0,
                                List.of(),
                                Attributes.NONE,
                                Optional.empty()),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(due)),
                100);
    }

    private static StoredSchedule find(Domain domain, String name) {
        return domain.schedules.find(name).orElseThrow();
    }

    private static List<StoredTask> tasks(Domain domain) {
        List<StoredTask> tasks = new ArrayList<>();
        List<StoredTask> page;
        do {
            page = domain.tasks
                    .list(TaskQuery.all().offset(tasks.size()).limit(500))
                    .tasks();
            tasks.addAll(page);
        } while (page.size() == 500);
        return tasks;
    }

    /** Two thousand ticks of twenty schedules, and eight processes that race for each. */
    @Test
    void of_many_processes_one_dispatches_each_tick() throws Exception {
        int processes = 8;
        int schedules = 20;
        Instant later = domain.schedules.now().plus(Duration.ofHours(1));
        int rounds = 100;
        for (int i = 0; i < schedules; i++) {
            save(domain, "s" + i, HOURLY, Overlap.QUEUE, Missed.ONCE, later);
        }
        AtomicBoolean racing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(processes);
        List<Domain> connected = new ArrayList<>();
        try {
            List<Future<?>> racers = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                Domain process = domain.through(domain.settings.url().toString(), Duration.ofSeconds(30));
                connected.add(process);
                Ticker ticker = ticker(process.schedules);
                racers.add(threads.submit(() -> {
                    while (racing.get()) {
                        ticker.tickAll();
                    }
                }));
            }
            Set<Instant> ticks = new HashSet<>();
            for (int round = 0; round < rounds; round++) {
                Instant due = domain.schedules.now();
                ticks.add(due);
                for (int i = 0; i < schedules; i++) {
                    domain.moveSchedule("s" + i, due);
                }
                await().pollInterval(Duration.ofMillis(2))
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> domain.schedules.read(domain.schedules.names()).stream()
                                .allMatch(each -> each.time("due").orElseThrow().isAfter(due)));
                if (round % 50 == 49) {
                    domain.assertSound();
                }
            }
            racing.set(false);
            for (Future<?> racer : racers) {
                racer.get();
            }
            assertThat(ticks).hasSize(rounds);
            List<StoredTask> tasks = tasks(domain);
            for (int i = 0; i < schedules; i++) {
                String name = "s" + i;
                List<Instant> dispatched = tasks.stream()
                        .map(task -> task.attributes().origin())
                        .filter(origin -> origin.schedule().orElseThrow().equals(name))
                        .map(origin -> origin.tick().orElseThrow())
                        .toList();
                assertThat(dispatched).containsExactlyInAnyOrderElementsOf(ticks);
                StoredSchedule schedule = find(domain, name);
                assertThat(schedule.ticks("dispatched")).isEqualTo(rounds);
                assertThat(schedule.ticks("skipped") + schedule.ticks("missed")).isZero();
            }
            assertThat(changes).hasSameSizeAs(tasks);
            assertThat(counted.count("dibs_tasks_dispatched{task=test.Tasks#run}"))
                    .isEqualTo(tasks.size());
        } finally {
            racing.set(false);
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            connected.forEach(process -> process.redis.close());
        }
        domain.assertSound();
    }

    /** C44: the process, or the way to Redis, dies before the script came, or after it did. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_tick_whose_script_or_reply_is_lost_is_dispatched_once(boolean before) {
        try (AofRedis server = AofRedis.start();
                FaultProxy proxy = new FaultProxy(server.port());
                Domain lossy = Domain.at(server.uri(proxy.port()), Duration.ofSeconds(2))) {
            save(lossy, "s", FAST, Overlap.QUEUE, Missed.ONCE, lossy.schedules.now());
            lossy.redis.isReady();
            // Twice: the second time the process itself gives up.
            FaultProxy.Trigger lost = before
                    ? proxy.before(ScriptDigests.of("tick"), 2, () -> Fate.CUT)
                    : proxy.after(ScriptDigests.of("tick"), 2, () -> Fate.CUT);
            Ticker dying = ticker(lossy.schedules);
            try {
                dying.tickAll();
            } catch (io.dibs.StoreUnavailableException e) {
                assertThat(e).hasMessageContaining("does not answer");
            }
            assertThat(lost.fired()).isPositive();
            lost.close();
            ticker(lossy.schedules).tickAll();
            assertThat(tasks(lossy)).extracting(StoredTask::id).doesNotHaveDuplicates();
            StoredSchedule schedule = find(lossy, "s");
            assertThat(tasks(lossy)).hasSize((int) schedule.ticks("dispatched")).isNotEmpty();
            assertThat(tasks(lossy))
                    .extracting(task -> task.attributes().origin().tick().orElseThrow())
                    .doesNotHaveDuplicates();
            lossy.assertSound();
        }
    }

    /** C43. */
    @Test
    void schedules_tick_on_after_a_restart_of_redis() {
        AofRedis server = AofRedis.start();
        Domain restarted = Domain.at(server.uri(), Duration.ofSeconds(2));
        try (server;
                RunningPool pool = new RunningPool(
                        restarted,
                        0,
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        false,
                        it -> it.tick(restarted.schedules, () -> {}, method -> Map.of()))) {
            Instant hours = restarted.schedules.now().plus(Duration.ofHours(2));
            save(restarted, "s", Timing.every(Duration.ofHours(1)), Overlap.QUEUE, Missed.ONCE, hours);
            server.restart();
            Instant due = restarted.schedules.now();
            restarted.moveSchedule("s", due);
            await().until(() -> find(restarted, "s").ticks("dispatched") == 1);
            assertThat(tasks(restarted)).singleElement().satisfies(task -> {
                assertThat(task.attributes().origin().tick()).contains(due);
                assertThat(pool.changes)
                        .containsExactly(
                                new TaskStateChanged(task.id(), task.name(), Optional.empty(), TaskState.WAITING));
            });
            restarted.assertSound();
        }
    }

    @Test
    void what_was_missed_is_made_up_for_once_or_left_out() {
        Instant now = domain.schedules.now();
        Instant threeAgo = now.minus(Duration.ofHours(3)).minusSeconds(120);
        save(domain, "once", HOURLY, Overlap.QUEUE, Missed.ONCE, threeAgo);
        save(domain, "skip", HOURLY, Overlap.QUEUE, Missed.SKIP, threeAgo);
        save(domain, "intime", HOURLY, Overlap.QUEUE, Missed.SKIP, threeAgo.plusSeconds(119));
        ticker(domain.schedules).tickAll();
        assertThat(find(domain, "once").ticks("dispatched")).isEqualTo(1);
        assertThat(find(domain, "once").ticks("missed")).isEqualTo(3);
        assertThat(find(domain, "skip").ticks("dispatched")).isZero();
        assertThat(find(domain, "skip").ticks("missed")).isEqualTo(4);
        assertThat(find(domain, "intime").ticks("dispatched")).isEqualTo(1);
        assertThat(find(domain, "intime").ticks("missed")).isEqualTo(3);
        assertThat(find(domain, "skip").time("due")).contains(threeAgo.plus(Duration.ofHours(4)));
        assertThat(tasks(domain))
                .extracting(task -> task.attributes().origin().tick().orElseThrow())
                .containsExactlyInAnyOrder(
                        threeAgo.plus(Duration.ofHours(3)),
                        threeAgo.plus(Duration.ofHours(3)).plusSeconds(119));
        domain.assertSound();
    }

    @Test
    void a_schedule_that_this_process_cannot_read_holds_up_no_other() {
        Instant now = domain.schedules.now();
        for (int i = 0; i < 25; i++) {
            String name = "broken" + i;
            save(domain, name, HOURLY, Overlap.QUEUE, Missed.ONCE, now.minusSeconds(50));
            domain.breakSchedule(name);
        }
        save(domain, "sound", HOURLY, Overlap.QUEUE, Missed.ONCE, now);
        ticker(domain.schedules).tickAll();
        assertThat(find(domain, "sound").ticks("dispatched")).isEqualTo(1);
        assertThat(find(domain, "broken7").ticks("dispatched")).isZero();
    }

    /** C49: set forward, a clock passes ticks; set back, it brings none of them again. */
    @Test
    void a_clock_that_is_set_back_repeats_no_tick() {
        Instant now = domain.schedules.now();
        // As if the clock had been an hour ahead when the last tick was dispatched.
        save(
                domain,
                "s",
                Timing.every(Duration.ofMinutes(10)),
                Overlap.QUEUE,
                Missed.ONCE,
                now.plus(Duration.ofHours(1)));
        for (int i = 0; i < 3; i++) {
            assertThat(ticker(domain.schedules).tickAll()).isEqualTo(Duration.ofSeconds(2));
        }
        assertThat(tasks(domain)).isEmpty();
    }
}
