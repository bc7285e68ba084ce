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
import java.util.concurrent.CompletableFuture;
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
import io.dibs.Tasks;

/**
 * Requests that wait for a task to change. None of them has a thread: while there are any, one look at the store every 250 ms
 * reads the tasks of all. {@link #changed} makes the look at one task at once. Thread-safe.
 */
@ApplicationScoped
public class TaskWaits {
    /** How many can wait in this process; others are answered at once. */
    static final int MOST = 1_000;

    private static final long LOOK_MILLIS = 250;
    private static final long JUDGE_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Tasks tasks;

    @Resource
    private ManagedScheduledExecutorService managedExecutor;

    private ScheduledExecutorService executor;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private Future<?> looks;

    protected TaskWaits() {
        this(null, null);
    }

    @Inject
    public TaskWaits(Tasks tasks) {
        this(tasks, null);
    }

    /** With threads that no server manages. */
    public TaskWaits(Tasks tasks, ScheduledExecutorService executor) {
        this.tasks = tasks;
        this.executor = executor;
    }

    @PostConstruct
    void useManagedThreads() {
        executor = managedExecutor;
    }

    /** One request. What changes in it is used by the looks only, of which there is one at a time. */
    private static final class Waiter {
        private final UUID task;
        private final Set<TaskDetail> details;
        private final Predicate<Task> enough;
        private final long end;
        private final CompletableFuture<Optional<Task>> answer = new CompletableFuture<>();
        private Task seen;
        private long judged;

        private Waiter(UUID task, Set<TaskDetail> details, Predicate<Task> enough, long end) {
            this.task = task;
            this.details = details;
            this.enough = enough;
            this.end = end;
        }

        /** What it waits for may depend on more than the task; so that is asked again, only not so often. */
        private boolean isOver(Task now, long nanos) {
            if (nanos - end >= 0) {
                return true;
            }
            if (now.equals(seen) && nanos - judged < JUDGE_AGAIN_NANOS) {
                return false;
            }
            seen = now;
            judged = nanos;
            return enough.test(now);
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
        Waiter waiter = new Waiter(task, details, enough, System.nanoTime() + atMost.toNanos());
        synchronized (waiters) {
            if (waiters.size() >= MOST) {
                return Optional.empty();
            }
            waiters.add(waiter);
            if (looks == null) {
                looks = executor.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
        return Optional.of(waiter.answer);
    }

    /** A task has changed: those who wait for it need not wait for the next look. */
    public void changed(UUID task) {
        List<Waiter> its;
        synchronized (waiters) {
            its = waiters.stream().filter(waiter -> waiter.task.equals(task)).toList();
        }
        if (!its.isEmpty()) {
            look(its);
        }
    }

    private void look() {
        List<Waiter> all;
        synchronized (waiters) {
            all = List.copyOf(waiters);
        }
        look(all);
        synchronized (waiters) {
            if (waiters.isEmpty() && looks != null) {
                looks.cancel(false);
                looks = null;
            }
        }
    }

    private synchronized void look(Collection<Waiter> some) {
        try {
            Set<TaskDetail> details = EnumSet.noneOf(TaskDetail.class);
            some.forEach(waiter -> details.addAll(waiter.details));
            Map<UUID, Task> now =
                    tasks.find(some.stream().map(waiter -> waiter.task).collect(Collectors.toSet()), details);
            long nanos = System.nanoTime();
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
        synchronized (waiters) {
            all = List.copyOf(waiters);
            if (looks != null) {
                looks.cancel(false);
                looks = null;
            }
        }
        all.forEach(waiter -> answer(
                waiter,
                () -> waiter.answer.completeExceptionally(new ServiceUnavailableException("The server stops."))));
    }
}
