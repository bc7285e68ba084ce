package com.acme;

import java.util.List;

/** A generic superclass: what it declares is called through its subclasses. */
public abstract class BaseTasks<T> {
    public List<T> each(List<T> items) {
        return items;
    }

    public String inherited(T item) {
        return getClass().getSimpleName() + " " + item;
    }

    public T replaced(T item) {
        throw new AssertionError("not the subclass's");
    }
}
