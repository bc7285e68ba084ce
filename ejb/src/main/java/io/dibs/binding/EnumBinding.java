package io.dibs.binding;

import java.util.Arrays;
import java.util.stream.Collectors;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** An enum's constants, by their names. */
record EnumBinding(Class<?> type) implements KeyBinding {
    private static final int MAX_SHOWN = 20;

    @Override
    public void write(Object value, JsonOutput out) {
        out.string(toKey(value));
    }

    @Override
    public Object read(JsonValue json) {
        if (json instanceof JsonString string) {
            return fromKey(string.getString());
        }
        throw new BindingException(Json.shown(json) + " is no text, as " + type.getName() + " needs");
    }

    @Override
    public String toKey(Object value) {
        if (!type.isInstance(value)) {
            throw Mismatch.of(type, value);
        }
        return ((Enum<?>) value).name();
    }

    @Override
    public Object fromKey(String key) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(key)) {
                return constant;
            }
        }
        throw new BindingException("\"" + key + "\" is none of " + type.getName() + "'s "
                + Arrays.stream(type.getEnumConstants())
                        .limit(MAX_SHOWN)
                        .map(constant -> ((Enum<?>) constant).name())
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public boolean isExact() {
        return true;
    }
}
