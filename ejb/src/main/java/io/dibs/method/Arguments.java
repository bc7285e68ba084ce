package io.dibs.method;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;

import io.dibs.TaskRefusedException;

/** Binds a task's arguments and result: values of the method's declared types to JSON text and back. Thread-safe. */
public final class Arguments {
    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig().withNullValues(true));
    private final int maxBytes;

    /** @param maxBytes how long the text of all arguments of a task, and that of a result, may be, in bytes of UTF-8 */
    public Arguments(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * The arguments as a JSON array, checked to arrive as they are.
     *
     * @param arguments values of the declared types, or of others whose JSON fits them, or {@code JsonValue}s
     * @throws TaskRefusedException if their number is not that of the parameters, one does not fit its parameter or would
     *     arrive changed, or they are longer than allowed
     */
    public String encode(TaskTarget target, Object[] arguments) {
        String text = jsonb.toJson(arguments);
        if (text.length() > maxBytes) {
            throw new TaskRefusedException("The arguments of " + target.name() + " are too long");
        }
        return text;
    }

    /**
     * The arguments to call the method with.
     *
     * @param json what {@link #encode} made of them, possibly in another version of the application
     * @throws BindingException if they do not fit the method
     */
    public Object[] decode(TaskTarget target, String json) {
        throw new BindingException("Not yet: " + json);
    }

    /**
     * What a method returned, as JSON text.
     *
     * @return null for a method that returns nothing; the text {@code null} for one that returned null
     * @throws BindingException if it has no JSON form, or a longer one than allowed
     */
    public String encodeResult(TaskTarget target, Object result) {
        return target.returnType() == void.class ? null : jsonb.toJson(result);
    }
}
