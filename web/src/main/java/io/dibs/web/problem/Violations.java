package io.dibs.web.problem;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;

import io.dibs.web.json.FieldNames;

/** Constraints of Jakarta Validation that a request violates. */
final class Violations {
    private Violations() {}

    /** All of them in one problem, whose field is the first's; empty if it was not the request that is wrong. */
    static Optional<Problem> problem(ConstraintViolationException thrown) {
        if (thrown.getConstraintViolations() == null
                || thrown.getConstraintViolations().isEmpty()
                || thrown.getConstraintViolations().stream().anyMatch(Violations::isOurs)) {
            return Optional.empty();
        }
        List<ConstraintViolation<?>> violations = thrown.getConstraintViolations().stream()
                .sorted(Comparator.comparing(Violations::field))
                .toList();
        String detail = violations.stream()
                .map(violation -> "'" + field(violation) + "' " + violation.getMessage())
                .collect(Collectors.joining("; ", "", "."));
        return Optional.of(new Problem(400, detail, Optional.of(field(violations.get(0))), Optional.empty()));
    }

    /** A method whose result violates its constraints is a defect here, not in the request. */
    private static boolean isOurs(ConstraintViolation<?> violation) {
        return nodes(violation).stream().anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    /** The field as the JSON names it: the path's properties, or the parameter that the constraint is on. */
    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = nodes(violation);
        String properties = nodes.stream()
                .filter(node -> node.getKind() == ElementKind.PROPERTY)
                .map(node -> FieldNames.of(node.getName()))
                .collect(Collectors.joining("."));
        return properties.isEmpty() && !nodes.isEmpty()
                ? FieldNames.of(nodes.get(nodes.size() - 1).getName())
                : properties;
    }

    private static List<Path.Node> nodes(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
    }
}
