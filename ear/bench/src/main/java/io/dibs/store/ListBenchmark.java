package io.dibs.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.dibs.Reservation;
import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskFilter;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.launcher.RedisServer;

/**
 * Lists with filters over 100,000 kept tasks: the first one, what the mirror takes, and a page that matches few of them, while
 * nothing, something or much changes between two requests. Argument: where to write the results, as JSON.
 */
final class ListBenchmark implements AutoCloseable {
    private static final int KEPT = Integer.getInteger("bench.kept", 100_000);
    private static final int PAGES = 500;
    private static final int WARM_UP = 200;
    private static final int RARE = 5_000;

    private final RedisServer server = RedisServer.inMemory();
    private final StoreSettings settings = new StoreSettings(
            "bench",
            URI.create(server.uri()),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(10),
            8,
            new StoreSettings.Retention(KEPT, KEPT, KEPT, Duration.ofDays(30)));
    private final Redis redis = new Redis(settings);
    private final TaskStore tasks = new TaskStore(redis, settings.retention());
    private final WorkerStore workers = new WorkerStore(redis, settings.retention());
    private final WorkerStore.Registration worker = new WorkerStore.Registration(
            Incarnation.of("worker"), "worker", List.of("*"), 64, Duration.ofMinutes(10), "1", Map.of());
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<UUID> finals = new ArrayList<>();
    private long calls;
    private long token;
    private int made;

    public static void main(String[] arguments) throws IOException {
        try (ListBenchmark benchmark = new ListBenchmark()) {
            benchmark.run();
            String json = benchmark.figures.entrySet().stream()
                    .map(each -> String.format(Locale.ROOT, "\"%s\":%.3f", each.getKey(), each.getValue()))
                    .collect(Collectors.joining(",\n ", "{", "}\n"));
            Files.writeString(Path.of(arguments[0]), json);
        }
    }

    private void run() {
        workers.register(worker);
        complete(KEPT - 10_000);
        dispatch(10_000);

        TaskQuery rare = TaskQuery.of(TaskFilter.where()
                        .owner(Optional.of("owner-7"))
                        .state(TaskState.COMPLETED)
                        .build())
                .limit(20)
                .details(Set.of());
        Runtime.getRuntime().gc();
        long before = used();
        long start = System.nanoTime();
        TaskStore.Page page = tasks.list(rare);
        figure("first list, ms", (System.nanoTime() - start) / 1e6);
        figure("memory of the mirror, bytes per task", (double) (used() - before) / KEPT);
        figure("tasks that match", page.count());

        measure("nothing changes", rare, () -> {});
        measure("order by end", rare.order(TaskOrder.LAST_FINISHED_FIRST), () -> {});
        measure(
                "by resource",
                TaskQuery.of(TaskFilter.where()
                                .exclusive(List.of("repository:77"))
                                .build())
                        .limit(20)
                        .details(Set.of()),
                () -> {});
        measure(
                "all match",
                TaskQuery.of(TaskFilter.where().queues(List.of("default")).build())
                        .limit(20)
                        .details(Set.of()),
                () -> {});
        measure("20 tasks end, 20 are forgotten", rare, () -> complete(20));
        measure("one is deleted", rare, () -> tasks.delete(finals.remove(finals.size() / 2)));
        measure("100 are deleted", rare, () -> {
            for (int i = 0; i < 100; i++) {
                tasks.delete(finals.remove((int) (finals.size() * 0.2 + i * 17)));
            }
        });
        measure("no filter", TaskQuery.all().limit(20).details(Set.of()), () -> {});
    }

    private void measure(String what, TaskQuery query, Runnable change) {
        int warmUp = what.contains("deleted") ? 20 : WARM_UP;
        int pages = what.startsWith("100") ? 100 : PAGES;
        double[] millis = new double[pages];
        for (int i = -warmUp; i < pages; i++) {
            change.run();
            long start = System.nanoTime();
            tasks.list(query);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        figure(what + ", p50, ms", millis[pages / 2]);
        figure(what + ", p99, ms", millis[pages * 99 / 100]);
    }

    private void figure(String what, double value) {
        figures.put(what, value);
        System.out.printf(Locale.ROOT, "%-50s %,12.2f%n", what, value);
    }

    private static long used() {
        Runtime.getRuntime().gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void dispatch(int count) {
        for (int from = 0; from < count; from += 500) {
            List<NewTask> some = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + 500); i++) {
                some.add(task());
            }
            tasks.dispatch(some);
        }
    }

    /** Every {@value #RARE}th belongs to one of the owners; every one has two resources and a correlation id. */
    private NewTask task() {
        int number = made++;
        return new NewTask(
                UUID.randomUUID(),
                "com.acme.Reports#kind" + number % 20,
                "[\"some\",42]",
                "default",
                0,
                List.of(
                        Reservation.exclusive("repository:" + number % 1000),
                        Reservation.shared("remote:" + number % 99)),
                new Attributes(
                        Optional.empty(),
                        Optional.of("group-" + number % 100),
                        Optional.empty(),
                        Optional.of("correlation-" + number),
                        RetryPolicy.NONE,
                        new Task.Origin(
                                Optional.of("owner-" + number % RARE), Optional.empty(), Optional.empty(), false),
                        Map.of(),
                        List.of()),
                Optional.empty());
    }

    private void complete(int count) {
        dispatch(count);
        int left = count;
        List<Exchange.Claimed> claims = exchange(Math.min(left, 64), List.of());
        while (!claims.isEmpty()) {
            left -= claims.size();
            claims.forEach(claim -> finals.add(claim.task()));
            claims = exchange(Math.min(left, 64), claims);
        }
    }

    private List<Exchange.Claimed> exchange(int free, List<Exchange.Claimed> ended) {
        List<Exchange.Claimed> claims = workers.exchange(
                        worker,
                        new Exchange.Request(
                                0,
                                ++calls,
                                free,
                                token,
                                List.of(),
                                ended.stream()
                                        .map(claim -> new Exchange.Outcome(
                                                claim.task(),
                                                claim.fencingToken(),
                                                Exchange.Ending.COMPLETED,
                                                "\"done\"",
                                                "",
                                                ""))
                                        .toList()))
                .claims();
        claims.forEach(claim -> token = Math.max(token, claim.fencingToken()));
        return claims;
    }

    @Override
    public void close() {
        redis.close();
        server.close();
    }
}
