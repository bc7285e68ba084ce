package io.dibs.web.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.dibs.web.problem.InvalidRequestException;

/** The query parameters of a request. A misspelt filter that is ignored shows too much, so unknown ones are refused. */
public final class Parameters {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

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
        values.forEach((name, given) -> {
            if (!known.contains(name)) {
                throw new InvalidRequestException(name, "There is no parameter '" + name + "' here" + list(known));
            }
            if (given.size() > 1) {
                throw new InvalidRequestException(name, "The parameter '" + name + "' is given more than once.");
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
