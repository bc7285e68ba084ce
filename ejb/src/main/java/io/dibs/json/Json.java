package io.dibs.json;

import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;

/** Makes and reads JSON texts. Holds the provider, which is costly to look up each time. Thread-safe. */
public final class Json {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private Json() {}

    public static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    public static JsonArrayBuilder newArray() {
        return PROVIDER.createArrayBuilder();
    }

    /** An array of strings. */
    public static String array(Collection<String> values) {
        JsonArrayBuilder array = PROVIDER.createArrayBuilder();
        values.forEach(array::add);
        return array.build().toString();
    }

    /** An array of objects. */
    public static String arrayOf(List<JsonObject> values) {
        JsonArrayBuilder array = PROVIDER.createArrayBuilder();
        values.forEach(array::add);
        return array.build().toString();
    }

    /** An object whose values are strings; null values are left out. */
    public static String strings(Map<String, String> values) {
        JsonObjectBuilder object = PROVIDER.createObjectBuilder();
        values.forEach((name, value) -> {
            if (value != null) {
                object.add(name, value);
            }
        });
        return object.build().toString();
    }

    /** The strings of an array. */
    public static List<String> strings(String array) {
        return readArray(array).getValuesAs(JsonString::getString);
    }

    public static JsonObject readObject(String text) {
        return readValue(text).asJsonObject();
    }

    public static JsonArray readArray(String text) {
        return readValue(text).asJsonArray();
    }

    public static JsonValue readValue(String text) {
        try (var reader = PROVIDER.createReader(new StringReader(text))) {
            return reader.readValue();
        }
    }
}
