package io.dibs.binding;

/** A binding of values that can be the names of a JSON object's properties. */
interface KeyBinding extends Binding {
    /** @throws BindingException if the value is not of the type */
    String toKey(Object value);

    /** @throws BindingException if the text does not fit the type */
    Object fromKey(String key);
}
