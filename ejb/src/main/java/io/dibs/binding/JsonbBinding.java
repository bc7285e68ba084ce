package io.dibs.binding;

import java.lang.reflect.Type;

import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;

/** Any other type, by Jakarta JSON Binding: classes with properties, and whatever its annotations say. */
record JsonbBinding(Type type, Jsonb jsonb) implements Binding {

    /** As the class that the value has: of a subclass, nothing is left out silently. */
    @Override
    public void write(Object value, JsonOutput out) {
        if (!Bindings.raw(type).isInstance(value)) {
            throw Mismatch.of(Bindings.raw(type), value);
        }
        out.document(text(value));
    }

    private String text(Object value) {
        try {
            return jsonb.toJson(value);
        } catch (RuntimeException e) {
            // Not only JsonbException: the implementation lets others escape, its own and those of getters.
            throw new BindingException(reason(e), e);
        } catch (StackOverflowError e) {
            throw nested();
        }
    }

    @Override
    public Object read(JsonValue json) {
        try {
            return jsonb.fromJson(Json.text(json), type);
        } catch (BindingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BindingException(reason(e), e);
        } catch (StackOverflowError e) {
            throw nested();
        }
    }

    /** Recursion without a limit is the implementation's, so it ends here. */
    private static BindingException nested() {
        return new BindingException("nested too deeply, or containing itself");
    }

    /** The implementation's own message often says only where; its cause says what. */
    private static String reason(Throwable e) {
        StringBuilder reason = new StringBuilder(String.valueOf(e.getMessage()));
        for (Throwable cause = e.getCause(); cause != null && reason.length() < 500; cause = cause.getCause()) {
            reason.append(" (")
                    .append(cause.getMessage() == null ? cause : cause.getMessage())
                    .append(")");
        }
        return reason.toString();
    }
}
