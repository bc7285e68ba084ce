package io.dibs.binding;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;

/**
 * The binding of every type. What is common is bound here: faster than JSON Binding's reference implementation does it,
 * exactly (that one cuts numbers that do not fit), and for all records: that one cannot read generic and non-public ones,
 * and inside Payara Micro it takes every record for an object without properties. The rest, and every other type that
 * carries its annotations, is left to it. Thread-safe.
 */
public final class Bindings {
    private final Jsonb jsonb;
    private final Binding anything;
    private final OwnClassBinding ownClass;
    private final Map<Type, Binding> known = new ConcurrentHashMap<>();

    public Bindings() {
        this.jsonb = JsonbBuilder.create(new JsonbConfig()
                .withNullValues(true)
                .withPropertyVisibilityStrategy(new HiddenRecordProperties())
                .withSerializers(new RecordSerializer(this))
                .withDeserializers(new RecordDeserializer(this)));
        this.anything = new AnyBinding(this);
        this.ownClass = new OwnClassBinding(new Bindings(jsonb));
    }

    /** Those of {@link OwnClassBinding}: only for writing, and an {@code Object} is written by its own class, too. */
    private Bindings(Jsonb jsonb) {
        this.jsonb = jsonb;
        this.ownClass = new OwnClassBinding(this);
        this.anything = ownClass;
    }

    OwnClassBinding ownClass() {
        return ownClass;
    }

    /** @param type without type variables and wildcards, see {@link TypeVariables} */
    public Binding of(Type type) {
        Binding binding = known.get(type);
        if (binding == null) {
            // Not computeIfAbsent: a list's binding asks for that of its elements.
            binding = create(type);
            known.put(type, binding);
        }
        return binding;
    }

    static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return (Class<?>) type;
    }

    private Binding create(Type type) {
        Class<?> raw = raw(type);
        if (raw.isPrimitive()) {
            return new PrimitiveBinding(
                    raw, of(MethodType.methodType(raw).wrap().returnType()));
        }
        if (raw.isArray()) {
            return new ArrayBinding(raw.getComponentType(), of(component(type)));
        }
        Binding scalar = scalar(raw);
        if (scalar != null) {
            return scalar;
        }
        if (raw.isRecord()) {
            return new RecordBinding(raw, type, this);
        }
        if (JsonbAnnotations.areOn(raw)) {
            return new JsonbBinding(type, jsonb);
        }
        return raw.isEnum() ? new EnumBinding(raw) : container(type, raw);
    }

    private Binding scalar(Class<?> raw) {
        if (raw == Object.class) {
            return anything;
        }
        if (raw == Boolean.class) {
            return new BooleanBinding();
        }
        if (JsonValue.class.isAssignableFrom(raw)) {
            return new JsonValueBinding(raw);
        }
        return TextBinding.of(raw) != null ? TextBinding.of(raw) : NumberBinding.of(raw);
    }

    private Binding container(Type type, Class<?> raw) {
        if (raw == Optional.class) {
            return OptionalBinding.of(of(argument(type, 0)));
        }
        if (raw == OptionalInt.class) {
            return OptionalBinding.ofInt(of(Integer.class));
        }
        if (raw == OptionalLong.class) {
            return OptionalBinding.ofLong(of(Long.class));
        }
        if (raw == OptionalDouble.class) {
            return OptionalBinding.ofDouble(of(Double.class));
        }
        if (CollectionBinding.knows(raw)) {
            return CollectionBinding.of(raw, of(argument(type, 0)));
        }
        if (MapBinding.knows(raw) && of(key(type)) instanceof KeyBinding key) {
            return MapBinding.of(raw, key, of(argument(type, 1)));
        }
        return new JsonbBinding(type, jsonb);
    }

    /** A map that is declared raw has what JSON has for keys. */
    private static Type key(Type type) {
        Type key = argument(type, 0);
        return key == Object.class ? String.class : key;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }

    private static Type component(Type type) {
        return type instanceof GenericArrayType array
                ? array.getGenericComponentType()
                : raw(type).getComponentType();
    }
}
