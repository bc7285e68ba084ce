package io.dibs.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.Set;

import javax.security.auth.Subject;

import jakarta.security.enterprise.CallerPrincipal;

/**
 * Makes a user the caller of the code that the present thread runs, without roles, as a container's own contexts tell it.
 * Jakarta Security has no way for that outside a request, so this asks for Payara's class by its name; on a server without it,
 * nothing happens. Thread-safe.
 */
final class RunAs {
    private static final String CONTEXT = "com.sun.enterprise.security.SecurityContext";
    private static final Optional<RunAs> SERVER = find(RunAs.class.getClassLoader());

    private final MethodHandle current;
    private final MethodHandle enter;
    private final MethodHandle make;

    private RunAs(Class<?> context) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        current = lookup.findStatic(context, "getCurrent", MethodType.methodType(context))
                .asType(MethodType.methodType(Object.class));
        enter = lookup.findStatic(context, "setCurrent", MethodType.methodType(void.class, context))
                .asType(MethodType.methodType(void.class, Object.class));
        make = lookup.findConstructor(context, MethodType.methodType(void.class, String.class, Subject.class))
                .asType(MethodType.methodType(Object.class, String.class, Subject.class));
    }

    private static Optional<RunAs> find(ClassLoader loader) {
        try {
            return Optional.of(new RunAs(Class.forName(CONTEXT, true, loader)));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** What is to be restored. */
    interface Scope {
        Scope NONE = () -> {};

        void close();
    }

    /** Makes a user the caller until the scope is closed, on the same thread; empty leaves all as it is. */
    static Scope user(Optional<String> name) {
        return name.isPresent() && SERVER.isPresent() ? SERVER.get().enter(name.get()) : Scope.NONE;
    }

    private Scope enter(String name) {
        try {
            Object before = (Object) current.invokeExact();
            Subject subject = new Subject(false, Set.of(new CallerPrincipal(name)), Set.of(), Set.of());
            enter.invokeExact((Object) make.invokeExact(name, subject));
            return () -> restore(before);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private void restore(Object before) {
        try {
            enter.invokeExact(before);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("The server does not take a caller for a task.", e);
    }
}
