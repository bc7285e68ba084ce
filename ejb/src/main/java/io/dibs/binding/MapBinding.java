package io.dibs.binding;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** A map whose keys can be property names: an object, in the map's own order, which a plain map keeps. */
record MapBinding(Class<?> type, KeyBinding key, Binding value, Supplier<Map<Object, Object>> empty)
        implements Binding {
    private static final Map<Class<?>, Supplier<Map<Object, Object>>> KNOWN = Map.of(
            Map.class, LinkedHashMap::new,
            HashMap.class, LinkedHashMap::new,
            LinkedHashMap.class, LinkedHashMap::new,
            SortedMap.class, TreeMap::new,
            NavigableMap.class, TreeMap::new,
            TreeMap.class, TreeMap::new,
            ConcurrentMap.class, ConcurrentHashMap::new,
            ConcurrentHashMap.class, ConcurrentHashMap::new);

    static boolean knows(Class<?> type) {
        return KNOWN.containsKey(type) || type == EnumMap.class;
    }

    static MapBinding of(Class<?> type, KeyBinding key, Binding value) {
        return new MapBinding(
                type, key, value, type == EnumMap.class ? () -> enumMap(((EnumBinding) key).type()) : KNOWN.get(type));
    }

    @Override
    public void write(Object map, JsonOutput out) {
        if (!type.isInstance(map)) {
            throw Mismatch.of(type, map);
        }
        out.open('{');
        boolean isFirst = true;
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            if (!isFirst) {
                out.raw(',');
            }
            isFirst = false;
            if (entry.getKey() == null) {
                throw new BindingException("a null key has no form in JSON");
            }
            String name = key.toKey(entry.getKey());
            out.name(name);
            try {
                value.writeNullable(entry.getValue(), out);
            } catch (BindingException e) {
                throw e.in(name);
            }
        }
        out.close('}');
    }

    @Override
    public Object read(JsonValue json) {
        if (!(json instanceof JsonObject object)) {
            throw new BindingException(Json.shown(json) + " is no object, as " + type.getName() + " needs");
        }
        Map<Object, Object> map = empty.get();
        object.forEach((name, property) -> {
            try {
                map.put(key.fromKey(name), value.readNullable(property));
            } catch (BindingException e) {
                throw e.in(name);
            } catch (NullPointerException | ClassCastException e) {
                throw new BindingException(name + ": a " + map.getClass().getSimpleName() + " cannot hold it", e);
            }
        });
        return map;
    }

    @Override
    public boolean isExact() {
        return key.isExact() && value.isExact();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<Object, Object> enumMap(Class<?> key) {
        return new EnumMap(key);
    }
}
