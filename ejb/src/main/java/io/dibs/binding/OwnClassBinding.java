package io.dibs.binding;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import jakarta.json.JsonValue;

/**
 * Writes a value by the class that it has, where no declared type helps: a result that is declared as an interface, or an
 * argument of another type than its parameter's, whose JSON may fit all the same. It cannot be read back by itself.
 */
record OwnClassBinding(Bindings bindings) implements Binding {
    @Override
    public void write(Object value, JsonOutput out) {
        if (value instanceof JsonValue json) {
            out.document(Json.text(json));
        } else if (value instanceof Optional<?> optional) {
            writeNullable(optional.orElse(null), out);
        } else if (value instanceof Collection<?> collection) {
            Elements.write(collection, this, out);
        } else if (value instanceof Object[] array) {
            Elements.write(Arrays.asList(array), this, out);
        } else if (value instanceof Map<?, ?> map) {
            write(map, out);
        } else {
            bindings.of(declared(value)).write(value, out);
        }
    }

    @Override
    public Object read(JsonValue json) {
        throw new UnsupportedOperationException();
    }

    private void write(Map<?, ?> map, JsonOutput out) {
        KeyBinding key = map.keySet().stream()
                .findFirst()
                .map(first -> bindings.of(declared(first)))
                .filter(KeyBinding.class::isInstance)
                .map(KeyBinding.class::cast)
                .orElse(TextBinding.of(String.class));
        MapBinding.of(Map.class, key, this).write(map, out);
    }

    /** The type that a parameter for the value would declare: the classes of some values are their library's secret. */
    private static Class<?> declared(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.getDeclaringClass();
        }
        if (value instanceof Path) {
            return Path.class;
        }
        return value instanceof ZoneId ? ZoneId.class : value.getClass();
    }
}
