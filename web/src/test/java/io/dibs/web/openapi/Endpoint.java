package io.dibs.web.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PathParam;

import io.dibs.web.DibsApplication;

/**
 * A method of the API that answers requests.
 *
 * @param verb its HTTP method
 * @param path its path, below the API's
 * @param method its Java method
 */
public record Endpoint(String verb, String path, Method method) {
    /** All that the war has. */
    public static List<Endpoint> all() {
        return classes()
                .filter(type -> type.isAnnotationPresent(jakarta.ws.rs.Path.class))
                .flatMap(type -> Arrays.stream(type.getMethods()).flatMap(method -> of(type, method).stream()))
                .toList();
    }

    /** All classes of the war. */
    public static Stream<Class<?>> classes() {
        try {
            Path root = Path.of(DibsApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files
                        .map(file -> root.relativize(file).toString())
                        .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace('/', '.'))
                        .<Class<?>>map(Endpoint::load)
                        .toList()
                        .stream();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Endpoint.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Endpoint> of(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(annotation ->
                        Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
                .findFirst()
                .map(verb -> new Endpoint(verb.value(), path(type, method), method));
    }

    private static String path(Class<?> type, Method method) {
        String path = Stream.of(
                        type.getAnnotation(jakarta.ws.rs.Path.class), method.getAnnotation(jakarta.ws.rs.Path.class))
                .filter(annotation -> annotation != null)
                .map(jakarta.ws.rs.Path::value)
                .collect(Collectors.joining("/"));
        return path.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}").replaceAll("//+", "/");
    }

    /** The names of the parameters that its Java method takes from the path. */
    public Set<String> pathParameters() {
        return Arrays.stream(method.getParameterAnnotations())
                .flatMap(Arrays::stream)
                .filter(PathParam.class::isInstance)
                .map(PathParam.class::cast)
                .map(PathParam::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The record that it takes, if it takes one. */
    public Optional<Class<?>> body() {
        for (int i = 0; i < method.getParameterCount(); i++) {
            Annotation[] annotations = method.getParameterAnnotations()[i];
            if (annotations.length == 0 && method.getParameterTypes()[i].isRecord()) {
                return Optional.of(method.getParameterTypes()[i]);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }
}
