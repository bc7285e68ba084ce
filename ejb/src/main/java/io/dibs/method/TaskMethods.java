package io.dibs.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.dibs.TaskMethod;
import io.dibs.TaskRefusedException;

/**
 * Which methods may be tasks, by name and by reference. Thread-safe.
 *
 * <p>What was resolved is kept, what was refused is not; so it holds the classes of the tasks that were dispatched or
 * run, and lives no longer than the application that they belong to.
 */
public final class TaskMethods {
    private final TaskClasses classes;
    private final MethodReferences references = new MethodReferences();
    private final Map<String, TaskTarget> byName = new ConcurrentHashMap<>();
    private final Map<ReferredMethod, TaskTarget> byReference = new ConcurrentHashMap<>();
    private final Map<String, TaskTarget> ofDibs = new HashMap<>();

    /** As below, where Dibs has no tasks of its own. */
    public TaskMethods(Supplier<ClassLoader> loader, ApplicationClasses application, List<String> allowedPackages) {
        this(loader, application, allowedPackages, List.of());
    }

    /**
     * @param loader sees all of the application's classes; asked on each first use of a name
     * @param application the classes that are the application's own
     * @param allowedPackages names of packages (their subpackages count) or classes; when empty, all of the application
     * @param classesOfDibs whose public methods are tasks of Dibs itself: workers run them, whatever packages are allowed,
     *     and nobody can name them to have them dispatched
     */
    public TaskMethods(
            Supplier<ClassLoader> loader,
            ApplicationClasses application,
            List<String> allowedPackages,
            List<Class<?>> classesOfDibs) {
        this.classes = new TaskClasses(loader, application, new AllowedPackages(allowedPackages));
        for (Class<?> type : classesOfDibs) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())) {
                    String name = MethodName.simple(type, method);
                    ofDibs.put(name, new TaskTarget(name, type, method));
                }
            }
        }
    }

    /**
     * The method that a reference refers to.
     *
     * @throws TaskRefusedException if it is no method reference, or its method may not be a task
     */
    public TaskTarget resolve(TaskMethod reference) {
        ReferredMethod referred = references.read(reference);
        TaskTarget known = byReference.get(referred);
        if (known != null) {
            return known;
        }
        Class<?> owner = owner(referred.owner(), referred.method());
        classes.check(owner);
        MethodRules.check(owner, referred.method());
        TaskTarget target = target(owner, PublicMethods.like(owner, referred.method()));
        byReference.put(referred, target);
        return target;
    }

    /**
     * The method of a name.
     *
     * @param name {@code class#method} or {@code class#method(type,type)}
     * @throws TaskRefusedException if there is no such method, it may not be a task, or the name fits several
     */
    public TaskTarget resolve(String name) {
        TaskTarget known = name == null ? null : byName.get(name);
        if (known != null) {
            return known;
        }
        MethodName parsed = MethodName.parse(name);
        Class<?> named = classes.load(parsed.className());
        Method method = MethodRules.only(named, parsed);
        Class<?> owner = owner(named, method);
        if (owner != named) {
            classes.check(owner);
        }
        TaskTarget target = target(owner, method);
        // Not under every spelling that a caller may think of: the map's size is bounded by the methods that exist.
        if (name.indexOf(' ') < 0) {
            byName.put(name, target);
        }
        return target;
    }

    /** The one method of that name of a class of Dibs itself, which is in the list of those that have tasks. */
    public TaskTarget ofDibs(Class<?> type, String method) {
        return Objects.requireNonNull(ofDibs.get(type.getName() + "#" + method), method);
    }

    /**
     * The method that a worker calls for a task of that name: as {@link #resolve(String)}, and those of Dibs itself; but
     * empty for one that is not known here or may not be a task.
     */
    public Optional<TaskTarget> find(String name) {
        TaskTarget own = ofDibs.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        try {
            return Optional.of(resolve(name));
        } catch (TaskRefusedException e) {
            return Optional.empty();
        }
    }

    private TaskTarget target(Class<?> owner, Method method) {
        classes.checkDeclaring(owner, method);
        boolean isOverloaded = PublicMethods.named(owner, method.getName()).size() > 1;
        String name = isOverloaded ? MethodName.withParameters(owner, method) : MethodName.simple(owner, method);
        TaskTarget target = new TaskTarget(name, owner, method);
        TaskTarget earlier = byName.putIfAbsent(name, target);
        return earlier == null ? target : earlier;
    }

    /** A static method belongs to the class that declares it, however it is spelled; any other to the bean's. */
    private static Class<?> owner(Class<?> named, Method method) {
        return Modifier.isStatic(method.getModifiers()) ? method.getDeclaringClass() : named;
    }
}
