package io.dibs.web.conditional;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ServiceUnavailableException;

import io.dibs.Task;
import io.dibs.TaskDetail;
import io.dibs.TaskEvents;
import io.dibs.Tasks;

/**
 * Requests that wait for a task to change. None of them has a thread: while there are any, one subscription to events tells
 * which tasks to look at, and one look at the store each second reads the tasks of all. The look finds what no event tells:
 * what a task waits for, and anything where events cannot be had. Thread-safe.
 */
@ApplicationScoped
public class TaskWaits {
    /** How many can wait in this process; others are answered at once. */
    static final int MOST = 1_000;

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final Tasks tasks;
    private final TaskEvents events;
    private final Duration lookInterval;

    @Resource
    private ManagedScheduledExecutorService managedExecutor;

    private ScheduledExecutorService executor;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private Watch watch;

    protected TaskWaits() {
        this(null, null);
    }

    @Inject
    public TaskWaits(Tasks tasks, TaskEvents events) {
        this(tasks, events, null, LOOK_INTERVAL);
    }

    /** With threads that no server manages, and another time between two looks. */
    public TaskWaits(Tasks tasks, TaskEvents events, ScheduledExecutorService executor, Duration lookInterval) {
        this.tasks = tasks;
        this.events = events;
        this.executor = executor;
        this.lookInterval = lookInterval;
    }

    @PostConstruct
    void useManagedThreads() {
        executor = managedExecutor;
    }

    /** What there is while anybody waits. */
    private final class Watch {
        private final TaskNews news = new TaskNews(
                events, executor, TaskWaits.this::look, () -> TaskWaits.this.look(all(), System.nanoTime()));
        private Future<?> looks;

        private void begin() {
            looks = executor.scheduleWithFixedDelay(this::look, 0, lookInterval.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** First it listens, so that what changes after the look is heard of. */
        private void look() {
            news.listen();
            TaskWaits.this.look(all(), System.nanoTime());
            synchronized (waiters) {
                if (!waiters.isEmpty() || watch != this) {
                    return;
                }
                watch = null;
            }
            end();
        }

        private void end() {
            looks.cancel(false);
            news.stop();
        }
    }

    /**
     * Waits for a task.
     *
     * @param details what of it is read
     * @param enough whether it is as the caller wants it; asked again each time that the task has changed, and each second
     * @return the task when it is so, or the time is over; empty if it is gone. Completed on a thread of the server's. No
     *     stage at all if too many wait already
     */
    public Optional<CompletionStage<Optional<Task>>> await(
            UUID task, Set<TaskDetail> details, Predicate<Task> enough, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        Waiter waiter = new Waiter(task, details, enough, end);
        synchronized (waiters) {
            if (waiters.size() >= MOST) {
                return Optional.empty();
            }
            waiters.add(waiter);
            if (watch == null) {
                watch = new Watch();
                watch.begin();
            } else { // It may have changed since the caller read it.
                executor.execute(() -> look(List.of(waiter), System.nanoTime()));
            }
        }
        Future<?> lastLook =
                executor.schedule(() -> look(List.of(waiter), end), atMost.toNanos(), TimeUnit.NANOSECONDS);
        waiter.answer.whenComplete((answer, failure) -> lastLook.cancel(false));
        return Optional.of(waiter.answer);
    }

    private List<Waiter> all() {
        synchronized (waiters) {
            return List.copyOf(waiters);
        }
    }

    /** Looks at those tasks for which anybody waits. */
    private void look(Set<UUID> changed) {
        look(all().stream().filter(waiter -> changed.contains(waiter.task)).toList(), System.nanoTime());
    }

    private synchronized void look(Collection<Waiter> some, long nanos) {
        if (some.isEmpty()) {
            return;
        }
        try {
            Set<TaskDetail> details = EnumSet.noneOf(TaskDetail.class);
            some.forEach(waiter -> details.addAll(waiter.details));
            Map<UUID, Task> now =
                    tasks.find(some.stream().map(waiter -> waiter.task).collect(Collectors.toSet()), details);
            for (Waiter waiter : some) {
                Optional<Task> task = Optional.ofNullable(now.get(waiter.task));
                if (task.isEmpty() || waiter.isOver(task.get(), nanos)) {
                    answer(waiter, () -> waiter.answer.complete(task));
                }
            }
        } catch (RuntimeException e) {
            // Redis is away, or a defect: who waits is told, and a next look is made for those who come then.
            some.forEach(waiter -> answer(waiter, () -> waiter.answer.completeExceptionally(e)));
        }
    }

    /** On a thread of its own: who reads his answer slowly must not keep the others. */
    private void answer(Waiter waiter, Runnable answer) {
        synchronized (waiters) {
            if (!waiters.remove(waiter)) {
                return;
            }
        }
        try {
            executor.execute(answer);
        } catch (RejectedExecutionException e) {
            answer.run(); // The server stops.
        }
    }

    @PreDestroy
    void stop() {
        List<Waiter> all;
        Watch last;
        synchronized (waiters) {
            all = List.copyOf(waiters);
            last = watch;
            watch = null;
        }
        if (last != null) {
            last.end();
        }
        all.forEach(waiter -> answer(
                waiter,
                () -> waiter.answer.completeExceptionally(new ServiceUnavailableException("The server stops."))));
    }
}
