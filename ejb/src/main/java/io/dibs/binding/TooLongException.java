package io.dibs.binding;

/** The JSON text is longer than allowed. */
public class TooLongException extends BindingException {
    private static final long serialVersionUID = 1L;

    private final int maxBytes;

    public TooLongException(int maxBytes) {
        super("longer than the " + maxBytes + " bytes allowed");
        this.maxBytes = maxBytes;
    }

    /** A place in the text says nothing about its length. */
    @Override
    public BindingException in(String place) {
        return new TooLongException(maxBytes);
    }
}
