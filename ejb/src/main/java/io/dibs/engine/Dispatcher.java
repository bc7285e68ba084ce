package io.dibs.engine;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.ScheduleBuilder;
import io.dibs.TaskBatch;
import io.dibs.TaskBuilder;
import io.dibs.TaskDispatcher;
import io.dibs.TaskGroup;
import io.dibs.TaskGroups;
import io.dibs.TaskMethod;
import io.dibs.Timing;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.method.TaskTarget;

/** Resolves methods and binds arguments, so that what cannot run is refused when it is dispatched. */
@ApplicationScoped
class Dispatcher implements TaskDispatcher {
    private final TaskMethods methods;
    private final Arguments arguments;
    private final TaskBeans beans;
    private final ModuleDemands demands;
    private final Dispatches dispatches;
    private final TaskGroups groups;
    private final StoredSchedules schedules;
    private final Jobs jobs;

    protected Dispatcher() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    Dispatcher(
            TaskMethods methods,
            Arguments arguments,
            TaskBeans beans,
            ModuleDemands demands,
            Dispatches dispatches,
            TaskGroups groups,
            StoredSchedules schedules,
            Jobs jobs) {
        this.methods = methods;
        this.arguments = arguments;
        this.beans = beans;
        this.demands = demands;
        this.dispatches = dispatches;
        this.groups = groups;
        this.schedules = schedules;
        this.jobs = jobs;
    }

    @Override
    public TaskBuilder task(String method, Object... values) {
        return builder(methods.resolve(method), values);
    }

    @Override
    public TaskBuilder call(TaskMethod method, Object... values) {
        return builder(methods.resolve(method), values);
    }

    @Override
    public TaskBuilder job(String job, Map<String, String> properties) {
        return new JobBuilder(jobs.taskName(job), jobs.arguments(job, properties), dispatches);
    }

    @Override
    public TaskGroup group(String name) {
        return groups.group(name);
    }

    @Override
    public TaskBatch batch() {
        return new Batch(dispatches);
    }

    @Override
    public ScheduleBuilder schedule(String name, Timing timing, TaskBuilder task) {
        return schedules.draft(name, timing, task);
    }

    private TaskBuilder builder(TaskTarget target, Object[] values) {
        beans.check(target);
        return new Builder(target.name(), arguments.encode(target, values), demands.of(target), dispatches);
    }
}
