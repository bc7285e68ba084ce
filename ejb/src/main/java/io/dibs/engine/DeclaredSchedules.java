package io.dibs.engine;

import java.lang.module.ModuleDescriptor.Version;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskDispatcher;
import io.dibs.Workers;
import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.method.ApplicationModules;
import io.dibs.store.ScheduleStore;
import io.dibs.store.StoredSchedule;
import io.dibs.store.StoredSchedule.Declaration;

/**
 * Saves the schedules that are declared in code, and removes those that this version of their module declares no more. What a
 * newer version has declared is left as it is, and what it has removed is not declared again while a worker of it is alive.
 */
@ApplicationScoped
class DeclaredSchedules {
    private static final Log LOG = Log.of(DeclaredSchedules.class);

    private final ScheduledMethods methods;
    private final TaskDispatcher dispatcher;
    private final StoredSchedules schedules;
    private final ScheduleStore store;
    private final ApplicationModules modules;
    private final Workers workers;

    protected DeclaredSchedules() {
        this(null, null, null, null, null, null);
    }

    @Inject
    DeclaredSchedules(
            ScheduledMethods methods,
            TaskDispatcher dispatcher,
            StoredSchedules schedules,
            ScheduleStore store,
            ApplicationModules modules,
            Workers workers) {
        this.methods = methods;
        this.dispatcher = dispatcher;
        this.schedules = schedules;
        this.store = store;
        this.modules = modules;
        this.workers = workers;
    }

    /**
     * Saves them. Doing it again changes nothing.
     *
     * @throws StoreUnavailableException if Redis does not answer
     */
    void save() {
        Set<String> names = new HashSet<>();
        for (ScheduledMethod method : methods.all()) {
            names.add(method.name());
            try {
                save(method, method.declaration(modules));
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (RuntimeException e) { // The others are saved all the same.
                LOG.tell(e, LogEvent.SCHEDULE_NOT_SAVED, method);
            }
        }
        Map<String, String> versions = modules.versions();
        if (!versions.isEmpty()) {
            store.read(store.names()).stream()
                    .filter(schedule -> !names.contains(schedule.name()))
                    .filter(schedule -> schedule.declaration()
                            .filter(there -> isNewer(versions.get(there.module()), there.version()))
                            .isPresent())
                    .forEach(this::remove);
        }
    }

    private void save(ScheduledMethod method, Declaration declaration) {
        Optional<StoredSchedule> before = store.find(method.name());
        if (before.isPresent() ? isOfNewer(before.get(), declaration) : isNewerAlive(declaration)) {
            LOG.tell(LogEvent.SCHEDULE_LEFT, method.name(), declaration.module());
            return;
        }
        schedules
                .draft(method.name(), method.timing(), method.task(dispatcher))
                .with(method.scheduled())
                .declare(declaration);
    }

    private static boolean isOfNewer(StoredSchedule schedule, Declaration declaration) {
        return schedule.declaration()
                .filter(there -> there.module().equals(declaration.module()))
                .filter(there -> isNewer(there.version(), declaration.version()))
                .isPresent();
    }

    private boolean isNewerAlive(Declaration declaration) {
        return workers.list().stream()
                .filter(Workers.Worker::online)
                .anyMatch(worker -> isNewer(worker.modules().get(declaration.module()), declaration.version()));
    }

    private void remove(StoredSchedule schedule) {
        store.remove(schedule.name(), Optional.of(schedule.incarnation()));
        LOG.tell(LogEvent.SCHEDULE_REMOVED, schedule.name());
    }

    private static boolean isNewer(String version, String than) {
        try {
            return version != null && Version.parse(version).compareTo(Version.parse(than)) > 0;
        } catch (IllegalArgumentException e) {
            return false; // It has none, or of a form of its own.
        }
    }
}
