package io.dibs.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;

/** A type whose values are JSON numbers. A number that does not fit is refused, never rounded or cut. */
record NumberBinding(Class<? extends Number> type, Function<BigDecimal, Number> narrow) implements KeyBinding {
    /** The JSON parser reads no longer ones. */
    private static final int MAX_DIGITS = 1_000;

    private static final Map<Class<?>, NumberBinding> KNOWN = Map.of(
            Byte.class, new NumberBinding(Byte.class, BigDecimal::byteValueExact),
            Short.class, new NumberBinding(Short.class, BigDecimal::shortValueExact),
            Integer.class, new NumberBinding(Integer.class, BigDecimal::intValueExact),
            Long.class, new NumberBinding(Long.class, BigDecimal::longValueExact),
            Float.class, new NumberBinding(Float.class, number -> finite(number.floatValue())),
            Double.class, new NumberBinding(Double.class, number -> finite(number.doubleValue())),
            BigInteger.class, new NumberBinding(BigInteger.class, NumberBinding::integer),
            BigDecimal.class, new NumberBinding(BigDecimal.class, number -> number),
            Number.class, new NumberBinding(Number.class, number -> number));

    /** The binding of a type that is a number, or null. */
    static NumberBinding of(Class<?> type) {
        return KNOWN.get(type);
    }

    @Override
    public void write(Object value, JsonOutput out) {
        out.raw(toKey(value));
    }

    @Override
    public Object read(JsonValue json) {
        if (json instanceof JsonNumber number) {
            return narrowed(number.bigDecimalValue());
        }
        throw new BindingException(Json.shown(json) + " is no number, as " + type.getName() + " needs");
    }

    @Override
    public String toKey(Object value) {
        if (!type.isInstance(value) || !KNOWN.containsKey(value.getClass())) {
            throw Mismatch.of(type, value);
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                throw new BindingException(value + " has no form in JSON");
            }
        }
        String text = value.toString();
        if (text.length() > MAX_DIGITS) {
            throw new BindingException("a number of " + text.length() + " digits is longer than the " + MAX_DIGITS
                    + " that can be read back");
        }
        return text;
    }

    @Override
    public Object fromKey(String key) {
        try {
            return narrowed(new BigDecimal(key));
        } catch (NumberFormatException e) {
            throw new BindingException("\"" + key + "\" is no number, as " + type.getName() + " needs", e);
        }
    }

    @Override
    public boolean isExact() {
        return type != Number.class;
    }

    private Number narrowed(BigDecimal number) {
        try {
            return narrow.apply(number);
        } catch (ArithmeticException e) {
            throw new BindingException("the number " + number + " does not fit " + type.getName(), e);
        }
    }

    private static Number finite(Float number) {
        if (number.isInfinite()) {
            throw new ArithmeticException("Overflow");
        }
        return number;
    }

    private static Number finite(Double number) {
        if (number.isInfinite()) {
            throw new ArithmeticException("Overflow");
        }
        return number;
    }

    /** A few characters, such as 1e999999999, would otherwise become all of a machine's memory. */
    private static Number integer(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw new ArithmeticException("Overflow");
        }
        return number.toBigIntegerExact();
    }
}
