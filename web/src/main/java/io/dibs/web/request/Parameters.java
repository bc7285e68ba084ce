package io.dibs.web.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.dibs.web.problem.InvalidRequestException;

/** The query parameters of a request. A misspelt filter that is ignored shows too much, so unknown ones are refused. */
public final class Parameters {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int MOST_VALUES = 100;

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * The parameters of a request that allows these.
     *
     * @throws InvalidRequestException if there is another one, or one is given twice
     */
    public static Parameters of(Map<String, List<String>> values, Set<String> known) {
        return of(values, known, Set.of());
    }

    /**
     * The parameters of a request that allows these, the repeated ones up to 100 times each.
     *
     * @throws InvalidRequestException if there is another one, or one is given too often
     */
    public static Parameters of(Map<String, List<String>> values, Set<String> once, Set<String> repeated) {
        values.forEach((name, given) -> {
            if (!once.contains(name) && !repeated.contains(name)) {
                Set<String> known = new TreeSet<>(once);
                known.addAll(repeated);
                throw new InvalidRequestException(name, "There is no parameter '" + name + "' here" + list(known));
            }
            if (given.size() > 1 && !repeated.contains(name)) {
                throw new InvalidRequestException(name, "The parameter '" + name + "' is given more than once.");
            }
            if (given.size() > MOST_VALUES) {
                throw new InvalidRequestException(
                        name, "The parameter '" + name + "' is given more than " + MOST_VALUES + " times.");
            }
        });
        return new Parameters(values);
    }

    /** Checks that a request has no parameters. */
    public static void none(Map<String, List<String>> values) {
        of(values, Set.of());
    }

    /** The value of a parameter, when it is given; an empty one is refused. */
    public Optional<String> text(String name) {
        Optional<String> value = values.getOrDefault(name, List.of()).stream().findFirst();
        if (value.filter(String::isEmpty).isPresent()) {
            throw new InvalidRequestException(name, "The parameter '" + name + "' is empty.");
        }
        return value;
    }

    /** The values of a parameter that may be repeated; an empty one is refused. */
    public List<String> texts(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.contains("")) {
            throw new InvalidRequestException(name, "The parameter '" + name + "' is empty.");
        }
        return given;
    }

    /**
     * The value of a parameter that is read by something that throws {@link IllegalArgumentException} with a sentence about what
     * it does not take.
     */
    public <T> Optional<T> value(String name, Function<String, T> reader) {
        return text(name).map(text -> read(name, text, reader));
    }

    /** Likewise for one that may be repeated. */
    public <T> List<T> values(String name, Function<String, T> reader) {
        return texts(name).stream().map(text -> read(name, text, reader)).toList();
    }

    private static <T> T read(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(name, e.getMessage(), e);
        }
    }

    /** The value of a parameter that is a time with its zone. */
    public Optional<Instant> time(String name) {
        return value(name, text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "The parameter '" + name + "' is '" + text
                                + "'; it must be a time as ISO 8601 writes it, with a zone,"
                                + " such as 2026-11-24T03:10:05Z. In a URL, a plus sign is written %2B.",
                        e);
            }
        });
    }

    /** The value of a parameter that is true or false; false when it is not given. */
    public boolean flag(String name) {
        String value = text(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new InvalidRequestException(
                    name, "The parameter '" + name + "' is '" + value + "'; it must be true or false.");
        }
        return value.equals("true");
    }

    /** The value of a parameter that is a whole number within these bounds. */
    public int number(String name, int least, int most, int otherwise) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (NUMBER.matcher(value.get()).matches()) {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new InvalidRequestException(
                name,
                "The parameter '" + name + "' is '" + value.get() + "'; it must be a whole number from " + least
                        + " to " + most + ".");
    }

    private static String list(Set<String> known) {
        return known.isEmpty() ? "." : "; there are " + String.join(", ", new TreeSet<>(known)) + ".";
    }
}
