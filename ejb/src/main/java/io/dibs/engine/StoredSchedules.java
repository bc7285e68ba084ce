package io.dibs.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Schedule;
import io.dibs.ScheduleChange;
import io.dibs.ScheduleConflictException;
import io.dibs.ScheduleNotFoundException;
import io.dibs.Schedules;
import io.dibs.Task;
import io.dibs.TaskBuilder;
import io.dibs.TaskHandle;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.Tasks;
import io.dibs.Timing;
import io.dibs.engine.Redefinition.Wanted;
import io.dibs.schedule.TaskIds;
import io.dibs.schedule.Timetable;
import io.dibs.store.NewTask;
import io.dibs.store.ScheduleStore;
import io.dibs.store.ScheduleStore.PutOutcome;
import io.dibs.store.ScheduleStore.RunOutcome;
import io.dibs.store.StoredSchedule;

/** The schedules of the store. What is decided about one that somebody changes meanwhile is decided anew. */
@ApplicationScoped
class StoredSchedules implements Schedules {
    private static final int LONGEST_KEY = 200;

    private final ScheduleStore store;
    private final Dispatches dispatches;
    private final StateNotifier notifier;
    private final Tasks tasks;
    private final ModuleDemands demands;

    protected StoredSchedules() {
        this(null, null, null, null, null);
    }

    @Inject
    StoredSchedules(
            ScheduleStore store, Dispatches dispatches, StateNotifier notifier, Tasks tasks, ModuleDemands demands) {
        this.store = store;
        this.dispatches = dispatches;
        this.notifier = notifier;
        this.tasks = tasks;
        this.demands = demands;
    }

    /** What {@link io.dibs.TaskDispatcher#schedule} gives. */
    ScheduleDraft draft(String name, Timing timing, TaskBuilder task) {
        Builder builder = builder(task);
        ScheduleDraft draft = new ScheduleDraft(name, timing, pattern(builder), builder.anyVersion, this);
        Timetable.of(timing, Instant.EPOCH); // What is malformed is refused at once.
        return draft;
    }

    private static Builder builder(TaskBuilder task) {
        if (task instanceof Builder builder) {
            return builder;
        }
        throw new IllegalArgumentException(
                "Only a task that TaskDispatcher has made can be dispatched by a schedule, not " + task + ".");
    }

    /**
     * A task as a schedule keeps it: without what belongs to the caller's request or task alone, and without the version that
     * this process demands; whoever dispatches a task by it demands its own.
     */
    private NewTask pattern(Builder builder) {
        NewTask made = dispatches.newTask(builder);
        if (builder.immediate || !made.followers().isEmpty()) {
            throw new IllegalArgumentException("The task of a schedule cannot be immediate, and cannot have webhooks.");
        }
        if (!made.attributes().dependencies().isEmpty()) {
            throw new IllegalArgumentException("The task of a schedule cannot depend on other tasks.");
        }
        Task.Origin origin = made.attributes().origin();
        return new NewTask(
                made.id(),
                made.name(),
                made.arguments(),
                made.queue(),
                made.priority(),
                made.reservations(),
                made.attributes()
                        .correlated(builder.correlationId)
                        .demanding(Map.copyOf(builder.minimumVersions))
                        .with(new Task.Origin(origin.owner(), Optional.empty(), Optional.empty(), false)),
                Optional.empty());
    }

    /** Saves a schedule; over one that is not the same only if that is wanted. */
    Schedule save(String name, Wanted wanted, boolean over) {
        while (true) {
            Optional<StoredSchedule> before = store.find(name);
            if (before.isPresent() && !over && !Redefinition.isAlike(before.get(), wanted)) {
                throw new ScheduleConflictException(
                        "There is a schedule '" + name + "' already, and it is another one.");
            }
            Optional<Schedule> saved = put(name, before, wanted);
            if (saved.isPresent()) {
                return saved.get();
            }
        }
    }

