package io.dibs.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.dibs.TaskRefusedException;

/** What a method has to be to run as a task, in sentences for the person who named another one. */
final class MethodRules {
    private MethodRules() {}

    /** @throws TaskRefusedException if the method may not be a task */
    static void check(Class<?> type, Method method) {
        String name = MethodName.simple(type, method);
        if (PublicMethods.isObjects(method)) {
            throw new TaskRefusedException(name + " is a method that every object has: name one of your own.");
        }
        if (!Modifier.isPublic(method.getModifiers())) {
            throw new TaskRefusedException(name + " is not public: make it public, for a worker to call it.");
        }
        Class<?> returned = method.getReturnType();
        if (Future.class.isAssignableFrom(returned) || CompletionStage.class.isAssignableFrom(returned)) {
            throw new TaskRefusedException(name + " returns a " + returned.getName() + ", so it returns before its work"
                    + " is done, and the task would give up its resources too early: do the work in the method and"
                    + " return its value.");
        }
    }

    /**
     * The one method that a name fits.
     *
     * @throws TaskRefusedException if there is none, there are several, or it may not be a task
     */
    static Method only(Class<?> type, MethodName name) {
        List<Method> named = publicMethods(type, name);
        List<Method> fitting = named.stream().filter(name::matches).toList();
        if (fitting.size() == 1) {
            check(type, fitting.get(0));
            return fitting.get(0);
        }
        if (fitting.size() > 1) {
            throw new TaskRefusedException(type.getName() + " has several public methods named " + name.method()
                    + ": write which one, " + choices(type, fitting) + ".");
        }
        if (!named.isEmpty()) {
            throw new TaskRefusedException(type.getName() + " has no public method " + name.method() + "("
                    + String.join(",", name.parameters().orElseThrow()) + "), but " + choices(type, named) + ".");
        }
        others(type, name).forEach(method -> check(type, method));
        throw new TaskRefusedException(type.getName() + " has no public method " + name.method() + ".");
    }

    private static List<Method> publicMethods(Class<?> type, MethodName name) {
        try {
            return PublicMethods.named(type, name.method());
        } catch (LinkageError e) {
            throw new TaskRefusedException(
                    "The methods of " + type.getName()
                            + " cannot be looked at, because a class that they mention cannot" + " be loaded: " + e,
                    e);
        }
    }

    /** The methods of the name that are not candidates, for a sentence that says why. */
    private static List<Method> others(Class<?> type, MethodName name) {
        List<Method> others = new ArrayList<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            others.addAll(Arrays.asList(c.getDeclaredMethods()));
        }
        others.addAll(Arrays.asList(Object.class.getMethods()));
        return others.stream()
                .filter(method -> method.getName().equals(name.method()) && !method.isSynthetic())
                .toList();
    }

    private static String choices(Class<?> type, List<Method> methods) {
        return methods.stream()
                .map(method -> MethodName.withParameters(type, method))
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
