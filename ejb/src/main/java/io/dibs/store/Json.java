package io.dibs.store;

import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;

/** JSON text for the scripts. Holds the provider, which is costly to look up each time. */
final class Json {
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private Json() {}

    static String array(Collection<String> values) {
        JsonArrayBuilder array = PROVIDER.createArrayBuilder();
        values.forEach(array::add);
        return array.build().toString();
    }

    static List<String> strings(String array) {
        try (var reader = PROVIDER.createReader(new StringReader(array))) {
            return reader.readArray().getValuesAs(JsonString::getString);
        }
    }

    static String object(Map<String, ?> values) {
        var object = PROVIDER.createObjectBuilder();
        values.forEach((name, value) -> {
            if (value instanceof Long number) {
                object.add(name, number);
            } else {
                object.add(name, value.toString());
            }
        });
        return object.build().toString();
    }

    static JsonObject object(String text) {
        try (var reader = PROVIDER.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
