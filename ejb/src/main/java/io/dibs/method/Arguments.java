package io.dibs.method;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import jakarta.json.JsonArray;

import io.dibs.TaskRefusedException;
import io.dibs.binding.BindingException;
import io.dibs.binding.Bindings;
import io.dibs.binding.CheckedText;
import io.dibs.binding.Json;
import io.dibs.binding.TooLongException;

/** Binds a task's arguments and result: values of the method's declared types to JSON text and back. Thread-safe. */
public final class Arguments {
    private final Bindings bindings = new Bindings();
    private final CheckedText text;
    private final int maxBytes;

    /** @param maxBytes how long the text of all arguments of a task, and that of a result, may be, in bytes of UTF-8 */
    public Arguments(int maxBytes) {
        this.maxBytes = maxBytes;
        this.text = new CheckedText(bindings, maxBytes);
    }

    /**
     * The arguments as a JSON array, checked to arrive as they are.
     *
     * @param arguments values of the declared types, or others whose JSON fits them, {@code JsonValue}s among them; a null
     *     array is a single null
     * @throws TaskRefusedException if their number is not that of the parameters, one does not fit its parameter or would
     *     arrive changed, or they are longer than allowed
     */
    public String encode(TaskTarget target, Object[] arguments) {
        Object[] given = arguments == null ? new Object[1] : arguments;
        List<TaskParameter> parameters = target.parameters();
        if (given.length != parameters.size()) {
            throw new TaskRefusedException(
                    target.name() + " takes " + counted(parameters) + ", but was given " + given.length + ".");
        }
        StringBuilder array = new StringBuilder("[");
        for (int i = 0; i < given.length; i++) {
            array.append(i == 0 ? "" : ",").append(encoded(given[i], parameters.get(i), target));
        }
        String json = array.append(']').toString();
        int bytes = bytes(json);
        if (bytes > maxBytes) {
            throw tooLong(target, "take " + bytes + " bytes of JSON");
        }
        return json;
    }

    /**
     * The arguments to call the method with.
     *
     * @param json what {@link #encode} made of them, possibly in another version of the application
     * @throws BindingException if they do not fit the method
     */
    public Object[] decode(TaskTarget target, String json) {
        List<TaskParameter> parameters = target.parameters();
        if (parameters.isEmpty() && json.equals("[]")) {
            return new Object[0];
        }
        JsonArray array = array(target, json);
        if (array.size() != parameters.size()) {
            throw new BindingException("The task has " + array.size() + " arguments, but " + target.name() + " takes "
                    + counted(parameters) + ": was it dispatched by another version of the application?");
        }
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            try {
                arguments[i] = bindings.of(parameters.get(i).type()).readNullable(array.get(i));
            } catch (BindingException e) {
                throw e.in(parameters.get(i) + " of " + target.name());
            }
        }
        return arguments;
    }

    /**
     * Checks that arguments that were encoded once still fit the method.
     *
     * @throws TaskRefusedException if they do not
     */
    public void check(TaskTarget target, String json) {
        try {
            decode(target, json);
        } catch (BindingException e) {
            throw new TaskRefusedException(e.getMessage(), e);
        }
    }

    /**
     * What a method returned, as JSON text.
     *
     * @return null for a method that returns nothing; the text {@code null} for one that returned null
     * @throws BindingException if it has no JSON form, or a longer one than allowed
     */
    public String encodeResult(TaskTarget target, Object result) {
        if (target.returnType() == void.class || target.returnType() == Void.class) {
            return null;
        }
        try {
            String json = text.ofResult(result, target.returnType());
            if (bytes(json) > maxBytes) {
                throw new TooLongException(maxBytes);
            }
            return json;
        } catch (BindingException e) {
            throw new BindingException("The result of " + target.name() + " cannot be kept: " + e.getMessage(), e);
        }
    }

    private String encoded(Object argument, TaskParameter parameter, TaskTarget target) {
        try {
            return text.ofArgument(argument, parameter.type());
        } catch (TooLongException e) {
            throw tooLong(target, "take more");
        } catch (BindingException e) {
            throw new TaskRefusedException(parameter + " of " + target.name() + ": " + e.getMessage(), e);
        }
    }

    private TaskRefusedException tooLong(TaskTarget target, String size) {
        return new TaskRefusedException("The arguments of " + target.name() + " " + size + ", and " + maxBytes
                + " bytes are allowed: store the data elsewhere and pass what it is found by.");
    }

    private static JsonArray array(TaskTarget target, String json) {
        try {
            if (Json.parse(json) instanceof JsonArray array) {
                return array;
            }
        } catch (BindingException e) {
            throw e.in("The arguments of " + target.name());
        }
        throw new BindingException("The arguments of " + target.name() + " are no JSON array");
    }

    private static String counted(List<TaskParameter> parameters) {
        return parameters.isEmpty()
                ? "no arguments"
                : parameters.stream()
                        .map(parameter -> parameter.type().getTypeName())
                        .collect(Collectors.joining(
                                ", ",
                                parameters.size() + (parameters.size() == 1 ? " argument (" : " arguments ("),
                                ")"));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
