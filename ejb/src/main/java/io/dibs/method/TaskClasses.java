package io.dibs.method;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import io.dibs.TaskRefusedException;

/** Which classes may have tasks. A name from outside loads a class only if it is allowed, and never initialises it. */
record TaskClasses(Supplier<ClassLoader> loader, ApplicationClasses application, AllowedPackages packages) {

    /** @throws TaskRefusedException if the class is not allowed or does not exist */
    Class<?> load(String name) {
        checkName(name);
        ClassLoader from = loader.get();
        // A loader remembers each name that it was asked to load, for ever; not so one that it was asked to look for.
        if (from.getResource(name.replace('.', '/') + ".class") == null) {
            throw missing(name, null);
        }
        Class<?> type;
        try {
            type = Class.forName(name, false, from);
        } catch (ClassNotFoundException | LinkageError e) {
            throw missing(name, e);
        }
        checkModule(type);
        return type;
    }

    /** @throws TaskRefusedException if the class is not allowed */
    void check(Class<?> type) {
        checkName(type.getName());
        checkModule(type);
    }

    /** @throws TaskRefusedException if the method is inherited from a class that is not the application's own */
    void checkDeclaring(Class<?> owner, Method method) {
        Class<?> declaring = method.getDeclaringClass();
        if (AllowedPackages.isEngine(declaring.getName()) || !application.contains(declaring)) {
            throw new TaskRefusedException(MethodName.simple(owner, method) + " is inherited from "
                    + declaring.getName() + ", which is not the application's own: override it, or call it from a"
                    + " method of your own.");
        }
    }

    private void checkName(String name) {
        if (AllowedPackages.isEngine(name)) {
            throw new TaskRefusedException(name + " is a class of Dibs itself, whose methods cannot be tasks: name a"
                    + " method of the application.");
        }
        if (!packages.allow(name)) {
            throw new TaskRefusedException("The class " + name + " may not have tasks: dibs.tasks.allowed-packages"
                    + " allows only " + String.join(", ", packages.prefixes()) + ".");
        }
    }

    private void checkModule(Class<?> type) {
        if (!application.contains(type)) {
            throw new TaskRefusedException(
                    "The class " + type.getName() + " may not have tasks: it comes from a library"
                            + " or the server, not from one of the application's own modules. Call it from a method of your"
                            + " own.");
        }
    }

    private static TaskRefusedException missing(String name, Throwable cause) {
        return new TaskRefusedException(
                "There is no class " + name + " in this application"
                        + (cause == null || cause instanceof ClassNotFoundException
                                ? ""
                                : " that can be loaded: " + cause)
                        + ". (A nested class is written Outer$Inner.)",
                cause);
    }
}
