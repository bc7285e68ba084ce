package io.dibs.binding;

import jakarta.json.JsonValue;

/** A primitive type: as its wrapper's, but never null. */
record PrimitiveBinding(Class<?> type, Binding wrapper) implements Binding {
    @Override
    public void write(Object value, JsonOutput out) {
        wrapper.write(value, out);
    }

    @Override
    public void writeNullable(Object value, JsonOutput out) {
        if (value == null) {
            throw isNull();
        }
        write(value, out);
    }

    @Override
    public Object read(JsonValue json) {
        return wrapper.read(json);
    }

    @Override
    public Object readNull() {
        throw isNull();
    }

    @Override
    public boolean isExact() {
        return wrapper.isExact();
    }

    private BindingException isNull() {
        return new BindingException("null does not fit the primitive type " + type);
    }
}
