package io.dibs.binding;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;

/** The elements of a JSON array; an error says which one it is about. */
final class Elements {
    private Elements() {}

    static void write(Iterable<?> values, Binding element, JsonOutput out) {
        out.open('[');
        int index = 0;
        for (Object value : values) {
            if (index > 0) {
                out.raw(',');
            }
            try {
                element.writeNullable(value, out);
            } catch (BindingException e) {
                throw e.in("[" + index + "]");
            }
            index++;
        }
        out.close(']');
    }

    static Object read(JsonArray array, int index, Binding element) {
        try {
            return element.readNullable(array.get(index));
        } catch (BindingException e) {
            throw e.in("[" + index + "]");
        }
    }

    static JsonArray array(JsonValue json, Class<?> type) {
        if (json instanceof JsonArray array) {
            return array;
        }
        throw new BindingException(Json.shown(json) + " is no array, as " + type.getTypeName() + " needs");
    }
}
