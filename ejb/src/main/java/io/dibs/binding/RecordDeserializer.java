package io.dibs.binding;

import java.lang.reflect.Type;

import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;

/** Reads the records inside of what JSON Binding reads. */
record RecordDeserializer(Bindings bindings) implements JsonbDeserializer<Record> {
    @Override
    public Record deserialize(JsonParser parser, DeserializationContext context, Type type) {
        Type resolved = new TypeVariables(type).resolve(type);
        return (Record) bindings.of(resolved).readNullable(parser.getValue());
    }
}
