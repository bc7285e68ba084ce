package io.dibs.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.module.ModuleDescriptor.Version;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskDispatcher;
import io.dibs.store.ScheduleStore;
import io.dibs.store.StoredSchedule;
import io.dibs.store.StoredSchedule.Declaration;

/** Saves the schedules that are declared in code, and removes those that a newer version declares no more. */
@ApplicationScoped
class DeclaredSchedules {
    private static final Logger LOG = System.getLogger(DeclaredSchedules.class.getName());

    private final ScheduledMethods methods;
    private final TaskDispatcher dispatcher;
    private final StoredSchedules schedules;
    private final ScheduleStore store;

    protected DeclaredSchedules() {
        this(null, null, null, null);
    }

    @Inject
    DeclaredSchedules(
            ScheduledMethods methods, TaskDispatcher dispatcher, StoredSchedules schedules, ScheduleStore store) {
        this.methods = methods;
        this.dispatcher = dispatcher;
        this.schedules = schedules;
        this.store = store;
    }

    /**
     * Saves them. Doing it again changes nothing.
     *
     * @throws StoreUnavailableException if Redis does not answer
     */
    void save() {
        Map<String, String> versions = new TreeMap<>();
        Set<String> names = new HashSet<>();
        for (ScheduledMethod method : methods.all()) {
            Declaration declaration = method.declaration();
            versions.put(declaration.module(), declaration.version());
            names.add(method.name());
            try {
                save(method, declaration);
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (RuntimeException e) { // The others are saved all the same.
                LOG.log(Level.ERROR, "The schedule of " + method + " was not saved.", e);
            }
        }
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
        if (before.flatMap(StoredSchedule::declaration)
                .filter(there -> there.module().equals(declaration.module()))
                .filter(there -> isNewer(there.version(), declaration.version()))
                .isPresent()) {
            LOG.log(
                    Level.INFO,
                    "A newer version of {0} has declared the schedule {1}.",
                    declaration.module(),
                    method.name());
            return;
        }
        schedules
                .draft(method.name(), method.timing(), method.task(dispatcher))
                .with(method.scheduled())
                .declare(declaration);
    }

    private void remove(StoredSchedule schedule) {
        store.remove(schedule.name(), Optional.of(schedule.incarnation()));
        LOG.log(Level.INFO, "The schedule {0} is removed: this version does not declare it any more.", schedule.name());
    }

    private static boolean isNewer(String version, String than) {
        try {
            return version != null && Version.parse(version).compareTo(Version.parse(than)) > 0;
        } catch (IllegalArgumentException e) {
            return false; // It has none, or of a form of its own.
        }
    }
}
