package io.dibs.binding;

import jakarta.json.JsonValue;

/** How values of one declared type are written as JSON and read from it. Thread-safe. */
public interface Binding {
    /**
     * @param value not null
     * @throws BindingException if the value is not of the type, or has no JSON form
     */
    void write(Object value, JsonOutput out);

    /**
     * @param json not JSON's null
     * @throws BindingException if the JSON does not fit the type
     */
    Object read(JsonValue json);

    /** What JSON's null stands for. */
    default Object readNull() {
        return null;
    }

    /** Whether what is read equals what was written, by the nature of the type, so that nobody need try. */
    default boolean isExact() {
        return false;
    }

    default void writeNullable(Object value, JsonOutput out) {
        if (value == null) {
            out.raw("null");
        } else {
            write(value, out);
        }
    }

    default Object readNullable(JsonValue json) {
        return json.getValueType() == JsonValue.ValueType.NULL ? readNull() : read(json);
    }
}
