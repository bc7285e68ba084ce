package io.dibs.binding;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.json.bind.annotation.JsonbVisibility;

/** What a class says about how JSON Binding shall bind it. */
final class JsonbAnnotations {
    private static final String PACKAGE = JsonbProperty.class.getPackageName();

    /** Those that say nothing that a record's own binding does not do. */
    private static final Set<Class<?>> FINE_ON_RECORDS = Set.of(
            JsonbProperty.class,
            JsonbCreator.class,
            JsonbNillable.class,
            JsonbPropertyOrder.class,
            JsonbVisibility.class);

    private JsonbAnnotations() {}

    static boolean areOn(Class<?> type) {
        return on(type).findAny().isPresent();
    }

    /** One that a record's own binding would have to ignore. */
    static Optional<Class<?>> unsupportedOnRecord(Class<?> type) {
        return on(type).filter(annotation -> !FINE_ON_RECORDS.contains(annotation))
                .findFirst();
    }

    private static Stream<Class<?>> on(Class<?> type) {
        Stream<AnnotatedElement> members = Stream.of(
                        type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream);
        Stream<AnnotatedElement> parameters = Stream.<Executable[]>of(
                        type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream)
                .flatMap(executable -> Arrays.stream(executable.getParameters()));
        Stream<AnnotatedElement> types = Stream.of(type, type.getPackage() == null ? type : type.getPackage());
        return Stream.of(types, members, parameters)
                .flatMap(elements -> elements)
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .<Class<?>>map(Annotation::annotationType)
                .filter(annotation -> annotation.getPackageName().equals(PACKAGE));
    }
}
