package io.dibs.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.metric.Metrics;
import io.dibs.metric.TaskOutcome;
import io.dibs.store.Exchange;
import io.dibs.store.Need;
import io.dibs.store.NewTask;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;
import io.dibs.trace.Tracing;

/**
 * Runs tasks on the threads of those who dispatch them. It is a worker of its own, without queues or slots, so that what runs
 * here is under a live lease as anywhere (R3), also in a process that runs no other tasks. It registers, and starts its
 * threads, with the first task; all but one, which starts the others, since a thread of the server's has the context of whoever
 * makes it, and that is not to be the first dispatcher's. Start it once, close it once; for the rest thread-safe.
 */
public final class ImmediateTasks implements AutoCloseable {
    private static final Log LOG = Log.of(ImmediateTasks.class);
    private static final String UNAVAILABLE = "Resources temporarily unavailable.";
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);
    private static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);

    private final WorkerPool.Options options;
    private final WorkerStore workers;
    private final VersionGate gate;
    private final DeclinedNeeds declined = new DeclinedNeeds();
    private final TaskBody body;
    private final StateListener listener;
    private final Metrics metrics;
    private final RunTraces traces;
    private final TaskErrors errors;
    private final Executions executions = new Executions();
    private final Pause pause;
    private final Lease lease;
    private final TaskStore tasks;
    private final ThreadFactory factory;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    /** Turns when the first task comes; or, when none did, at the end. */
    private final CountDownLatch needed = new CountDownLatch(1);

    private final CompletableFuture<Void> threadsStarted = new CompletableFuture<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong highestToken = new AtomicLong();
    private final ReadWriteLock talking = new ReentrantReadWriteLock();
    private final Reconciliation reconciliation;

    /** Prepares it; nothing of it is measured. */
    public ImmediateTasks(
            WorkerPool.Options options,
            TaskStore tasks,
            WorkerStore workers,
            TaskBody body,
            StateListener listener,
            ThreadFactory factory) {
        this(options, tasks, workers, body, listener, factory, Metrics.unexported(), Tracing.OFF);
    }

    /**
     * Prepares it.
     *
     * @param options those of the worker of this process
     * @param factory makes its threads, of which none runs a task
     * @param metrics is told what it does
     * @param tracing makes spans of what it runs
     */
    public ImmediateTasks(
            WorkerPool.Options options,
            TaskStore tasks,
            WorkerStore workers,
            TaskBody body,
            StateListener listener,
            ThreadFactory factory,
            Metrics metrics,
            Tracing tracing) {
        this.metrics = metrics;
        this.options = options;
        this.tasks = tasks;
        this.workers = workers;
        this.factory = factory;
        this.body = body;
        gate = new VersionGate(options.modules());
        this.listener = listener;
        errors = new TaskErrors(options.redactErrors());
        pause = new Pause(options.lease());
        String name = options.name() + ".immediate";
        traces = new RunTraces(tracing, name);
        lease = new Lease(workers, name, incarnation -> registration(incarnation, name));
        reconciliation = new Reconciliation(workers, executions, listener);
    }

    /** Has its threads have the context of the calling one. It registers with the first task only. */
    public void start() {
        start("reconciliation", () -> {
            awaitNeed();
            if (!pause.isClosed()) {
                startThreads();
                reconcile();
            }
        });
    }

    private void awaitNeed() {
        while (true) {
            try {
                needed.await();
                return;
            } catch (InterruptedException e) {
                // It is ended by closing, not by interrupts.
            }
        }
    }

    /** Threads that are made and never start are kept by the server's factory, and this application with them. */
    private void startThreads() {
        Consumer<Execution> stuck = execution -> {
            // Its thread is its dispatcher's.
        };
        try {
            start("lease", new LeaseKeeper(lease, executions, metrics, pause));
            start("lease-guard", new LeaseGuard(lease, executions, pause));
            start("watchdog", new Watchdog(tasks, workers, executions, stuck, listener, pause));
            threadsStarted.complete(null);
        } catch (RuntimeException | Error e) { // Who dispatches is told: without them nothing keeps the lease.
            threadsStarted.completeExceptionally(e);
        }
    }

    private void start(String name, Runnable loop) {
        Thread thread = factory.newThread(() -> {
            Thread.currentThread().setName("dibs-immediate-" + name);
            loop.run();
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private WorkerStore.Registration registration(String incarnation, String name) {
        return new WorkerStore.Registration(
                incarnation, name, List.of(), 0, options.lease(), options.version(), options.modules());
    }

    /**
     * Dispatches a task.
     *
     * @param deferrable whether it waits if it cannot run at once; else it is canceled
     * @return runs the task on the calling thread, if it can run at once
     * @throws StoreUnavailableException if Redis does not answer; the task does not run, as far as can be known
     */
    public Optional<Runnable> dispatch(NewTask task, boolean deferrable) {
        Need need = new Need(task.name(), task.attributes().minimumVersions());
        boolean impossible = !deferrable && !gate.admits(need);
        while (true) {
            WorkerStore.Registration registration = registered();
            talking.readLock().lock();
            try {
                WorkerStore.Immediate immediate = impossible
                        ? cancel(task, need, registration)
                        : workers.dispatchImmediately(
                                registration,
                                highestToken.get(),
                                deferrable ? Optional.empty() : Optional.of(TaskErrors.reason(UNAVAILABLE)),
                                task);
                if (immediate.outcome() != WorkerStore.ImmediateOutcome.LEASE) {
                    return immediate.claimed().map(claim -> begun(claim, registration));
                }
            } finally {
                talking.readLock().unlock();
            }
            lease.drop(registration);
        }
    }

    private WorkerStore.Immediate cancel(NewTask task, Need need, WorkerStore.Registration registration) {
        String error = TaskErrors.reason(
                UNAVAILABLE + ' ' + OldVersionException.sentence(need.minimumVersions(), options.modules()));
        return new WorkerStore.Immediate(workers.dispatchCanceled(registration, error, task), Optional.empty());
    }

    private synchronized WorkerStore.Registration registered() {
        if (pause.isClosed() || threads.isEmpty()) {
            throw new IllegalStateException("The application has not started or stops: nothing is run immediately.");
        }
        if (lease.current().isEmpty()) {
            lease.register();
        }
        needed.countDown();
        threadsStarted.join();
        return lease.current().orElseThrow();
    }

    private Runnable begun(Exchange.Claimed claim, WorkerStore.Registration registration) {
        highestToken.accumulateAndGet(claim.fencingToken(), Math::max);
        Execution execution = new Execution(claim, workers, options.directory(), traces);
        executions.add(execution);
        if (!lease.isCurrent(registration)) {
            execution.stop(StopReason.FENCED);
        }
        return () -> run(execution, registration);
    }

    private void run(Execution execution, WorkerStore.Registration registration) {
        try {
            metrics.started(execution.claim().name());
            tell(execution, TaskState.WAITING, TaskState.RUNNING);
            Exchange.Outcome outcome = execution.run(gate, declined, body, errors);
            record(execution, registration, outcome);
        } finally {
            executions.remove(execution);
            execution.settled(RunTraces.UNKNOWN);
        }
    }

    /** Tries for as long as the lease lasts; after that, the task is that of the sweeper. */
    private void record(Execution execution, WorkerStore.Registration registration, Exchange.Outcome outcome) {
        for (int failures = 0; lease.isCurrent(registration) && !lease.isEnding(); failures++) {
            try {
                settle(execution, send(registration, execution, outcome));
                return;
            } catch (StoreUnavailableException e) {
                LOG.about(execution)
                        .tell(
                                LogEvent.TASK_OUTCOME_PUT_OFF,
                                execution.taskId(),
                                execution.claim().name(),
                                e.getMessage());
                pause.backOff(failures);
            }
        }
        LOG.about(execution)
                .tell(
                        LogEvent.TASK_OUTCOME_LOST,
                        execution.taskId(),
                        execution.claim().name());
        lease.drop(registration);
        executions.stopAll(StopReason.FENCED);
    }

    /** An outcome that is sent again has a new number: recorded before, it is answered as it was. */
    private Exchange.Reply send(WorkerStore.Registration registration, Execution execution, Exchange.Outcome outcome) {
        talking.readLock().lock();
        try {
            Exchange.Reply reply = workers.exchange(
                    registration,
                    new Exchange.Request(
                            0, calls.incrementAndGet(), 0, highestToken.get(), List.of(), List.of(outcome)));
            executions.remove(execution);
            return reply;
        } finally {
            talking.readLock().unlock();
        }
    }

    /** Nothing of it is under way meanwhile: what is given or recorded then would be taken for lost. */
    private void reconcile() {
        while (!pause.isClosed()) {
            pause.sleep(RECONCILE_INTERVAL);
            talking.writeLock().lock();
            try {
                lease.current().ifPresent(reconciliation::run);
            } finally {
                talking.writeLock().unlock();
            }
        }
    }

    private void settle(Execution execution, Exchange.Reply reply) {
        reply.completedGroups().forEach(listener::groupCompleted);
        Optional<TaskState> recorded = reply.recorded().get(0);
        TaskOutcome outcome = Settlement.outcome(recorded);
        metrics.finished(execution.claim().name(), outcome, execution.ranNanos());
        execution.settled(RunTraces.outcome(outcome));
        if (recorded.isEmpty()) {
            Settlement.tellRefused(execution);
            return;
        }
        TaskState to = recorded.get();
        boolean canceling = to == TaskState.CANCELED
                || (to == TaskState.FAILED && execution.stopped().equals(Optional.of(StopReason.CANCELED)));
        tell(execution, canceling ? TaskState.CANCELING : TaskState.RUNNING, to);
    }

    private void tell(Execution execution, TaskState from, TaskState to) {
        if (listener.isListening()) {
            execution.telling(() -> listener.changed(
                    new TaskStateChanged(execution.taskId(), execution.claim().name(), Optional.of(from), to)));
        }
    }

    /** Lets what runs go on for the grace time, then interrupts it, and gives up its lease. */
    @Override
    public void close() {
        awaitNone(options.grace());
        executions.stopAll(StopReason.ABORTED);
        awaitNone(LAST_MOMENTS);
        synchronized (this) {
            pause.close();
            needed.countDown();
        }
        try {
            for (Thread thread : threads) {
                thread.join(LAST_MOMENTS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lease.current().ifPresent(registration -> {
            try {
                workers.unregister(registration.incarnation());
            } catch (StoreUnavailableException e) {
                LOG.tell(LogEvent.STOP_LEASE_LEFT, e.getMessage());
            }
        });
    }

    private void awaitNone(Duration atMost) {
        long begin = System.nanoTime();
        while (!executions.all().isEmpty() && System.nanoTime() - begin < Math.min(Long.MAX_VALUE / 2, nanos(atMost))) {
            pause.sleep(LOOK_INTERVAL);
        }
    }

    /** The longest there is, 292 years, stands for all that are longer. */
    private static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }
}
