package io.dibs.binding;

/** JSON text that is being written, up to a size and a depth. Not thread-safe. */
public final class JsonOutput {
    private static final int MAX_DEPTH = 200;
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(128);
    private final int maxLength;
    private int depth;

    JsonOutput(int maxLength) {
        this.maxLength = maxLength;
    }

    void raw(String json) {
        text.append(json);
        checkLength();
    }

    void raw(char json) {
        text.append(json);
    }

    /** @throws BindingException if it is nested too deeply, as what contains itself is */
    void open(char bracket) {
        checkDepth(++depth);
        text.append(bracket);
    }

    void close(char bracket) {
        depth--;
        text.append(bracket);
        checkLength();
    }

    /** JSON that something else wrote, without a limit of its own. */
    void document(String json) {
        int nested = depth;
        boolean isInString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isInString && c == '\\') {
                i++;
            } else if (c == '"') {
                isInString = !isInString;
            } else if (!isInString && (c == '{' || c == '[')) {
                checkDepth(++nested);
            } else if (!isInString && (c == '}' || c == ']')) {
                nested--;
            }
        }
        raw(json);
    }

    void name(String name) {
        string(name);
        text.append(':');
    }

    void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || isLoneSurrogate(value, i)) {
                escape(c);
            } else {
                text.append(c);
            }
        }
        text.append('"');
        checkLength();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Half of a surrogate pair has no UTF-8 form, and would silently arrive as a question mark. */
    private static boolean isLoneSurrogate(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(c >> shift & 0xF));
        }
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new BindingException("nested deeper than " + MAX_DEPTH + " levels, or containing itself");
        }
    }

    private void checkLength() {
        if (text.length() > maxLength) {
            throw new TooLongException(maxLength);
        }
    }
}