    /** Empty when somebody else has changed it meanwhile. */
    private Optional<Schedule> put(String name, Optional<StoredSchedule> before, Wanted wanted) {
        if (before.filter(schedule -> Redefinition.isSame(schedule, wanted)).isPresent()) {
            return before.map(ScheduleSnapshot::of);
        }
        ScheduleStore.Put put = store.put(name, before, Redefinition.of(before, wanted, store.now()), Schedule.MOST);
        if (put.outcome() == PutOutcome.FULL) {
            throw new ScheduleConflictException("There are " + Schedule.MOST
                    + " schedules, and no more are possible. Delete one that is not needed.");
        }
        return put.schedule().map(ScheduleSnapshot::of);
    }

    @Override
    public Optional<Schedule> find(String name) {
        return store.find(name).map(ScheduleSnapshot::of);
    }

    @Override
    public Page list(int offset, int limit) {
        List<String> names = store.names();
        int from = Math.min(offset, names.size());
        int to = Math.min(from + limit, names.size());
        return new Page(
                names.size(),
                store.read(names.subList(from, to)).stream()
                        .map(ScheduleSnapshot::of)
                        .toList());
    }

    @Override
    public Schedule pause(String name) {
        return change(name, ScheduleChange.paused(true));
    }

    @Override
    public Schedule resume(String name) {
        return change(name, ScheduleChange.paused(false));
    }

    @Override
    public Schedule change(String name, ScheduleChange change) {
        change.timing().ifPresent(timing -> Timetable.of(timing, Instant.EPOCH));
        Optional<Builder> builder = change.task().map(StoredSchedules::builder);
        Optional<NewTask> task = builder.map(this::pattern);
        while (true) {
            StoredSchedule before = stored(name);
            before.requireReadable();
            Wanted wanted = new Wanted(
                    change.timing().orElseGet(before::timing),
                    change.overlap().orElseGet(before::overlap),
                    change.missed().orElseGet(before::missed),
                    task.orElseGet(before::task),
                    builder.map(it -> it.anyVersion).orElseGet(before::isForAnyVersion),
                    before.declaration(),
                    change.paused());
            Optional<Schedule> saved = put(name, Optional.of(before), wanted);
            if (saved.isPresent()) {
                return saved.get();
            }
        }
    }

    @Override
    public TaskHandle run(String name) {
        return run(name, schedule -> TimeOrderedIds.next());
    }

    @Override
    public TaskHandle run(String name, String key) {
        if (key == null || key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("A key has 1 to " + LONGEST_KEY + " characters.");
        }
        return run(name, schedule -> TaskIds.ofRun(schedule.incarnation(), key));
    }

    private TaskHandle run(String name, Function<StoredSchedule, UUID> id) {
        while (true) {
            StoredSchedule schedule = stored(name);
            NewTask task = schedule.task(id.apply(schedule), Optional.empty(), demands::of);
            try (StateNotifier.Turn turn = notifier.turn(List.of(task))) {
                RunOutcome outcome = store.run(schedule, task);
                if (outcome == RunOutcome.DISPATCHED) {
                    dispatches.count(task);
                    turn.changed(new TaskStateChanged(task.id(), task.name(), Optional.empty(), TaskState.WAITING));
                }
                if (outcome == RunOutcome.CANCELED) {
                    throw new ScheduleConflictException("The group of the task of the schedule '" + name
                            + "' is being canceled; run it when all of its tasks have ended.");
                }
                if (outcome != RunOutcome.CHANGED) {
                    return new Handle(task.id(), tasks);
                }
            }
        }
    }

    @Override
    public void delete(String name) {
        store.remove(name, Optional.of(stored(name).incarnation()));
    }

    private StoredSchedule stored(String name) {
        return store.find(name)
                .orElseThrow(() -> new ScheduleNotFoundException("There is no schedule '" + name + "'."));
    }
}
