package io.dibs.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.dibs.StoreUnavailableException;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.metric.Metrics;
import io.dibs.store.ScheduleStore;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;
import io.dibs.trace.Tracing;

/**
 * The worker of this process: its slots and the threads that serve them. It reconnects by itself when Redis was away.
 * Start it once, close it once.
 */
public final class WorkerPool implements AutoCloseable {
    private static final Log LOG = Log.of(WorkerPool.class);

    /** How long interrupted tasks get to end before the worker leaves without them. */
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);

    private static final Duration AFTER_ERROR = Duration.ofMillis(100);

    /**
     * How to run tasks.
     *
     * @param name the worker's name, for people
     * @param queues the queues that it serves, in order of preference; {@code *} for all
     * @param slots how many tasks at once; with 0 it only looks after those of others
     * @param lease how long its lease lasts without renewal
     * @param grace how long running tasks may go on when it closes; {@link ChronoUnit#FOREVER} for as long as they take
     * @param directory where tasks have their working directories
     * @param redactErrors whether to keep exceptions out of tasks
     * @param version the version of Dibs
     * @param modules the versions of the application's modules here; a task that demands newer ones is left to others
     */
    public record Options(
            String name,
            List<String> queues,
            int slots,
            Duration lease,
            Duration grace,
            Path directory,
            boolean redactErrors,
            String version,
            Map<String, String> modules) {}

    private final Options options;
    private final Metrics metrics;
    private final WorkerStore workers;
    private final Pause pause;
    private final Executions executions = new Executions();
    private final WorkQueue work = new WorkQueue();
    private final Lease lease;
    private final StateEvents events;
    private final Coordinator coordinator;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Semaphore running = new Semaphore(0);
    private final Runnable slot;
    private final ThreadFactory factory;
    private TaskLog log;

    /** Prepares a worker of which nothing is measured. */
    public WorkerPool(
            Options options,
            TaskStore tasks,
            WorkerStore workers,
            TaskBody body,
            StateListener listener,
            ThreadFactory threads) {
        this(options, tasks, workers, body, listener, threads, Metrics.unexported(), Tracing.OFF);
    }

    /**
     * Prepares a worker.
     *
     * @param threads makes its threads; tasks run with whatever context these have
     * @param metrics is told what it does
     * @param tracing makes spans of what it runs
     */
    public WorkerPool(
            Options options,
            TaskStore tasks,
            WorkerStore workers,
            TaskBody body,
            StateListener listener,
            ThreadFactory threads,
            Metrics metrics,
            Tracing tracing) {
        this.options = options;
        this.metrics = metrics;
        this.workers = workers;
        pause = new Pause(options.lease());
        lease = new Lease(
                workers,
                options.name(),
                incarnation -> new WorkerStore.Registration(
                        incarnation,
                        options.name(),
                        options.queues(),
                        options.slots(),
                        options.lease(),
                        options.version(),
                        options.modules()));
        events = new StateEvents(listener, pause);
        coordinator = new Coordinator(
                workers,
                lease,
                options.slots(),
                work,
                options.directory(),
                executions,
                events,
                metrics,
                new RunTraces(tracing, options.name()),
                pause);
        factory = threads;
        slot = new Slot(
                work,
                new VersionGate(options.modules()),
                body,
                new TaskErrors(options.redactErrors()),
                coordinator,
                events,
                metrics);
        add("events", events);
        add("sweeper", new Sweeper(workers, events, metrics, pause));
        if (options.slots() > 0) {
            add("coordinator", coordinator);
            add("wake", new WakeListener(workers, lease, coordinator::woken, pause));
            add("lease", new LeaseKeeper(lease, executions, metrics, pause));
            add("lease-guard", new LeaseGuard(lease, executions, pause));
            add("threads", new ThreadReports(workers.requests(), lease, pause));
            add("watchdog", new Watchdog(tasks, workers, executions, this::replaceSlot, events, pause));
        }
        for (int i = 1; i <= options.slots(); i++) {
            add("slot-" + i, slot);
        }
    }

    /**
     * Has this worker not wait for Redis for ever: once Redis could not be reached for as long as the lease, and the work
     * that was running has ended, or the grace time has passed, something is to happen, once. Call it before it starts.
     *
     * Without slots there is no lease and nothing to give up, so then it never does.
     *
     * @param action ends the process, say; it runs on a thread of its own, so it may close this worker
     */
    public void whenUnavailable(Runnable action) {
        if (options.slots() == 0) {
            return;
        }
        add("outage-watch", new OutageWatch(lease, coordinator, options.lease(), options.grace(), action, pause));
    }

    /**
     * Has this process look after schedules, too. Call it before it starts.
     *
     * @param first what is to be done before; it is done again while it throws {@link StoreUnavailableException}
     * @param demands which versions a task of that method demands by itself, where this process dispatches it
     */
    public void tick(ScheduleStore schedules, Runnable first, Function<String, Map<String, String>> demands) {
        add("schedules", new Ticker(schedules, first, demands, events, metrics, pause));
    }

    /**
     * Has this process do something again and again, on a thread of its own. Call it before it starts.
     *
     * @param round does it, and says how long to wait before the next time
     */
    public void repeat(String name, Supplier<Duration> round) {
        add(name, new Rounds(name, round, pause));
    }

    private Thread add(String name, Runnable loop) {
        Thread thread = factory.newThread(() -> {
            Thread.currentThread().setName("dibs-" + name);
            running.release();
            runToItsEnd(loop);
        });
        threads.add(thread);
        return thread;
    }

    /**
     * Runs a loop again that an error has ended, when a task had taken all memory, say. Without it the worker would keep its
     * lease, and with it tasks that nobody runs or hears of any more.
     */
    private void runToItsEnd(Runnable loop) {
        while (true) {
            try {
                loop.run();
                return;
            } catch (Throwable e) {
                try {
                    LOG.tell(e, LogEvent.WORKER_THREAD_FAILED);
                    pause.sleep(AFTER_ERROR);
                } catch (OutOfMemoryError again) {
                    // There is not even memory to tell of it.
                }
            }
        }
    }

    /** A task that ignores that it was told to stop keeps its thread and what it reserved, but takes no slot from others. */
    private void replaceSlot(Execution execution) {
        if (!coordinator.replaceSlot(execution)) {
            return;
        }
        LOG.about(execution)
                .tell(
                        LogEvent.TASK_STUCK,
                        execution.taskId(),
                        execution.claim().name(),
                        execution.sinceStop().toSeconds());
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        add("slot-for-" + execution.taskId(), slot).start();
    }

    /** Starts to claim and run tasks. Returns at once, also when Redis is away. */
    public void start() {
        log = TaskLog.install();
        startOneByOne();
        if (options.slots() == 0) {
            LOG.tell(LogEvent.WORKER_WITHOUT_SLOTS, options.name());
            return;
        }
        LOG.tell(LogEvent.WORKER_STARTED, options.name(), options.slots(), String.join(",", options.queues()));
    }

    /**
     * Not all at once: when several threads of Payara Server load one of its own classes for the first time, its module
     * system keeps one of them, and with it the class loader of this application, for ever.
     */
    private void startOneByOne() {
        try {
            for (Thread thread : threads) {
                thread.start();
                if (!running.tryAcquire(LAST_MOMENTS.toSeconds(), TimeUnit.SECONDS)) {
                    LOG.tell(LogEvent.WORKER_THREAD_SLOW, thread.getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.stream()
                    .filter(thread -> thread.getState() == Thread.State.NEW)
                    .forEach(Thread::start);
        }
    }

    /**
     * Drains: claims nothing more, lets running tasks go on for the grace time, interrupts those that are left, records
     * what they came to, and ends all threads. What never started stays queued. It returns within the grace time and some
     * ten seconds more, or some calls that Redis does not answer: a task that ignores interrupts keeps its thread, and is
     * left to the end of the lease.
     */
    @Override
    public void close() {
        coordinator.drain();
        try {
            if (!coordinator.awaitIdle(options.grace())) {
                LOG.tell(LogEvent.STOP_GRACE_OVER, options.grace());
                executions.stopAll(StopReason.ABORTED);
                coordinator.awaitIdle(LAST_MOMENTS);
            }
        } catch (InterruptedException e) {
            executions.stopAll(StopReason.ABORTED);
            Thread.currentThread().interrupt();
        }
        pause.close();
        coordinator.wake();
        work.end(options.slots());
        try {
            leave();
        } finally {
            if (log != null) {
                log.uninstall();
            }
        }
    }

    private void leave() {
        workers.stopWaiting();
        join();
        executions.all().forEach(execution -> execution.settled(RunTraces.UNKNOWN));
        lease.current().ifPresent(registration -> {
            try {
                if (!workers.unregister(registration.incarnation())) {
                    LOG.tell(LogEvent.STOP_TASKS_LEFT);
                }
            } catch (StoreUnavailableException e) {
                LOG.tell(LogEvent.STOP_LEASE_LEFT, e.getMessage());
            }
        });
    }

    private void join() {
        long deadline = System.nanoTime() + LAST_MOMENTS.toNanos();
        try {
            for (Thread thread : threads) {
                if (taskOn(thread).isPresent()) {
                    continue; // It has had its last moments.
                }
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.stream().filter(Thread::isAlive).forEach(this::tellOf);
    }

    private Optional<Execution> taskOn(Thread thread) {
        return executions.all().stream()
                .filter(execution -> execution.isOn(thread))
                .findAny();
    }

    private void tellOf(Thread thread) {
        Optional<Execution> task = taskOn(thread);
        String stack = Arrays.stream(thread.getStackTrace())
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining());
        String whose = task.map(execution -> ", with task " + execution.taskId() + " ("
                        + execution.claim().name() + "),")
                .orElse("");
        task.map(LOG::about).orElse(LOG).tell(LogEvent.STOP_THREAD_LEFT, thread.getName(), whose, stack);
    }
}
