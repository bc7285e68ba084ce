package io.dibs.conformance.fuzz;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.dibs.conformance.fuzz.Description.Operation;

/**
 * What is there to be attacked.
 *
 * @param base the path of the application, such as {@code /dibs}
 * @param names names of things, by the path below which they are: {@code /api/v1/tasks} has ids
 * @param unfinished a task that is not final, so that nobody can delete it, give it up or retry it
 */
record Targets(String base, Map<String, List<String>> names, String unfinished) {
    /** The path of something that is there. */
    String existing(Operation operation, Dice dice) {
        String path = operation.path();
        int open = path.indexOf('{');
        if (open > 0) {
            List<String> known = names.getOrDefault(path.substring(0, open - 1), List.of("1"));
            path = path.substring(0, open) + dice.oneOf(known) + path.substring(path.indexOf('}') + 1);
        }
        return base + path.replaceAll("\\{[^}]*}", "1");
    }

    /** The path of something that is not there, or cannot be. */
    String missing(Operation operation, Dice dice) {
        String path = operation.path();
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{')) {
            String segment =
                    dice.oneIn(5) ? UUID.nameUUIDFromBytes(dice.bytes(8)).toString() : Hostile.segment(dice);
            path = path.substring(0, open)
                    + segment.replace("{", "%7B").replace("}", "%7D")
                    + path.substring(path.indexOf('}') + 1);
        }
        return base + path;
    }

    /** The path of something whose state does not allow this, if there is such a thing. */
    String refusing(Operation operation, Dice dice) {
        boolean refuses = operation.path().equals("/api/v1/tasks/{id}")
                        && operation.method().equals("DELETE")
                || operation.path().equals("/api/v1/tasks/{id}/abandon")
                || operation.path().equals("/api/v1/tasks/{id}/retry");
        return refuses ? base + operation.path().replace("{id}", unfinished) : missing(operation, dice);
    }
}
