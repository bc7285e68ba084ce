package io.dibs.binding;

import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;

/** Writes the records inside of what JSON Binding writes. */
record RecordSerializer(Bindings bindings) implements JsonbSerializer<Record> {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    @Override
    public void serialize(Record value, JsonGenerator generator, SerializationContext context) {
        // Whoever asked JSON Binding limits the length of the whole.
        JsonOutput out = new JsonOutput(UNLIMITED);
        bindings.ownClass().write(value, out);
        generator.write(Json.parse(out.toString()));
    }
}
