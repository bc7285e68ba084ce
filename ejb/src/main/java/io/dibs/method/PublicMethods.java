package io.dibs.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The public methods that a class has under one name, as its author wrote them: without what the compiler added. */
final class PublicMethods {
    private PublicMethods() {}

    /** One per parameter list, in no particular order. {@code Object}'s are left out, overridden or not. */
    static List<Method> named(Class<?> type, String name) {
        Map<List<Class<?>>, Method> bySignature = new LinkedHashMap<>();
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && !isObjects(method)) {
                written(method)
                        .forEach(m -> bySignature.merge(List.of(m.getParameterTypes()), m, PublicMethods::closer));
            }
        }
        return new ArrayList<>(bySignature.values());
    }

    /**
     * The method of {@link #named} that a call of this one on the class ends in: itself, or what overrides it with
     * narrower types.
     */
    static Method like(Class<?> type, Method method) {
        List<Method> candidates = named(type, method.getName());
        return candidates.stream()
                .filter(m -> Arrays.equals(m.getParameterTypes(), method.getParameterTypes()))
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(m -> m.getParameterCount() == method.getParameterCount() && narrows(m, method))
                        .findFirst())
                .orElse(method);
    }

    /** Whether {@code Object} has a public method of this name and these parameters. */
    static boolean isObjects(Method method) {
        return Arrays.stream(Object.class.getMethods())
                .anyMatch(objects -> objects.getName().equals(method.getName())
                        && Arrays.equals(objects.getParameterTypes(), method.getParameterTypes()));
    }

    /**
     * A bridge stands for another method. That of an override with narrower types is listed itself, so its bridge is
     * dropped. But a public class that inherits from one that is not public has bridges in place of what it inherits.
     */
    private static List<Method> written(Method method) {
        if (!method.isSynthetic()) {
            return List.of(method);
        }
        if (!method.isBridge() || isOverridden(method)) {
            return List.of();
        }
        for (Class<?> c = method.getDeclaringClass().getSuperclass(); c != null; c = c.getSuperclass()) {
            for (Method inherited : c.getDeclaredMethods()) {
                if (!inherited.isSynthetic()
                        && Modifier.isPublic(inherited.getModifiers())
                        && inherited.getName().equals(method.getName())
                        && Arrays.equals(inherited.getParameterTypes(), method.getParameterTypes())) {
                    return List.of(inherited);
                }
            }
        }
        return List.of();
    }

    private static boolean isOverridden(Method bridge) {
        return Arrays.stream(bridge.getDeclaringClass().getDeclaredMethods())
                .anyMatch(m -> !m.isSynthetic()
                        && m.getName().equals(bridge.getName())
                        && m.getParameterCount() == bridge.getParameterCount()
                        && narrows(m, bridge));
    }

    private static boolean narrows(Method method, Method bridge) {
        for (int i = 0; i < method.getParameterCount(); i++) {
            if (!bridge.getParameterTypes()[i].isAssignableFrom(method.getParameterTypes()[i])) {
                return false;
            }
        }
        return bridge.getReturnType().isAssignableFrom(method.getReturnType());
    }

    /** Of the same method inherited from several types, the class's rather than an interface's, then the narrower. */
    private static Method closer(Method a, Method b) {
        if (a.getDeclaringClass().isInterface() != b.getDeclaringClass().isInterface()) {
            return a.getDeclaringClass().isInterface() ? b : a;
        }
        return a.getReturnType().isAssignableFrom(b.getReturnType()) ? b : a;
    }
}
