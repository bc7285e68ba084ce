package io.dibs.binding;

import java.lang.reflect.Type;

import jakarta.json.JsonValue;

/** JSON text of arguments, checked to arrive as they are, and of results, which nobody reads back. Thread-safe. */
public record CheckedText(Bindings bindings, int maxLength) {
    /** @throws BindingException if the argument does not fit the type, or would arrive changed */
    public String ofArgument(Object argument, Type type) {
        Binding declared = bindings.of(type);
        if (argument instanceof JsonValue && !(declared instanceof JsonValueBinding)) {
            return fitted(argument, declared);
        }
        String text;
        try {
            text = text(argument, declared);
        } catch (TooLongException | LostTypeException e) {
            throw e;
        } catch (BindingException e) {
            return fittedByItsJson(argument, declared, e);
        }
        if (!declared.isExact()) {
            checkArrival(text, declared);
        }
        return text;
    }

    /** @throws BindingException if it has no JSON form, neither as the type nor as its own class */
    public String ofResult(Object result, Type type) {
        try {
            return text(result, bindings.of(type));
        } catch (TooLongException e) {
            throw e;
        } catch (BindingException e) {
            try {
                return text(result, bindings.ownClass());
            } catch (BindingException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    private void checkArrival(String text, Binding declared) {
        JsonValue written = Json.parse(text);
        String again = text(declared.readNullable(written), declared);
        if (!again.equals(text)) {
            checkLoss(new Losses(true), written, again);
        }
    }

    /** A text for a {@code UUID}, an {@code int} for a {@code long}: what a caller by name may pass. */
    private String fittedByItsJson(Object argument, Binding declared, BindingException mismatch) {
        try {
            return fitted(argument, declared);
        } catch (BindingException e) {
            String reason =
                    e.getMessage().equals(mismatch.getMessage()) ? "" : ", nor does its JSON fit: " + e.getMessage();
            throw new BindingException(mismatch.getMessage() + reason, e);
        }
    }

    /** The argument's own JSON, as the declared type writes it: so a worker reads what was checked here. */
    private String fitted(Object argument, Binding declared) {
        JsonValue json = Json.parse(text(argument, bindings.ownClass()));
        String text = text(declared.readNullable(json), declared);
        checkLoss(new Losses(false), json, text);
        return text;
    }

    private static void checkLoss(Losses losses, JsonValue original, String bound) {
        losses.first(original, Json.parse(bound)).ifPresent(loss -> {
            throw new BindingException("it would not arrive as it is: " + loss);
        });
    }

    private String text(Object value, Binding binding) {
        JsonOutput out = new JsonOutput(maxLength);
        binding.writeNullable(value, out);
        return out.toString();
    }
}
