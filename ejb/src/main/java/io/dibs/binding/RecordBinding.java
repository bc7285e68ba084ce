package io.dibs.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;

/**
 * A record, generic and not public ones too: an object of its components. One that the JSON lacks is null, empty or zero;
 * properties that are no components are left out. A component may have another name by {@link JsonbProperty}; a record
 * with other annotations of JSON Binding is refused rather than misread.
 */
final class RecordBinding implements Binding {
    private record Component(String name, Class<?> type, MethodHandle accessor, Binding binding) {
        Object missing() {
            return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : binding.readNull();
        }
    }

    private final Class<?> type;
    private final Type declared;
    private final Bindings bindings;
    private final MethodHandle constructor;
    private volatile List<Component> components;

    RecordBinding(Class<?> type, Type declared, Bindings bindings) {
        this.type = type;
        this.declared = declared;
        this.bindings = bindings;
        this.constructor = constructor(type);
    }

    @Override
    public void write(Object value, JsonOutput out) {
        if (!type.isInstance(value)) {
            throw Mismatch.of(type, value);
        }
        out.open('{');
        String separator = "";
        for (Component component : components()) {
            out.raw(separator);
            separator = ",";
            out.name(component.name);
            try {
                component.binding.writeNullable(component.accessor.invoke(value), out);
            } catch (BindingException e) {
                throw e.in(component.name);
            } catch (Exception e) {
                throw new BindingException(component.name + ": cannot be read: " + e, e);
            } catch (Throwable e) {
                throw (Error) e;
            }
        }
        out.close('}');
    }

    @Override
    public Object read(JsonValue json) {
        if (!(json instanceof JsonObject object)) {
            throw new BindingException(Json.shown(json) + " is no object, as " + type.getName() + " needs");
        }
        Object[] values = components().stream()
                .map(component -> value(object.get(component.name), component))
                .toArray();
        try {
            return constructor.invoke(values);
        } catch (Exception e) {
            throw new BindingException("the constructor of " + type.getName() + " refused it: " + e, e);
        } catch (Throwable e) {
            throw (Error) e;
        }
    }

    private static Object value(JsonValue json, Component component) {
        try {
            return json == null ? component.missing() : component.binding.readNullable(json);
        } catch (BindingException e) {
            throw e.in(component.name);
        }
    }

    /** Found on first use, because a record may have components of its own type. */
    private List<Component> components() {
        List<Component> found = components;
        if (found == null) {
            JsonbAnnotations.unsupportedOnRecord(type).ifPresent(annotation -> {
                throw new BindingException("the record " + type.getName() + " is annotated with @"
                        + annotation.getSimpleName() + ", which is followed on classes only");
            });
            found = new ArrayList<>();
            TypeVariables variables = new TypeVariables(declared);
            for (RecordComponent component : type.getRecordComponents()) {
                found.add(new Component(
                        name(component),
                        component.getType(),
                        accessor(component.getAccessor()),
                        bindings.of(variables.resolve(component.getGenericType()))));
            }
            components = found;
        }
        return found;
    }

    private static String name(RecordComponent component) {
        JsonbProperty renamed = component.getAccessor().getAnnotation(JsonbProperty.class);
        return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
    }

    private static MethodHandle accessor(Method method) {
        try {
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle constructor(Class<?> type) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asFixedArity()
                    .asSpreader(Object[].class, canonical.getParameterCount());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
