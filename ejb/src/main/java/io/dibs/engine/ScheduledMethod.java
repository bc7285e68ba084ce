package io.dibs.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.UnaryOperator;

import io.dibs.Scheduled;
import io.dibs.TaskBuilder;
import io.dibs.TaskDispatcher;
import io.dibs.Timing;
import io.dibs.method.ApplicationModules;
import io.dibs.schedule.Timetable;
import io.dibs.store.StoredSchedule.Declaration;

/**
 * A method that declares a schedule.
 *
 * @param expressions makes of a text what its expressions stand for
 */
record ScheduledMethod(Class<?> bean, Method method, Scheduled scheduled, UnaryOperator<String> expressions) {
    String name() {
        String name = expressions.apply(scheduled.name());
        return name.isEmpty() ? bean.getSimpleName() + "." + method.getName() : name;
    }

    /**
     * Checks what can be known about it without Redis.
     *
     * @throws IllegalArgumentException if it is wrong
     */
    void check() {
        if (method.getParameterCount() > 0 || !Modifier.isPublic(method.getModifiers())) {
            throw new IllegalArgumentException(
                    this + " is @Scheduled; it must be public and have no parameters. Use TaskDispatcher.schedule for"
                            + " tasks with arguments.");
        }
        Timing timing = timing();
        try {
            Timetable.of(timing, Instant.EPOCH);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    Timing timing() {
        String cron = expressions.apply(scheduled.cron());
        String every = expressions.apply(scheduled.every());
        if (cron.isEmpty() == every.isEmpty()) {
            throw new IllegalArgumentException(this + " is @Scheduled; one of cron and every is needed.");
        }
        try {
            return cron.isEmpty()
                    ? Timing.every(Duration.parse(every))
                    : Timing.cron(cron, ZoneId.of(expressions.apply(scheduled.zone())));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private IllegalArgumentException wrong(RuntimeException e) {
        return new IllegalArgumentException(this + " is @Scheduled wrongly: " + e.getMessage(), e);
    }

    TaskBuilder task(TaskDispatcher dispatcher) {
        return dispatcher
                .task(bean.getName() + "#" + method.getName())
                .queue(expressions.apply(scheduled.queue()))
                .exclusive(resources(scheduled.exclusive()))
                .shared(resources(scheduled.shared()));
    }

    private Object[] resources(String[] names) {
        return Arrays.stream(names).map(expressions).toArray();
    }

    /** The module that declares it; a class whose archive tells none is one of its own, without a version. */
    Declaration declaration(ApplicationModules modules) {
        return modules.of(bean).entrySet().stream()
                .findFirst()
                .map(module -> new Declaration(module.getKey(), module.getValue()))
                .orElseGet(() -> new Declaration(bean.getName(), ""));
    }

    @Override
    public String toString() {
        return bean.getName() + "#" + method.getName();
    }
}
