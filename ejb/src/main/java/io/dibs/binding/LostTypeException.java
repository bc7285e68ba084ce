package io.dibs.binding;

/** A value has a JSON form, but where it is declared as no more than an {@code Object} it would arrive as another type. */
class LostTypeException extends BindingException {
    private static final long serialVersionUID = 1L;

    LostTypeException(String message) {
        super(message);
    }

    @Override
    public BindingException in(String place) {
        return new LostTypeException(place + ": " + getMessage());
    }
}
