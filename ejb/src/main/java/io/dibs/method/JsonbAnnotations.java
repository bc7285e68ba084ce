package io.dibs.method;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.stream.Stream;

/** Whether a class says how JSON Binding shall bind it. */
final class JsonbAnnotations {
    private static final String PACKAGE = "jakarta.json.bind.annotation";

    private JsonbAnnotations() {}

    static boolean areOn(Class<?> type) {
        Stream<AnnotatedElement> members = Stream.of(
                        type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream);
        Stream<AnnotatedElement> parameters = Stream.<Executable[]>of(
                        type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream)
                .flatMap(executable -> Arrays.stream(executable.getParameters()));
        Stream<AnnotatedElement> types = Stream.of(type, type.getPackage() == null ? type : type.getPackage());
        return Stream.of(types, members, parameters).flatMap(s -> s).anyMatch(JsonbAnnotations::isAnnotated);
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getPackageName().equals(PACKAGE));
    }
}
