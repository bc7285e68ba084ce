package io.dibs.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.dibs.Audit;
import io.dibs.DibsStatistics;
import io.dibs.DibsStatus;
import io.dibs.Problem;
import io.dibs.Problems;
import io.dibs.Reservation;
import io.dibs.Resources;
import io.dibs.StackTrace;
import io.dibs.StoreUnavailableException;
import io.dibs.Task;
import io.dibs.TaskConflictException;
import io.dibs.TaskCursor;
import io.dibs.TaskDetail;
import io.dibs.TaskHandle;
import io.dibs.TaskNotFoundException;
import io.dibs.TaskPage;
import io.dibs.TaskPurge;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.Tasks;
import io.dibs.ThreadDump;
import io.dibs.WaitingReason;
import io.dibs.Why;
import io.dibs.WorkerSilentException;
import io.dibs.Workers;

/** The public API, over a map. */
class FakeDibs implements Tasks, Workers, Resources, DibsStatus, DibsStatistics, Audit {
    final Map<UUID, Task> tasks = Collections.synchronizedMap(new LinkedHashMap<>());
    final List<TaskPurge> purges = new ArrayList<>();
    final FakeGroups groups = new FakeGroups();
    /** What was asked for last. */
    TaskQuery listed;

    Set<TaskDetail> read;
    private final AtomicInteger finds = new AtomicInteger();
    volatile boolean connected = true;
    final FakeSchedules schedules = new FakeSchedules();
    final FakeQueues queues = new FakeQueues(this::check);
    final Set<String> draining = new HashSet<>();
    volatile boolean silent;
    volatile Problems problems = () -> new Problems.Listed(
            Optional.of(Samples.CREATED),
            List.of(new Problem(
                    "redis_persistence_off:redis",
                    Problem.Kind.REDIS_PERSISTENCE_OFF,
                    Samples.CREATED,
                    "Redis keeps no append-only file.",
                    "Set appendonly yes.",
                    new Problem.Subject(Problem.SubjectType.REDIS, "redis"))));

