package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskFilter;
import io.dibs.TaskFilterBuilder;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.TimeRange;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random queries over random histories: a list shows what a look at every single task shows. */
class TaskMirrorPropertyTest {
    private static final List<String> NAMES = List.of("test.Tasks#one", "test.Tasks#two", "test.Tasks#three");
    private static final List<String> TEXTS = List.of("a", "b", "c");

    private static Domain domain;

    /** Few are kept, so that many go. */
    @BeforeContainer
    static void open() {
        domain = Domain.fresh(new StoreSettings.Retention(8, 5, 4, Duration.ofDays(30)));
    }

    @AfterContainer
    static void close() {
        domain.close();
    }

    private Random random;
    private Domain.TestWorker worker;
    private final List<Exchange.Claimed> claims = new ArrayList<>();
    private Map<String, byte[]> dump;

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void a_list_shows_what_a_look_at_every_task_shows(@ForAll long seed) {
        random = new Random(seed);
        claims.clear();
        dump = null;
        if (random.nextInt(4) == 0) {
            forget(); // Else the tasks of the try before are still there.
        }
        worker = domain.worker();
        for (int step = 0; step < 60; step++) {
            change();
            if (random.nextInt(4) == 0) {
                compare(query());
            }
        }
        domain.workers.unregister(worker.incarnation());
        compare(query());
        worker.expire();
        domain.sweep();
        compare(query());
    }

    /**
     * Redis was restarted empty. A restart, as a failover, has another run_id; here, somebody has to look before there is anything
     * again, or it would be taken for what was known.
     */
    private void forget() {
        Keys.remove(domain);
        compare(TaskQuery.all().order(TaskOrder.FIRST_STARTED_FIRST));
    }

