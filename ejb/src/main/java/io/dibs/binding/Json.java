package io.dibs.binding;

import java.io.StringReader;
import java.util.Map;

import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;

/** JSON text as a tree. */
public final class Json {
    /** Kept, because looking the provider up costs more than reading the text. */
    private static final JsonReaderFactory READERS = JsonProvider.provider().createReaderFactory(Map.of());

    private Json() {}

    /** @throws BindingException if the text is not JSON */
    public static JsonValue parse(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (RuntimeException e) {
            // Beside JsonException, the parser has others for numbers and structures beyond its limits.
            throw new BindingException("not readable as JSON: " + e.getMessage(), e);
        }
    }

    /** @throws BindingException if it is nested too deeply */
    static String text(JsonValue json) {
        try {
            return json.toString();
        } catch (StackOverflowError e) {
            // Only a tree that was built in memory can be so deep; the parser has a limit.
            throw new BindingException("nested too deeply");
        }
    }

    /** What a person reads: short, and never a whole document. */
    static String shown(JsonValue json) {
        String text =
                switch (json.getValueType()) {
                    case OBJECT -> "an object";
                    case ARRAY -> "an array";
                    default -> json.toString();
                };
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
