package io.dibs.binding;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the type variables of a class's supertypes stand for, seen from that class: where {@code Files extends
 * Tasks<UUID>}, the parameter {@code T} of an inherited method is a {@code UUID}. A variable that nothing fixes, and a
 * wildcard, count as their bound.
 */
public final class TypeVariables {
    private final Map<TypeVariable<?>, Type> values = new HashMap<>();

    /** @param type a class, or one with its arguments */
    public TypeVariables(Type type) {
        collect(type);
    }

    public Type resolve(Type type) {
        return resolve(type, Set.of());
    }

    private void collectParents(Class<?> type) {
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
            collectParents(raw);
        } else if (type instanceof Class<?> raw) {
            collectParents(raw);
        }
    }

    /** @param open variables that are being resolved; one whose bound refers to itself counts as an Object there */
    private Type resolve(Type type, Set<TypeVariable<?>> open) {
        if (type instanceof TypeVariable<?> variable) {
            Set<TypeVariable<?>> inside = new HashSet<>(open);
            return inside.add(variable)
                    ? resolve(values.getOrDefault(variable, variable.getBounds()[0]), inside)
                    : Object.class;
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0], open);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType(), open);
            return component instanceof Class<?> c ? c.arrayType() : new ArrayOf(component);
        }
        if (type instanceof ParameterizedType parameterized) {
            List<Type> arguments = Arrays.stream(parameterized.getActualTypeArguments())
                    .map(argument -> resolve(argument, open))
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
