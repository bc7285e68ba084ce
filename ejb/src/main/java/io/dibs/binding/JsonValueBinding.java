package io.dibs.binding;

import jakarta.json.JsonValue;

/** A parameter that wants the JSON itself. */
record JsonValueBinding(Class<?> type) implements Binding {
    @Override
    public void write(Object value, JsonOutput out) {
        if (!type.isInstance(value)) {
            throw Mismatch.of(type, value);
        }
        out.document(Json.text((JsonValue) value));
    }

    @Override
    public Object read(JsonValue json) {
        if (!type.isInstance(json)) {
            throw new BindingException(Json.shown(json) + " is no " + type.getName());
        }
        return json;
    }

    @Override
    public Object readNull() {
        return type == JsonValue.class ? JsonValue.NULL : null;
    }
}
