package io.dibs.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values that nobody means well with. */
final class Hostile {
    private static final String[] TEXTS = {
        "",
        " ",
        ".",
        "..",
        "../../../../etc/passwd",
        "..\\..\\windows",
        "/",
        "//",
        "\u0000",
        "a\u0000b",
        "\r\nX-Injected: yes\r\n\r\n",
        "\n",
        "\t",
        "\u001b[31m",
        "\u0085\u2028\u2029",
        "\u202e\u200f",
        "\ufeff",
        "\ufffe\uffff",
        "é",
        "e\u0301",
        "漢字",
        "\ud83e\udd86",
        "ﷺ",
        "İıſK",
        "'",
        "\"",
        "`",
        "\\",
        "%",
        "%00",
        "%n%s%x",
        "{}",
        "{0}",
        "${jndi:ldap://127.0.0.1/a}",
        "#{7*7}",
        "<script>alert(1)</script>",
        "]]>",
        "' OR '1'='1",
        "1; DROP TABLE tasks",
        "*",
        "[",
        "(?:a+)+$",
        "null",
        "true",
        "NaN",
        "Infinity",
        "-1",
        "0",
        "1e309",
        "9223372036854775808",
        "0x7fffffff",
        "٣",
        "2026-13-45T99:99:99Z",
        "+1000000000-01-01T00:00:00Z",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]:6379/",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "FLUSHALL",
        "dibs:{dibs}:seq",
        "{dibs}",
        "no.such.Runtime#exec",
        "__proto__",
        "constructor",
        "tasks",
        "-",
        "_",
    };

    private Hostile() {}

    /** Some text; now and then a very long one. */
    static String text(Dice dice) {
        if (dice.oneIn(40)) {
            return dice.oneOf("a", "é", "%", "/", ".", "-1", "\ud83e\udd86").repeat(dice.oneOf(257, 1025, 2500));
        }
        String text = dice.oneOf(TEXTS);
        return dice.oneIn(6) ? text + dice.oneOf(TEXTS) : text;
    }

    /** A segment of a path, percent-encoded, or not as it should be. */
    static String segment(Dice dice) {
        return dice.oneIn(8)
                ? dice.oneOf(
                        "%ZZ",
                        "%", "%1", "%00", "%5C", "%2F", "%2e%2e", "%c0%ae", "%FF", "%u0041", ";", ";a=b", "..;", "*",
                        "\u00e9", "a|b", "a^b", "\"", "<a>", "{a}", "a b", "a\tb")
                : encoded(text(dice));
    }

    /** Percent-encodes all that is not a letter or digit, as UTF-8. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (one & 0xff);
            encoded.append(
                    letter < 0x80 && Character.isLetterOrDigit(letter)
                            ? Character.toString(letter)
                            : String.format("%%%02X", (int) letter));
        }
        return encoded.toString();
    }

    /** The text of a JSON value of another type than this. */
    static String otherThan(String type, Dice dice) {
        List<String> texts = List.of("\"a\"", "\"\"", "\"1\"", "\"true\"", "\"\\u0000\"", "\"\\ud800\"");
        List<String> numbers = List.of("1", "-1", "0", "1.5", "1e400", "1e999999999", "-1e-999999999", "1".repeat(900));
        List<String> others = List.of("[]", "{}", "[[[]]]", "{\"a\": {}}", "[null]", "[1, \"a\", {}]");
        return switch (type) {
            case "string" -> dice.oneIn(2) ? dice.oneOf(numbers) : dice.oneOf("true", "[]", "{}", "[\"a\"]", "false");
            case "integer", "number" ->
                dice.oneOf("\"1\"", "1.5", "1e400", "1e999999999", "-9223372036854775809", "true", "[1]", "{}", "\"\"");
            case "boolean" -> dice.oneIn(2) ? dice.oneOf(texts) : dice.oneOf("0", "1", "[]", "{}", "[true]");
            case "array" -> dice.oneIn(2) ? dice.oneOf(texts) : dice.oneOf("0", "{}", "true", "{\"0\": 1}");
            default -> dice.oneIn(2) ? dice.oneOf(texts) : dice.oneOf(dice.oneIn(2) ? numbers : List.of("true", "[]"));
        };
    }

    /** Any JSON value. */
    static String json(Dice dice) {
        return switch (dice.below(5)) {
            case 0 -> otherThan("string", dice);
            case 1 -> "null";
            default -> '"' + escaped(text(dice)) + '"';
        };
    }

    /** A text as it stands between quotes in JSON. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char letter : text.toCharArray()) {
            escaped.append(
                    letter < ' ' || letter == '"' || letter == '\\' || Character.isSurrogate(letter)
                            ? String.format("\\u%04x", (int) letter)
                            : Character.toString(letter));
        }
        return escaped.toString();
    }
}
