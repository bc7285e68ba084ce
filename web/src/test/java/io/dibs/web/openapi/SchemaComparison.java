package io.dibs.web.openapi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import io.dibs.web.json.FieldNames;
import io.dibs.web.json.PageJson;
import io.swagger.v3.oas.models.media.Schema;

/** Compares the records that the API writes and reads with the schemas that describe them. */
public final class SchemaComparison {
    private static final Map<Class<?>, String> SCALARS = Map.of(
            String.class, "string",
            UUID.class, "string uuid",
            Instant.class, "string date-time",
            int.class, "integer",
            Integer.class, "integer",
            long.class, "integer int64",
            Long.class, "integer int64",
            boolean.class, "boolean",
            Boolean.class, "boolean",
            double.class, "number");

    private final Description description;
    private final List<String> differences = new ArrayList<>();
    private final Set<Class<?>> compared = new HashSet<>();

    public SchemaComparison(Description description) {
        this.description = description;
    }

    /** What differs, each in one sentence. */
    public List<String> differences() {
        return differences;
    }

    /** The records that were met. */
    public Set<Class<?>> compared() {
        return compared;
    }

    /** Compares what is written or read as a value of a type with its schema. */
    public void compare(String where, Type type, Schema<?> schema) {
        compare(where, type, schema, Boolean.TRUE.equals(schema.getNullable()));
    }

    private void compare(String where, Type type, Schema<?> given, boolean nullable) {
        Schema<?> schema = resolve(given);
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            if (!nullable && !Boolean.TRUE.equals(schema.getNullable())) {
                differences.add(where + " can be null, and is not described as nullable.");
            }
            compare(where, argument(type, 0), schema, true);
            return;
        }
        if (nullable && isNeverNull(raw)) {
            differences.add(where + " is never null, and is described as nullable.");
        }
        if (raw.isRecord()) {
            compareRecord(where, type, schema);
        } else if (Collection.class.isAssignableFrom(raw)) {
            compareList(where, type, schema);
        } else if (Map.class.isAssignableFrom(raw)) {
            expect(where, "object", schema.getType());
        } else if (SCALARS.containsKey(raw)) {
            expect(where, SCALARS.get(raw), scalar(schema, SCALARS.get(raw)));
        }
    }

    private void compareRecord(String where, Type type, Schema<?> schema) {
        Class<?> raw = raw(type);
        if (schema.getProperties() == null) {
            differences.add(where + " is an object, and its fields are not described.");
            return;
        }
        Set<String> fields = Arrays.stream(raw.getRecordComponents())
                .map(component -> FieldNames.of(component.getName()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = new TreeSet<>(schema.getProperties().keySet());
        if (!described.equals(fields)) {
            differences.add(where + " has the fields " + fields + ", and is described with " + described + ".");
            return;
        }
        boolean isNew = compared.add(raw);
        for (RecordComponent component : raw.getRecordComponents()) {
            String name = FieldNames.of(component.getName());
            Schema<?> of = schema.getProperties().get(name);
            if (raw == PageJson.class && name.equals("results")) {
                compareList(where + "." + name, type, of);
            } else if (isNew || raw == PageJson.class) {
                compare(where + "." + name, component.getGenericType(), of);
            }
        }
    }

    private void compareList(String where, Type type, Schema<?> schema) {
        expect(where, "array", schema.getType());
        if (schema.getItems() != null) {
            compare(where + "[]", argument(type, 0), schema.getItems());
        }
    }

    private void expect(String where, String expected, String described) {
        if (!expected.equals(described)) {
            differences.add(where + " is " + expected + ", and is described as " + described + ".");
        }
    }

    /** The type and, if the type in Java has one, the format. */
    private static String scalar(Schema<?> schema, String expected) {
        boolean hasFormat = expected.contains(" ") && schema.getFormat() != null;
        return schema.getType() + (hasFormat ? " " + schema.getFormat() : "");
    }

    /** A field of these is null now and then without being optional in Java: there it says so, or does not. */
    private static boolean isNeverNull(Class<?> type) {
        return type.isPrimitive();
    }

    private Schema<?> resolve(Schema<?> schema) {
        return Description.reference(schema).<Schema<?>>map(description::schema).orElse(schema);
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : type instanceof Class<?> plain ? plain : Object.class;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }
}
