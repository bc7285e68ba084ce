package io.dibs.method;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.dibs.TaskRefusedException;

/**
 * A method's name as text: {@code com.acme.Tasks#sync} or {@code com.acme.Tasks#sync(java.util.UUID,int)}.
 *
 * @param parameters the names of the parameters' erased types; they are only ever compared, never loaded
 */
record MethodName(String className, String method, Optional<List<String>> parameters) {
    private static final int MAX_LENGTH = 2_000;

    static MethodName parse(String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            throw malformed(String.valueOf(text));
        }
        String name = text.replace(" ", "");
        int hash = name.indexOf('#');
        int open = name.indexOf('(', hash + 1);
        int end = open < 0 ? name.length() : open;
        if (hash < 0 || (open >= 0 && !name.endsWith(")"))) {
            throw malformed(text);
        }
        String className = name.substring(0, hash);
        String method = name.substring(hash + 1, end);
        if (!Arrays.stream(className.split("\\.", -1)).allMatch(MethodName::isIdentifier) || !isIdentifier(method)) {
            throw malformed(text);
        }
        return new MethodName(
                className,
                method,
                open < 0 ? Optional.empty() : Optional.of(types(name.substring(open + 1, name.length() - 1))));
    }

    static String simple(Class<?> type, Method method) {
        return type.getName() + "#" + method.getName();
    }

    static String withParameters(Class<?> type, Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", simple(type, method) + "(", ")"));
    }

    boolean matches(Method candidate) {
        return parameters.isEmpty()
                || parameters
                        .get()
                        .equals(Arrays.stream(candidate.getParameterTypes())
                                .map(Class::getTypeName)
                                .toList());
    }

    private static List<String> types(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && Character.isJavaIdentifierStart(text.charAt(0))
                && text.chars().allMatch(Character::isJavaIdentifierPart);
    }

    private static TaskRefusedException malformed(String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new TaskRefusedException("\"" + shown
                + "\" is not a method's name: write \"com.acme.Tasks#sync\", or \"com.acme.Tasks#sync(java.util.UUID,int)\""
                + " where the method is overloaded.");
    }
}
