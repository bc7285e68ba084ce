package io.dibs.binding;

/** A value that is not of the type declared for it. */
final class Mismatch {
    private Mismatch() {}

    static BindingException of(Class<?> type, Object value) {
        return new BindingException("a " + value.getClass().getTypeName() + " is no " + type.getTypeName());
    }
}
