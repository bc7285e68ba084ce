package io.dibs.binding;

import java.lang.reflect.Array;
import java.util.AbstractList;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;

/** A Java array, of primitives too. */
record ArrayBinding(Class<?> component, Binding element) implements Binding {
    @Override
    public void write(Object value, JsonOutput out) {
        if (!component.arrayType().isInstance(value)) {
            throw Mismatch.of(component.arrayType(), value);
        }
        Elements.write(asList(value), element, out);
    }

    @Override
    public Object read(JsonValue json) {
        JsonArray values = Elements.array(json, component.arrayType());
        Object array = Array.newInstance(component, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, Elements.read(values, i, element));
        }
        return array;
    }

    @Override
    public boolean isExact() {
        return element.isExact();
    }

    private static Iterable<Object> asList(Object array) {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return Array.get(array, index);
            }

            @Override
            public int size() {
                return Array.getLength(array);
            }
        };
    }
}
