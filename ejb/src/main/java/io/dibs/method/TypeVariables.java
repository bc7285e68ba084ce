package io.dibs.method;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the type variables of a class's supertypes stand for, seen from that class: where {@code Files extends
 * Tasks<UUID>}, the parameter {@code T} of an inherited method is a {@code UUID}. A variable that nothing fixes, and a
 * wildcard, count as their bound.
 */
final class TypeVariables {
    private final Map<TypeVariable<?>, Type> values = new HashMap<>();

    TypeVariables(Class<?> type) {
        collect(type);
    }

    Type resolve(Type type) {
        return resolve(type, 0);
    }

    private void collect(Class<?> type) {
        if (type == null) {
            return;
        }
        collect(type.getGenericSuperclass());
        for (Type parent : type.getGenericInterfaces()) {
            collect(parent);
        }
    }

    private void collect(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                values.put(variables[i], parameterized.getActualTypeArguments()[i]);
            }
            collect(raw);
        } else if (type instanceof Class<?> raw) {
            collect(raw);
        }
    }

    /** @param depth stops at a bound that refers to itself, as in {@code T extends Comparable<T>} */
    private Type resolve(Type type, int depth) {
        if (depth > 20) {
            return Object.class;
        }
        if (type instanceof TypeVariable<?> variable) {
            return resolve(values.getOrDefault(variable, variable.getBounds()[0]), depth + 1);
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0], depth + 1);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType(), depth + 1);
            return component instanceof Class<?> c ? Array.newInstance(c, 0).getClass() : new ArrayOf(component);
        }
        if (type instanceof ParameterizedType parameterized) {
            List<Type> arguments = Arrays.stream(parameterized.getActualTypeArguments())
                    .map(argument -> resolve(argument, depth + 1))
                    .toList();
            boolean same = arguments.equals(List.of(parameterized.getActualTypeArguments()));
            return same ? type : new Parameterized((Class<?>) parameterized.getRawType(), arguments, parameterized);
        }
        return type;
    }

    private record ArrayOf(Type getGenericComponentType) implements GenericArrayType {
        @Override
        public String getTypeName() {
            return getGenericComponentType.getTypeName() + "[]";
        }
    }

    private record Parameterized(Class<?> raw, List<Type> arguments, ParameterizedType declared)
            implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return declared.getOwnerType();
        }

        @Override
        public String getTypeName() {
            return raw.getName() + "<"
                    + String.join(
                            ", ", arguments.stream().map(Type::getTypeName).toList()) + ">";
        }
    }
}
