package io.dibs.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.dibs.Audit;
import io.dibs.TaskQuery;
import io.dibs.fault.AofRedis;
import io.dibs.store.DomainAudit;
import io.dibs.store.GroupStore;
import io.dibs.store.Redis;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;
import redis.clients.jedis.Jedis;

/**
 * One run: a fresh Redis, worker processes, producers and faults for some time; then no more faults and no more tasks, until
 * all are final and all processes have ended; then all is read.
 */
final class ChaosRun {
    /** Its warnings tell what is done to connections here. A logger that nobody keeps would forget that it is to be still. */
    private static final Logger JEDIS = Logger.getLogger("redis.clients.jedis");

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String DOMAIN = "chaos";
    private static final int PRODUCERS = 3;
    private static final int PAGE = 500;

    /** What may be left when nothing is: the documented keys that nobody removes, or that expire. */
    private static final Set<String> FOR_EVER = Set.of("seq", "token", "clock", "notes");

    /**
     * What is run.
     *
     * @param seed of all that is drawn
     * @param time how long tasks are dispatched, at most
     * @param entries how many entries of the ledger are enough
     * @param faults whether there are faults, and toxic tasks
     * @param seats how many worker processes there are at once
     * @param lease their lease
     * @param longestEnd how long it may take, after the last fault, until all is final and swept
     * @param classPath goes before the class path of the worker processes: altered scripts, say
     * @param folder for the logs of the processes
     */
    record Options(
            long seed,
            Duration time,
            int entries,
            boolean faults,
            int seats,
            Duration lease,
            Duration longestEnd,
            List<Path> classPath,
            Path folder) {}

    /** What came of it. */
    record Result(History history, Map<Faults.Kind, Integer> faults, int processes, Duration time) {}

    private final Options options;
    private final List<String> stuck = new ArrayList<>();

    private ChaosRun(Options options) {
        this.options = options;
    }

    static Result run(Options options) throws InterruptedException {
        return new ChaosRun(options).run();
    }

    private Result run() throws InterruptedException {
        JEDIS.setLevel(Level.OFF);
        ScheduledExecutorService cancelations = Executors.newSingleThreadScheduledExecutor();
        try (AofRedis server = AofRedis.start();
                Redis redis = new Redis(WorkerMain.settings(server.uri(), DOMAIN));
                Ledger ledger = new Ledger();
                Monitor monitor = new Monitor(server, ledger, DOMAIN);
                Fleet fleet = new Fleet(
                        server,
                        ledger,
                        new Fleet.Options(
                                DOMAIN,
                                options.lease(),
                                GRACE,
                                options.seats(),
                                options.faults(),
                                options.folder(),
                                options.classPath()))) {
            start("chaos-monitor", monitor);
            TaskStore tasks = new TaskStore(redis, WorkerMain.KEEP_ALL);
            // One source of chance for each: what one draws does not depend on how fast the others are.
            Random seeds = new Random(options.seed());
            List<Producer> producers = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                Producer producer =
                        new Producer(tasks, ledger, monitor::unfinished, cancelations, new Random(seeds.nextLong()));
                producers.add(producer);
                threads.add(start("chaos-producer", producer));
            }
            Faults faults = new Faults(fleet, server, options.lease(), new Random(seeds.nextLong()));
            long begin = System.nanoTime();
            if (options.faults()) {
                threads.add(start("chaos-faults", faults));
            }
            while (System.nanoTime() - begin < options.time().toNanos() && ledger.size() < options.entries()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            faults.end();
            producers.forEach(Producer::end);
            for (Thread thread : threads) {
                thread.join();
            }
            cancelations.shutdown();
            cancelations.awaitTermination(1, TimeUnit.MINUTES);
            await(fleet, "tasks are not final", () -> monitor.unfinished() == 0);
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            await(fleet, "leases of processes that have ended are not swept", () -> monitor.leased()
                    .equals(names(fleet)));
            int left = fleet.drainAll();
            if (left > 0) {
                stuck.add(left + " processes did not end after SIGTERM");
            }
            return new Result(read(server, redis, tasks, ledger), faults.counts(), fleet.started(), time);
        } finally {
            cancelations.shutdownNow();
        }
    }

    private static Thread start(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Set<String> names(Fleet fleet) {
        Set<String> names = new TreeSet<>();
        fleet.seats().forEach(seat -> {
            synchronized (seat) {
                names.add(seat.name);
            }
        });
        return names;
    }

    private void await(Fleet fleet, String otherwise, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + options.longestEnd().toNanos();
        // Twice in a row: the monitor looks now and then, and a task may be dispatched inside another's last moment.
        for (int times = 0; times < 2; TimeUnit.MILLISECONDS.sleep(150)) {
            times = condition.getAsBoolean() ? times + 1 : 0;
            if (System.nanoTime() > deadline) {
                fleet.printThreads();
                stuck.add(otherwise + " after " + options.longestEnd() + "; the threads of all processes are in "
                        + options.folder());
                return;
            }
        }
    }

    /** Each group is complete, and has counted each of its tasks once. */
    private static void checkGroups(GroupStore groups, Map<String, Long> members, List<String> audit) {
        members.forEach((name, count) -> {
            GroupStore.StoredGroup group = groups.find(name).orElseThrow();
            long open = group.counts().entrySet().stream()
                    .filter(state -> !state.getKey().isFinal())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            long all =
                    group.counts().values().stream().mapToLong(Long::longValue).sum();
            if (open > 0 || all != count || group.done().isEmpty()) {
                audit.add("group " + name + " has " + count + " tasks, all of them final, and says " + group);
            }
        });
    }

    private History read(AofRedis server, Redis redis, TaskStore tasks, Ledger ledger) {
        Map<UUID, Fact> facts = new HashMap<>();
        Map<String, Long> members = new TreeMap<>();
        for (int offset = 0; ; offset += PAGE) {
            List<StoredTask> page =
                    tasks.list(TaskQuery.all().offset(offset).limit(PAGE)).tasks();
            page.forEach(task -> {
                facts.put(task.id(), Fact.of(task));
                task.attributes().group().ifPresent(group -> members.merge(group, 1L, Long::sum));
            });
            if (page.size() < PAGE) {
                break;
            }
        }
        try (Jedis jedis = Monitor.connect(server, Duration.ofMinutes(1))) {
            jedis.configSet("appendfsync", "no"); // No more faults from here on.
            List<String> audit = new ArrayList<>(new DomainAudit(redis, WorkerMain.settings(server.uri(), DOMAIN))
                    .run().findings().stream().map(Audit.Finding::toString).toList());
            checkGroups(new GroupStore(redis, WorkerMain.KEEP_ALL), members, audit);
            facts.keySet().forEach(tasks::delete);
            String prefix = "dibs:{" + DOMAIN + "}:";
            Set<String> left = new TreeSet<>();
            jedis.keys("*").forEach(key -> left.add(key.startsWith(prefix) ? key.substring(prefix.length()) : key));
            left.removeAll(FOR_EVER);
            left.removeIf(key -> key.startsWith("group")); // They are kept for a while after their completion.
            if (facts.values().stream().anyMatch(fact -> !fact.state().isFinal())) {
                left.clear(); // What cannot be deleted has its keys with right, and is found to be worse.
            }
            return new History(ledger.entries(), facts, audit, left, List.copyOf(stuck));
        }
    }
}
