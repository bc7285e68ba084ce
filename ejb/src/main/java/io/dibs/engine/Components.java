package io.dibs.engine;

import java.util.List;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;

import io.dibs.TaskContext;
import io.dibs.config.Settings;
import io.dibs.method.ApplicationArchives;
import io.dibs.method.ApplicationModules;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.metric.Metrics;
import io.dibs.purge.Purge;
import io.dibs.store.DomainAudit;
import io.dibs.store.GroupStore;
import io.dibs.store.PastCalls;
import io.dibs.store.ProblemStore;
import io.dibs.store.PurgeStore;
import io.dibs.store.QueueStore;
import io.dibs.store.ReasonStore;
import io.dibs.store.Redis;
import io.dibs.store.ScheduleStore;
import io.dibs.store.StatisticsStore;
import io.dibs.store.TaskStore;
import io.dibs.store.WorkerRequests;
import io.dibs.store.WorkerStore;
import io.dibs.trace.Tracing;
import io.dibs.webhook.AllowedHosts;
import io.dibs.webhook.Delivery;

/** Makes the plain parts of the engine from the settings, once, and lets beans inject them. */
@ApplicationScoped
class Components {
    private static final List<Class<?>> WITH_TASKS_OF_DIBS = List.of(Purge.class, Delivery.class);

    private final Module module;
    private final MetricExport export;
    private Metrics metrics;
    private Tracing tracing;
    private Settings settings;
    private Redis redis;
    private TaskStore tasks;
    private WorkerStore workers;
    private ApplicationModules modules;
    private TaskMethods methods;
    private Arguments arguments;

    protected Components() {
        this(null, null);
    }

    @Inject
    Components(Module module, MetricExport export) {
        this.module = module;
        this.export = export;
    }

    @PostConstruct
    void open() {
        settings = SettingsCheck.read();
        metrics = new Metrics(export.meters());
        redis = new Redis(settings.store(), metrics);
        tasks = new TaskStore(
                redis,
                settings.store().retention(),
                settings.store().replication(),
                settings.tasks().mostListed());
        tracing = TracingSwitch.find(module.beans(), settings.tasks().redactErrors());
        workers = new WorkerStore(redis, settings.store().retention(), tracing.isOn());
        ApplicationArchives archives = new ApplicationArchives(
                Components.class, !settings.tasks().allowedPackages().isEmpty());
        modules = new ApplicationModules(archives);
        methods =
                new TaskMethods(module::classLoader, archives, settings.tasks().allowedPackages(), WITH_TASKS_OF_DIBS);
        arguments = new Arguments(settings.tasks().maxBytes());
    }

    @PreDestroy
    void close() {
        redis.close();
    }

    @Produces
    Settings settings() {
        return settings;
    }

    @Produces
    Metrics metrics() {
        return metrics;
    }

    @Produces
    Tracing tracing() {
        return tracing;
    }

    @Produces
    Redis redis() {
        return redis;
    }

    @Produces
    TaskStore tasks() {
        return tasks;
    }

    @Produces
    WorkerStore workers() {
        return workers;
    }

    @Produces
    WorkerRequests workerRequests() {
        return workers.requests();
    }

    @Produces
    QueueStore queues() {
        return tasks.queues();
    }

    @Produces
    StatisticsStore statistics() {
        return new StatisticsStore(redis);
    }

    @Produces
    ReasonStore reasons() {
        return new ReasonStore(redis);
    }

    @Produces
    PastCalls pastCalls() {
        return new PastCalls(redis);
    }

    @Produces
    ProblemStore problemStore() {
        return new ProblemStore(redis);
    }

    @Produces
    GroupStore groups() {
        return new GroupStore(redis, settings.store().retention());
    }

    @Produces
    ScheduleStore schedules() {
        return new ScheduleStore(redis);
    }

    @Produces
    DomainAudit audit() {
        return new DomainAudit(redis, settings.store());
    }

    @Produces
    Purge purge(TaskContext context) {
        return new Purge(tasks, new PurgeStore(redis), context);
    }

    @Produces
    ApplicationModules modules() {
        return modules;
    }

    @Produces
    AllowedHosts allowedHosts() {
        return new AllowedHosts(
                settings.webhooks().allowedHosts(), settings.webhooks().allowHttp());
    }

    @Produces
    Delivery delivery(TaskContext context, AllowedHosts hosts) {
        Settings.Webhooks webhooks = settings.webhooks();
        return new Delivery(
                tasks,
                groups(),
                context,
                new Delivery.Options(
                        hosts, webhooks.secrets(), webhooks.timeout(), webhooks.api(), webhooks.includeResult()));
    }

    @Produces
    TaskMethods methods() {
        return methods;
    }

    @Produces
    Arguments arguments() {
        return arguments;
    }
}
