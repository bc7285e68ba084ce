package io.dibs.binding;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

import jakarta.json.JsonValue;

/** A value that may be absent: empty and null are the same. */
record OptionalBinding(Class<?> type, Binding content, Object empty, Function<Object, Object> present)
        implements Binding {
    static OptionalBinding of(Binding content) {
        return new OptionalBinding(Optional.class, content, Optional.empty(), Optional::of);
    }

    static OptionalBinding ofInt(Binding content) {
        return new OptionalBinding(OptionalInt.class, content, OptionalInt.empty(), v -> OptionalInt.of((int) v));
    }

    static OptionalBinding ofLong(Binding content) {
        return new OptionalBinding(OptionalLong.class, content, OptionalLong.empty(), v -> OptionalLong.of((long) v));
    }

    static OptionalBinding ofDouble(Binding content) {
        return new OptionalBinding(
                OptionalDouble.class, content, OptionalDouble.empty(), v -> OptionalDouble.of((double) v));
    }

    @Override
    public void write(Object value, JsonOutput out) {
        if (!type.isInstance(value)) {
            throw Mismatch.of(type, value);
        }
        content.writeNullable(value(value), out);
    }

    @Override
    public Object read(JsonValue json) {
        return present.apply(content.read(json));
    }

    @Override
    public Object readNull() {
        return empty;
    }

    @Override
    public boolean isExact() {
        return content.isExact();
    }

    private static Object value(Object optional) {
        if (optional instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (optional instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (optional instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
        return ((Optional<?>) optional).orElse(null);
    }
}
