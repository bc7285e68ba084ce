package io.dibs.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.config.Settings;
import io.dibs.method.ApplicationModules;
import io.dibs.method.TaskMethods;
import io.dibs.method.TaskTarget;
import io.dibs.store.Need;

/** Which versions of the application's modules a task demands that says nothing about it. */
@ApplicationScoped
class ModuleDemands {
    private final Settings settings;
    private final ApplicationModules modules;
    private final TaskMethods methods;
    private final Map<TaskTarget, Map<String, String>> known = new ConcurrentHashMap<>();

    protected ModuleDemands() {
        this(null, null, null);
    }

    @Inject
    ModuleDemands(Settings settings, ApplicationModules modules, TaskMethods methods) {
        this.settings = settings;
        this.modules = modules;
        this.methods = methods;
    }

    /** That of its method's module in this process; none if that cannot be compared with others. */
    Map<String, String> of(TaskTarget target) {
        return known.computeIfAbsent(target, this::demanded);
    }

    /** The same of the method of a name; none if this process does not know it. */
    Map<String, String> of(String method) {
        return methods.find(method).map(this::of).orElse(Map.of());
    }

    private Map<String, String> demanded(TaskTarget target) {
        if (settings.tasks().versionGate() == Settings.VersionGate.NONE) {
            return Map.of();
        }
        Map<String, String> version = modules.of(target);
        return version.values().stream().allMatch(Need::isComparable) ? version : Map.of();
    }
}
