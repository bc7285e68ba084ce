package io.dibs.web.request;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** The two questions that binding asks of a type such as {@code List<String>}. */
final class GenericTypes {
    private GenericTypes() {}

    /** The class without its type arguments; {@code Object} for what is no class, such as a type variable. */
    static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        return type instanceof Class<?> raw ? raw : Object.class;
    }

    /** The first type argument; {@code Object} where there is none. */
    static Type argument(Type type) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }
}
