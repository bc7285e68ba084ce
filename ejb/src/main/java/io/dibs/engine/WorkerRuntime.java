package io.dibs.engine;

import java.util.Optional;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;

import io.dibs.DibsRuntime;
import io.dibs.config.Settings;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.method.ApplicationModules;
import io.dibs.metric.Metrics;
import io.dibs.store.ScheduleStore;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerStore;
import io.dibs.trace.Tracing;
import io.dibs.worker.ImmediateTasks;
import io.dibs.worker.WorkerPool;

/**
 * Runs the worker of this process in the context of the module that starts it. Its threads come from the server's managed
 * thread factory, which gives each the context of the caller that makes it; they end when the worker closes, which those
 * of a managed executor of an application do not ({@code docs/decisions.md}).
 */
@ApplicationScoped
class WorkerRuntime implements DibsRuntime {
    /** EX_TEMPFAIL of sysexits.h: a failure that may pass, so that whoever watches the process starts it again. */
    private static final int STATUS_OF_OUTAGE = 75;

    private static final Log LOG = Log.of(WorkerRuntime.class);

    private final Settings settings;
    private final TaskStore tasks;
    private final WorkerStore workers;
    private final ScheduleStore schedules;
    private final DeclaredSchedules declared;
    private final TaskBodies body;
    private final StateNotifier notifier;
    private final Module module;
    private final DomainEvents events;
    private final ApplicationModules modules;
    private final ModuleDemands demands;
    private final StoredProblems problems;
    private final Metrics metrics;
    private final Tracing tracing;
    private WorkerPool pool;
    private volatile ImmediateTasks immediateTasks;
    private volatile boolean stopping;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedExecutorService executor;

    protected WorkerRuntime() {
        this(null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Inject
    WorkerRuntime(
            Settings settings,
            TaskStore tasks,
            WorkerStore workers,
            ScheduleStore schedules,
            DeclaredSchedules declared,
            TaskBodies body,
            StateNotifier notifier,
            Module module,
            DomainEvents events,
            ApplicationModules modules,
            ModuleDemands demands,
            StoredProblems problems,
            Metrics metrics,
            Tracing tracing) {
        this.settings = settings;
        this.tasks = tasks;
        this.workers = workers;
        this.schedules = schedules;
        this.declared = declared;
        this.body = body;
        this.notifier = notifier;
        this.module = module;
        this.events = events;
        this.modules = modules;
        this.demands = demands;
        this.problems = problems;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public synchronized void start(BeanManager beans) {
        if (pool != null || stopping) {
            return;
        }
        module.enter(Thread.currentThread().getContextClassLoader(), beans);
        Settings.Worker worker = settings.worker();
        WorkerPool.Options options = new WorkerPool.Options(
                worker.name(),
                worker.queues(),
                worker.slots(),
                worker.lease(),
                worker.grace(),
                worker.directory(),
                settings.tasks().redactErrors(),
                Version.TEXT,
                modules.versions());
        pool = new WorkerPool(options, tasks, workers, body, notifier, threads, metrics, tracing);
        immediateTasks = new ImmediateTasks(options, tasks, workers, body, notifier, threads, metrics, tracing);
        immediateTasks.start();
        pool.tick(schedules, this::prepareSchedules, demands::of);
        problems.watch().ifPresent(look -> pool.repeat("problems", look));
        problems.audit().ifPresent(step -> pool.repeat("audit", step));
        if (worker.whenUnavailable() == Settings.WhenUnavailable.EXIT) {
            pool.whenUnavailable(() -> System.exit(STATUS_OF_OUTAGE));
        }
        pool.start();
    }

    private void prepareSchedules() {
        declared.save();
        int sealed = schedules.sealAnew();
        if (sealed > 0) {
            LOG.tell(LogEvent.SCHEDULES_SEALED, sealed);
        }
    }

    /** What runs tasks on the threads of those who dispatch them; empty before it starts and after it stops. */
    Optional<ImmediateTasks> immediateTasks() {
        return stopping ? Optional.empty() : Optional.ofNullable(immediateTasks);
    }

    /** Whether it was told to stop, also while that still takes time. */
    boolean isStopping() {
        return stopping;
    }

    @Override
    public void stop() {
        stopping = true;
        events.close(); // Connections that are told of events would last until the server cuts them.
        drain();
        RecordMethods.release();
        ContextProviders.release(threads, executor);
    }

    private synchronized void drain() {
        if (pool != null) {
            immediateTasks.close();
            immediateTasks = null;
            pool.close();
            pool = null;
        }
    }
}
