package io.dibs.binding;

import jakarta.json.JsonValue;

/** {@code true} and {@code false}, and nothing that merely looks like them. */
record BooleanBinding() implements Binding {
    @Override
    public void write(Object value, JsonOutput out) {
        if (!(value instanceof Boolean)) {
            throw Mismatch.of(Boolean.class, value);
        }
        out.raw(value.toString());
    }

    @Override
    public Object read(JsonValue json) {
        return switch (json.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw new BindingException(Json.shown(json) + " is neither true nor false");
        };
    }

    @Override
    public boolean isExact() {
        return true;
    }
}
