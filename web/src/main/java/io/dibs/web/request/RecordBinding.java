package io.dibs.web.request;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbException;

import io.dibs.web.json.FieldNames;
import io.dibs.web.problem.InvalidRequestException;

/**
 * Makes records of JSON, strictly: it names the field that is wrong, refuses fields that the record has not, and converts
 * nothing. JSON-B would take {@code 5} for {@code "5"}, {@code "yes"} for {@code false} and cut off large numbers.
 */
final class RecordBinding {
    private final Jsonb jsonb;

    RecordBinding(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    <T> T record(Class<T> type, JsonValue value, String field) {
        if (!(value instanceof JsonObject object)) {
            throw wrong(field, "must be a JSON object");
        }
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(FieldNames.of(component.getName()), component);
        }
        for (String name : object.keySet()) {
            if (!components.containsKey(name)) {
                throw wrong(inner(field, name), "is unknown; there are " + String.join(", ", components.keySet()));
            }
        }
        Object[] arguments = components.entrySet().stream()
                .map(entry -> value(
                        entry.getValue().getGenericType(), object.get(entry.getKey()), inner(field, entry.getKey())))
                .toArray();
        return construct(type, arguments, field);
    }

    private Object value(Type type, JsonValue value, String field) {
        Class<?> raw = GenericTypes.raw(type);
        if (value == null || value == JsonValue.NULL) {
            if (raw.isPrimitive()) {
                throw wrong(field, "is missing");
            }
            return raw == Optional.class ? Optional.empty() : null;
        }
        if (raw == Optional.class) {
            return Optional.of(value(GenericTypes.argument(type), value, field));
        }
        if (raw.isRecord()) {
            return record(raw, value, field);
        }
        if (raw == List.class && value instanceof JsonArray array) {
            return IntStream.range(0, array.size())
                    .mapToObj(index -> value(GenericTypes.argument(type), array.get(index), field + "[" + index + "]"))
                    .toList();
        }
        return scalar(type, raw, value, field);
    }

    private Object scalar(Type type, Class<?> raw, JsonValue value, String field) {
        if (raw == String.class) {
            return text(value, field);
        }
        if (raw == boolean.class || raw == Boolean.class) {
            if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
                throw wrong(field, "must be true or false");
            }
            return value == JsonValue.TRUE;
        }
        try {
            if (raw == int.class || raw == Integer.class) {
                return number(value, field).intValueExact();
            }
            if (raw == long.class || raw == Long.class) {
                return number(value, field).longValueExact();
            }
            return jsonb.fromJson(value.toString(), type);
        } catch (ArithmeticException e) {
            throw wrong(field, "must be a whole number that is not so large");
        } catch (JsonbException e) {
            throw new InvalidRequestException(field, "The field '" + field + "' has a value of the wrong kind.", e);
        }
    }

    private static <T> T construct(Class<T> type, Object[] arguments, String field) {
        try {
            Constructor<T> canonical = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new InvalidRequestException(field.isEmpty() ? null : field, refused.getMessage(), refused);
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(JsonValue value, String field) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw wrong(field, "must be text");
    }

    private static JsonNumber number(JsonValue value, String field) {
        if (value instanceof JsonNumber number) {
            return number;
        }
        throw wrong(field, "must be a number");
    }

    private static InvalidRequestException wrong(String field, String complaint) {
        return field.isEmpty()
                ? new InvalidRequestException("The body " + complaint + ".")
                : new InvalidRequestException(field, "The field '" + field + "' " + complaint + ".");
    }

    private static String inner(String field, String name) {
        return field.isEmpty() ? name : field + "." + name;
    }
}
