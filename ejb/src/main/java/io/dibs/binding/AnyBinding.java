package io.dibs.binding;

import java.util.List;
import java.util.Map;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/**
 * {@code Object}: what JSON itself can tell apart. Texts arrive as {@code String}s, numbers, as Jakarta JSON Binding has
 * it, as {@code BigDecimal}s, arrays as lists and objects as maps. Whatever else is refused, since its type would be lost.
 */
record AnyBinding(Bindings bindings) implements Binding {
    @Override
    public void write(Object value, JsonOutput out) {
        Binding binding = null;
        if (value instanceof String || value instanceof Boolean || value instanceof Number) {
            binding = bindings.of(value.getClass());
        } else if (value instanceof List) {
            binding = list();
        } else if (value instanceof Map) {
            binding = map();
        }
        if (binding == null || binding instanceof JsonbBinding) {
            throw new LostTypeException("a " + value.getClass().getTypeName() + " is declared as an Object only, so"
                    + " that its type would be lost: declare the type");
        }
        binding.write(value, out);
    }

    @Override
    public Object read(JsonValue json) {
        if (json instanceof JsonArray) {
            return list().read(json);
        }
        if (json instanceof JsonObject) {
            return map().read(json);
        }
        if (json instanceof JsonString string) {
            return string.getString();
        }
        return bindings.of(json.getValueType() == JsonValue.ValueType.NUMBER ? Number.class : Boolean.class)
                .read(json);
    }

    private Binding list() {
        return CollectionBinding.of(List.class, this);
    }

    private Binding map() {
        return MapBinding.of(Map.class, TextBinding.of(String.class), this);
    }
}
