package io.dibs.binding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;

/** A collection: an array of its elements, in its own order, which a plain set keeps. */
record CollectionBinding(Class<?> type, Binding element, Supplier<Collection<Object>> empty) implements Binding {
    private static final Map<Class<?>, Supplier<Collection<Object>>> KNOWN = Map.ofEntries(
            Map.entry(Iterable.class, ArrayList::new),
            Map.entry(Collection.class, ArrayList::new),
            Map.entry(List.class, ArrayList::new),
            Map.entry(ArrayList.class, ArrayList::new),
            Map.entry(LinkedList.class, LinkedList::new),
            Map.entry(Set.class, LinkedHashSet::new),
            Map.entry(HashSet.class, LinkedHashSet::new),
            Map.entry(LinkedHashSet.class, LinkedHashSet::new),
            Map.entry(SortedSet.class, TreeSet::new),
            Map.entry(NavigableSet.class, TreeSet::new),
            Map.entry(TreeSet.class, TreeSet::new),
            Map.entry(Queue.class, ArrayDeque::new),
            Map.entry(Deque.class, ArrayDeque::new),
            Map.entry(ArrayDeque.class, ArrayDeque::new));

    static boolean knows(Class<?> type) {
        return KNOWN.containsKey(type);
    }

    static CollectionBinding of(Class<?> type, Binding element) {
        return new CollectionBinding(type, element, KNOWN.get(type));
    }

    @Override
    public void write(Object value, JsonOutput out) {
        if (!type.isInstance(value)) {
            throw Mismatch.of(type, value);
        }
        Elements.write((Iterable<?>) value, element, out);
    }

    @Override
    public Object read(JsonValue json) {
        JsonArray array = Elements.array(json, type);
        Collection<Object> collection = empty.get();
        for (int i = 0; i < array.size(); i++) {
            add(collection, Elements.read(array, i, element), i);
        }
        return collection;
    }

    @Override
    public boolean isExact() {
        return element.isExact();
    }

    private static void add(Collection<Object> collection, Object element, int index) {
        try {
            collection.add(element);
        } catch (NullPointerException | ClassCastException e) {
            throw new BindingException(
                    "[" + index + "]: a " + collection.getClass().getSimpleName() + " cannot hold it", e);
        }
    }
}