    @Override
    public Optional<Task> find(UUID id) {
        check();
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public Map<UUID, Task> find(Collection<UUID> ids, Set<TaskDetail> details) {
        check();
        Map<UUID, Task> found = new LinkedHashMap<>(tasks);
        found.keySet().retainAll(ids);
        read = details;
        finds.incrementAndGet();
        return found;
    }

    /** Waits until so many looks at tasks were made, from now on. */
    void awaitFinds(int more) {
        int enough = finds.get() + more;
        while (finds.get() < enough) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Optional<WaitingReason> waitingFor(UUID id) {
        return Optional.of(new WaitingReason(
                WaitingReason.Kind.RESOURCES,
                "It waits for repository:a.",
                List.of(new WaitingReason.Blocked(
                        Reservation.exclusive("repository:a"),
                        1,
                        List.of(Samples.claim(Samples.id(1), TaskState.RUNNING)))),
                Optional.empty(),
                List.of()));
    }

    @Override
    public Optional<Why> why(UUID id) {
        check();
        return Optional.ofNullable(tasks.get(id)).map(task -> FakeWhys.of(task, Optional.of(Samples.id(1))));
    }

    @Override
    public Optional<Why> why(UUID id, String owner) {
        check();
        return Optional.ofNullable(tasks.get(id))
                .filter(task -> task.origin().owner().filter(owner::equals).isPresent())
                .map(task -> FakeWhys.of(task, Optional.empty()));
    }

    @Override
    public TaskHandle retry(UUID id) {
        return retry(id, UUID.randomUUID().toString());
    }

    @Override
    public TaskHandle retry(UUID id, String key) {
        check();
        if (key.length() > 200 || key.isEmpty()) {
            throw new IllegalArgumentException("A key has 1 to 200 characters.");
        }
        if (!existing(id).state().isFinal()) {
            throw new TaskConflictException("Task " + id + " is not final.");
        }
        return new Handle(UUID.nameUUIDFromBytes((id + key).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public TaskPage list(TaskQuery query) {
        check();
        List<Task> matching =
                tasks.values().stream().filter(query.filter()::matches).toList();
        int from = query.cursor().map(cursor -> (int) cursor.number()).orElse(query.offset());
        int to = Math.min(matching.size(), from + query.limit());
        listed = query;
        return new TaskPage(
                matching.size(),
                matching.subList(Math.min(from, to), to),
                to < matching.size() ? Optional.of(new TaskCursor(query.order(), false, 0, to)) : Optional.empty(),
                from > 0
                        ? Optional.of(new TaskCursor(query.order(), true, 0, Math.max(0, from - query.limit())))
                        : Optional.empty());
    }

    @Override
    public Task cancel(UUID id) {
        check();
        Task task = existing(id);
        if (task.state().isFinal()) {
            throw new TaskConflictException("Task " + id + " is " + task.state().text() + " already.");
        }
        tasks.put(
                id,
                Samples.task(
                        id,
                        task.state() == TaskState.WAITING ? TaskState.CANCELED : TaskState.CANCELING,
                        task.origin()));
        return tasks.get(id);
    }

    @Override
    public Task abandon(UUID id) {
        check();
        Task task = existing(id);
        if (task.state() != TaskState.CANCELING) {
            throw new TaskConflictException("Task " + id + " is not canceling.");
        }
        tasks.put(id, Samples.task(id, TaskState.CANCELED, task.origin()));
        return tasks.get(id);
    }

    @Override
    public Optional<StackTrace> stackTrace(UUID id) {
        check();
        return Optional.ofNullable(tasks.get(id))
                .filter(task -> task.state() == TaskState.CANCELING)
                .map(task -> new StackTrace("dibs-slot-1 RUNNABLE\n\tat x.Y.z(Y.java:1)", Samples.CREATED));
    }

    @Override
    public void delete(UUID id) {
        check();
        if (!existing(id).state().isFinal()) {
            throw new TaskConflictException("Task " + id + " is not final.");
        }
        tasks.remove(id);
    }

    @Override
    public TaskHandle purge(TaskPurge purge) {
        check();
        purges.add(purge);
        return new Handle(Samples.id(100));
    }

    private record Handle(UUID id) implements TaskHandle {
        @Override
        public Task get() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Task cancel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Why why() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Task await(Duration timeout) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public List<Worker> list() {
        check();
        return Stream.of(Samples.worker("42@host", true), Samples.worker("gone/worker", false))
                .map(worker -> draining.contains(worker.name()) ? Samples.draining(worker) : worker)
                .toList();
    }

    @Override
    public Optional<Worker> find(String name) {
        return list().stream().filter(worker -> worker.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Worker> drain(String name) {
        draining.add(name);
        return find(name);
    }

    @Override
    public Optional<Worker> undrain(String name) {
        draining.remove(name);
        return find(name);
    }

    @Override
    public Optional<ThreadDump> threads(String name, Duration atMost) {
        if (silent) {
            throw new WorkerSilentException("The worker '" + name + "' has not answered.");
        }
        return find(name).map(worker -> new ThreadDump(Samples.CREATED, "\"main\" #1 RUNNABLE"));
    }

    @Override
    public Statistics now() {
        check();
        return new Statistics(
                Samples.CREATED,
                1000,
                new DibsStatistics.Tasks(1, 2, 3, 4, 5, 6, 7, 8),
                new LastMinute(60, 50, 2, 1),
                new DibsStatistics.Workers(2, 8, 5));
    }

    @Override
    public Line line(String name, int limit) {
        check();
        return new Line(
                name,
                List.of(Samples.claim(Samples.id(1), TaskState.RUNNING)),
                List.of(Samples.claim(Samples.id(2), TaskState.WAITING)),
                limit);
    }

    @Override
    public Report run() {
        check();
        return new Report(
                "default",
                Samples.CREATED,
                Samples.CREATED.plusSeconds(1),
                12,
                2000,
                List.of(new Finding(Kind.CLAIM_WITHOUT_TASK, ObjectType.RESOURCE, "repository:a", "Nobody is there.")));
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean isStopping() {
        return false;
    }

    private Task existing(UUID id) {
        return Optional.ofNullable(tasks.get(id))
                .orElseThrow(() -> new TaskNotFoundException("There is no task " + id + "."));
    }

    private void check() {
        if (!connected) {
            throw new StoreUnavailableException("Redis cannot be reached.");
        }
    }
}