    private void change() {
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3, 4 -> dispatch();
            case 5, 6 -> claims.addAll(worker.claim(1 + random.nextInt(3)));
            case 7, 8, 9 -> end(Exchange.Ending.COMPLETED);
            case 10 -> end(Exchange.Ending.FAILED);
            case 11 -> end(Exchange.Ending.RETRYABLE);
            case 12 -> any().ifPresent(domain.tasks::cancel);
            case 13 -> any().ifPresent(domain.tasks::delete);
            case 14 -> domain.sweep();
            case 15 ->
                any().filter(id -> domain.find(id).time("due").isPresent()).ifPresent(id -> {
                    domain.makeDue(id);
                    domain.sweep();
                });
            case 16 -> endLongAgo();
            default -> {
                if (dump == null) {
                    dump = domain.dump();
                } else if (random.nextInt(3) == 0) {
                    forget();
                    domain.restore(dump); // Redis has lost what happened since.
                    claims.clear();
                    dump = null;
                    compare(query());
                }
            }
        }
    }

    private void dispatch() {
        Draft draft = domain.task()
                .name(one(NAMES))
                .queue(one(TEXTS))
                .reserving(TEXTS.stream()
                        .filter(name -> random.nextInt(3) == 0)
                        .map(name -> new Reservation(name, one(List.of(Mode.values()))))
                        .toList())
                .attributes(new Attributes(
                        Optional.empty(),
                        maybe(TEXTS),
                        Optional.empty(),
                        maybe(TEXTS),
                        random.nextBoolean() ? RetryPolicy.NONE : RetryPolicy.fixed(3, Duration.ofHours(1)),
                        new Task.Origin(maybe(TEXTS), maybe(TEXTS), Optional.empty(), false),
                        Map.of(),
                        List.of()));
        if (random.nextInt(4) == 0) {
            any().ifPresent(draft::parent);
        }
        draft.dispatch();
    }

    private void end(Exchange.Ending ending) {
        if (!claims.isEmpty()) {
            Exchange.Claimed claim = claims.remove(random.nextInt(claims.size()));
            worker.exchange(0, List.of(), Domain.outcome(claim, ending, "{}"));
        }
    }

    /** A task ends before the last look, by a clock that was set back. */
    private void endLongAgo() {
        if (!claims.isEmpty()) {
            UUID id = claims.get(0).task();
            domain.tasks.cancel(id);
            worker.complete(claims.remove(0));
            String time = Integer.toString(1_000_000 + random.nextInt(1_000_000));
            StoredTask task = domain.find(id);
            if (task.state().isFinal()) {
                domain.redis.call(r -> r.hset(domain.redis.key("task:" + id), "finished", time));
                domain.redis.call(r -> r.zadd(
                        domain.redis.key("done:" + task.state().text()), Double.parseDouble(time), id.toString()));
            }
        }
    }

    private Optional<UUID> any() {
        List<StoredTask> tasks = all();
        return tasks.isEmpty() ? Optional.empty() : Optional.of(one(tasks).id());
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> Optional<T> maybe(List<T> values) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(one(values));
    }

    private TimeRange range(String field) {
        List<Instant> times = all().stream()
                .flatMap(task -> task.time(field).stream())
                .map(time -> time.plusNanos(random.nextInt(3) - 1))
                .toList();
        if (times.isEmpty() || random.nextInt(3) > 0) {
            return TimeRange.ANY;
        }
        return new TimeRange(maybe(times), maybe(times));
    }

    private TaskQuery query() {
        TaskFilterBuilder filter = TaskFilter.where()
                .created(range("created"))
                .started(range("started"))
                .finished(range("finished"));
        if (random.nextBoolean()) {
            filter.state(one(List.of(TaskState.values()))).state(one(List.of(TaskState.values())));
        }
        switch (random.nextInt(12)) {
            case 0 -> filter.names(Set.of(one(NAMES)));
            case 1 -> filter.names(NAMES.subList(0, 2)).queues(Set.of(one(TEXTS)));
            case 2 -> filter.queues(TEXTS.subList(0, 2));
            case 3 -> filter.workers(Set.of("worker"));
            case 4 -> filter.exclusive(List.of(one(TEXTS), one(TEXTS)));
            case 5 -> filter.shared(Set.of(one(TEXTS)));
            case 6 -> filter.reserving(List.copyOf(Set.copyOf(List.of(one(TEXTS), one(TEXTS)))));
            case 7 -> filter.group(maybe(TEXTS)).owner(maybe(TEXTS));
            case 8 -> filter.correlationId(maybe(TEXTS)).schedule(maybe(TEXTS));
            case 9 -> filter.parent(any());
            default -> {
                // None of these.
            }
        }
        return TaskQuery.of(filter.build())
                .order(one(List.of(TaskOrder.values())))
                .limit(1 + random.nextInt(7));
    }

    private void compare(TaskQuery query) {
        List<UUID> expected = all().stream()
                .filter(agreesWith(query.filter()))
                .sorted(order(query.order()))
                .map(StoredTask::id)
                .toList();
        List<UUID> paged = new ArrayList<>();
        Optional<TaskQuery> next = Optional.of(query);
        while (next.isPresent()) {
            TaskStore.Page page = domain.tasks.list(next.get());
            assertThat(page.count()).as(query.toString()).isEqualTo(expected.size());
            page.tasks().forEach(task -> paged.add(task.id()));
            next = page.next().map(query::at);
        }
        assertThat(paged).as(query.toString()).isEqualTo(expected);
    }

    private static List<StoredTask> all() {
        return domain.tasks.list(TaskQuery.all().limit(1000)).tasks();
    }

    private static Comparator<StoredTask> order(TaskOrder order) {
        Comparator<StoredTask> byNumber = Comparator.comparingLong(task ->
                Long.parseLong(task.fields().getOrDefault("first", task.fields().get("seq"))));
        return switch (order) {
            case OLDEST_FIRST -> byNumber;
            case NEWEST_FIRST -> byNumber.reversed();
            case FIRST_STARTED_FIRST -> by("started", Instant.MAX).thenComparing(byNumber);
            case LAST_STARTED_FIRST ->
                by("started", Instant.MIN).thenComparing(byNumber).reversed();
            case FIRST_FINISHED_FIRST -> by("finished", Instant.MAX).thenComparing(byNumber);
            case LAST_FINISHED_FIRST ->
                by("finished", Instant.MIN).thenComparing(byNumber).reversed();
        };
    }

    private static Comparator<StoredTask> by(String time, Instant otherwise) {
        return Comparator.comparing(task -> task.time(time).orElse(otherwise));
    }

    private static Predicate<StoredTask> agreesWith(TaskFilter filter) {
        return task -> (filter.states().isEmpty() || filter.states().contains(task.state()))
                && (filter.names().isEmpty() || filter.names().contains(task.name()))
                && (filter.queues().isEmpty() || filter.queues().contains(task.queue()))
                && (filter.workers().isEmpty()
                        || task.worker().filter(filter.workers()::contains).isPresent())
                && filter.created().has(task.time("created"))
                && filter.started().has(task.time("started"))
                && filter.finished().has(task.time("finished"))
                && agrees(filter.group(), task.attributes().group())
                && agrees(filter.parent(), task.parent())
                && agrees(filter.correlationId(), task.attributes().correlationId())
                && agrees(filter.owner(), task.attributes().origin().owner())
                && agrees(filter.schedule(), task.attributes().origin().schedule())
                && task.reservations().containsAll(map(filter.exclusiveResources(), Reservation::exclusive))
                && task.reservations().containsAll(map(filter.sharedResources(), Reservation::shared))
                && map(task.reservations(), Reservation::resource).containsAll(filter.resources());
    }

    private static <T> boolean agrees(Optional<T> wanted, Optional<T> value) {
        return wanted.map(value.stream().toList()::contains).orElse(true);
    }

    private static <A, B> List<B> map(Collection<A> values, Function<A, B> to) {
        return values.stream().map(to).toList();
    }
}
