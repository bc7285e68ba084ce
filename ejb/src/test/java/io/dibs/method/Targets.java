package io.dibs.method;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Targets of the methods that a test declares for itself, whether or not they may be tasks. */
final class Targets {
    private Targets() {}

    static TaskTarget of(Class<?> type, String method) {
        Method found = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return new TaskTarget("Tasks#" + method, type, found);
    }
}
