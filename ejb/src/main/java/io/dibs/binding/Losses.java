package io.dibs.binding;

import java.util.Map;
import java.util.Optional;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;

/**
 * What JSON loses when it is bound to a type and written again. Order of properties and of a set's elements, nulls and
 * properties that only the type has are no losses.
 *
 * @param isExact false for JSON from outside, which may spell a value in another way than the type does: a text may then
 *     change its spelling, and a number be rounded to a {@code double}
 */
record Losses(boolean isExact) {
    /** The first loss, as a sentence's end, such as {@code its property 'breed' is lost}. */
    Optional<String> first(JsonValue original, JsonValue bound) {
        if (original.equals(bound) || original.getValueType() == ValueType.NULL) {
            return Optional.empty();
        }
        if (original instanceof JsonObject from && bound instanceof JsonObject to) {
            return inObject(from, to);
        }
        if (original instanceof JsonArray from && bound instanceof JsonArray to) {
            return inArray(from, to);
        }
        return isSame(original, bound)
                ? Optional.empty()
                : Optional.of(Json.shown(original) + " becomes " + Json.shown(bound));
    }

    private Optional<String> inObject(JsonObject original, JsonObject bound) {
        for (Map.Entry<String, JsonValue> property : original.entrySet()) {
            String name = property.getKey();
            if (!bound.containsKey(name) && property.getValue().getValueType() != ValueType.NULL) {
                return Optional.of("its property '" + name + "' is lost");
            }
            Optional<String> loss = first(property.getValue(), bound.getOrDefault(name, JsonValue.NULL));
            if (loss.isPresent()) {
                return Optional.of(name + ": " + loss.get());
            }
        }
        return Optional.empty();
    }

    private Optional<String> inArray(JsonArray original, JsonArray bound) {
        if (original.size() != bound.size()) {
            return Optional.of("of its " + original.size() + " elements, " + bound.size() + " remain");
        }
        for (int i = 0; i < original.size(); i++) {
            JsonValue element = original.get(i);
            Optional<String> loss = first(element, bound.get(i));
            // A set's order may have changed; a list's never does, so there this finds nothing.
            if (loss.isPresent()
                    && bound.stream().noneMatch(other -> first(element, other).isEmpty())) {
                return Optional.of("[" + i + "]: " + loss.get());
            }
        }
        return Optional.empty();
    }

    private boolean isSame(JsonValue original, JsonValue bound) {
        if (original instanceof JsonNumber from && bound instanceof JsonNumber to) {
            return from.bigDecimalValue().compareTo(to.bigDecimalValue()) == 0
                    || (!isExact && from.doubleValue() == to.doubleValue());
        }
        return !isExact && original.getValueType() == ValueType.STRING && bound.getValueType() == ValueType.STRING;
    }
}
