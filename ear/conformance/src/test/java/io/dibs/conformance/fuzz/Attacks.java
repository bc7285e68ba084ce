package io.dibs.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.json.JsonValue;

import io.dibs.conformance.fuzz.Description.Operation;

/** Makes requests that are wrong, or hostile, or both; the same ones for the same seed. */
final class Attacks {
    private static final List<String> PAGING = List.of("limit", "offset");

    private final Description description;
    private final Targets targets;
    private final Bodies bodies;
    private final Headers headers;
    private final long seed;

    Attacks(Description description, Targets targets, Optional<String> authorization, long seed) {
        this.description = description;
        this.targets = targets;
        this.bodies = new Bodies(description);
        this.headers = new Headers(authorization);
        this.seed = seed;
    }

    /** The request of this number. */
    Attempt number(int number) {
        Dice dice = new Dice(seed, number);
        Operation operation =
                description.operations().get(number % description.operations().size());
        if (dice.oneIn(25)) {
            return protocol(operation, dice);
        }
        Attempt attempt = attempt(operation, dice);
        return headers.complete(attempt, dice);
    }

    private Attempt attempt(Operation operation, Dice dice) {
        return switch (dice.below(8)) {
            case 0 -> method(operation, dice);
            case 1, 2 -> path(operation, dice);
            case 3 -> headers.strange(harmless(operation, "header", dice), dice);
            case 4 ->
                headers.stranger(Attempt.of("credentials", operation.method(), existing(operation, dice)), dice)
                        .orElseGet(() -> path(operation, dice));
            default -> operation.body().isPresent() ? body(operation, dice) : query(operation, dice);
        };
    }

    /** A method that the path does not take. */
    private Attempt method(Operation operation, Dice dice) {
        List<String> taken = description.operations().stream()
                .filter(other -> other.path().equals(operation.path()))
                .map(Operation::method)
                .toList();
        String method = dice.oneOf(
                "PUT",
                "POST",
                "DELETE",
                "PATCH",
                "GET",
                "get",
                "FOO",
                "TRACE",
                "PROPFIND",
                "COPY",
                "M-SEARCH",
                "OPTIONS",
                "HEAD",
                "A".repeat(300));
        if (taken.contains(method)) {
            return harmless(operation, "method", dice);
        }
        Attempt attempt = Attempt.of("method", method, existing(operation, dice));
        boolean withBody = attempt.changes() && dice.oneIn(2);
        return withBody ? attempt.json("{}") : attempt.perhapsByServer();
    }

    /** Something that is not there, or whose name cannot be decoded. */
    private Attempt path(Operation operation, Dice dice) {
        String target = operation.hasPathParameters()
                ? targets.missing(operation, dice)
                : targets.base()
                        + operation.path()
                        + dice.oneOf("/", "//", "/x", ";a=b/x", "/..", "/%2e%2e/", "/.", "x")
                        + Hostile.segment(dice);
        Attempt attempt = Attempt.of("path", operation.method(), target).perhapsByServer();
        return operation.body().isPresent()
                ? attempt.json(bodies.wrong(operation.body().get(), dice))
                : attempt;
    }

    private Attempt query(Operation operation, Dice dice) {
        StringBuilder query = new StringBuilder();
        int count = dice.oneIn(50) ? 2000 : 1 + dice.below(3);
        for (int i = 0; i < count; i++) {
            query.append(i == 0 ? '?' : '&').append(parameter(operation, dice));
            if (query.length() > 6000) {
                break;
            }
        }
        Attempt attempt = harmless(operation, "query", dice);
        return new Attempt(
                attempt.what(),
                attempt.method(),
                attempt.target() + query,
                attempt.headers(),
                attempt.body(),
                attempt.byServer() || query.chars().anyMatch(letter -> letter <= ' ' || letter > '~'));
    }

    private static String parameter(Operation operation, Dice dice) {
        if (dice.oneIn(10)) {
            return dice.oneOf(
                    "=", "&", "a", "%=%", "%ZZ=%ZZ", "%00=1", "limit", "limit=%FF", "[]=1", "?", "=limit", "#");
        }
        List<String> names = operation.query().isEmpty() || dice.oneIn(4) ? PAGING : operation.query();
        String name = dice.oneIn(6) ? Hostile.encoded(Hostile.text(dice)) : dice.oneOf(names);
        return name + "=" + (dice.oneIn(8) ? Hostile.segment(dice) : Hostile.encoded(Hostile.text(dice)));
    }

    private Attempt body(Operation operation, Dice dice) {
        Map<String, JsonValue> fields = operation.body().orElseThrow();
        Attempt attempt = Attempt.of("body", operation.method(), existing(operation, dice));
        int kind = dice.below(100);
        if (kind < 2) {
            byte[] large = Bodies.tooLarge(dice);
            return dice.oneIn(2) ? attempt.json(large) : attempt.chunked(large, 65_536);
        }
        if (kind < 10) {
            return attempt.json(Bodies.bomb(dice));
        }
        if (kind < 25) {
            return headers.type(attempt, "{}".getBytes(StandardCharsets.UTF_8), dice);
        }
        byte[] wrong = bodies.wrong(fields, dice);
        return dice.oneIn(5) ? attempt.chunked(wrong, 1 + dice.below(50)) : attempt.json(wrong);
    }

    /** What would be no change even if nothing were wrong with it. */
    private Attempt harmless(Operation operation, String what, Dice dice) {
        String target = operation.reads() ? existing(operation, dice) : targets.refusing(operation, dice);
        Attempt attempt = Attempt.of(what, operation.method(), target);
        if (!operation.reads()) {
            attempt = attempt.perhapsByServer();
        }
        return operation.body().isPresent()
                ? attempt.json(bodies.wrong(operation.body().get(), dice))
                : attempt;
    }

    private String existing(Operation operation, Dice dice) {
        return targets.existing(operation, dice);
    }

    /** What is no HTTP, or is it in more than one way. */
    private Attempt protocol(Operation operation, Dice dice) {
        String target = operation.reads() ? existing(operation, dice) : targets.refusing(operation, dice);
        boolean mightBeDone = !operation.reads() && !operation.hasPathParameters();
        return Protocol.attempt(operation.method(), mightBeDone ? target + "/nobody/nothing" : target, dice)
                .perhapsByServer();
    }
}
