package io.dibs.method;

import java.lang.reflect.Parameter;
import java.lang.reflect.Type;

import io.dibs.binding.TypeVariables;

/**
 * A parameter of a task's method.
 *
 * @param label what a person calls it: its name where the class was compiled with {@code -parameters}, or its position
 */
record TaskParameter(String label, Type type, boolean isPrimitive) {
    static TaskParameter of(int index, Parameter parameter, TypeVariables variables) {
        return new TaskParameter(
                parameter.isNamePresent() ? "'" + parameter.getName() + "'" : "number " + (index + 1),
                variables.resolve(parameter.getParameterizedType()),
                parameter.getType().isPrimitive());
    }

    @Override
    public String toString() {
        return "Parameter " + label + " (" + type.getTypeName() + ")";
    }
}
