package io.dibs.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import jakarta.json.JsonValue;

/** Bodies that no endpoint can take, whatever its fields mean. */
final class Bodies {
    private static final int LIMIT = 1 << 20;

    private final Description description;

    Bodies(Description description) {
        this.description = description;
    }

    /** A body for these fields that has at least one mistake. */
    byte[] wrong(Map<String, JsonValue> fields, Dice dice) {
        return switch (dice.below(6)) {
            case 0 -> broken(dice);
            case 1 ->
                dice.oneOf("[]", "\"a\"", "5", "true", "null", "[{}]", "[null]", "-0", "1e5")
                        .getBytes(StandardCharsets.UTF_8);
            case 2 -> bytes(object(fields, dice, "no_such_field_" + dice.below(9)));
            case 3 ->
                bytes(object(fields, dice, dice.oneOf("", "__proto__", "class", "@type", "\\u0000", "a.b", "State")));
            default -> fields.isEmpty() ? broken(dice) : bytes(wronglyTyped(fields, dice));
        };
    }

    /** Known fields with some values, and one that is unknown. */
    private String object(Map<String, JsonValue> fields, Dice dice, String unknown) {
        List<String> members = members(fields, dice);
        members.add(dice.below(members.size() + 1), '"' + unknown + "\": " + Hostile.json(dice));
        return "{" + String.join(", ", members) + "}";
    }

    /** Known fields, of which one has a value of a type that it cannot have. */
    private String wronglyTyped(Map<String, JsonValue> fields, Dice dice) {
        String wrong = dice.oneOf(List.copyOf(new TreeSet<>(fields.keySet())));
        String type = description.type(fields.get(wrong));
        if (type.isEmpty()) {
            return object(fields, dice, "no_such_field");
        }
        List<String> members = members(fields, dice);
        members.removeIf(member -> member.startsWith('"' + wrong + '"'));
        members.add(dice.below(members.size() + 1), '"' + wrong + "\": " + Hostile.otherThan(type, dice));
        return "{" + String.join(", ", members) + "}";
    }

    private static List<String> members(Map<String, JsonValue> fields, Dice dice) {
        List<String> members = new ArrayList<>();
        for (String field : new TreeSet<>(fields.keySet())) {
            if (!dice.oneIn(3)) {
                members.add('"' + field + "\": " + Hostile.json(dice));
            }
        }
        return members;
    }

    /** What is no JSON. */
    static byte[] broken(Dice dice) {
        return switch (dice.below(9)) {
            case 0 ->
                bytes(dice.oneOf(
                        "{",
                        "}",
                        "{\"",
                        "{\"a\":",
                        "{\"a\":[",
                        "[",
                        "\"",
                        "{\"a\" 1}",
                        "{'a': 1}",
                        "{a: 1}",
                        "{\"a\": 1,}"));
            case 1 ->
                bytes(dice.oneOf(
                        "NaN", "Infinity", "-", "+1", "01", "1.", ".5", "0x1", "1e", "nul", "True", "undefined"));
            case 2 -> bytes("{\"a\": 1}" + dice.oneOf("{}", "x", "\u0000", ",", "]", "// comment", "/* */"));
            case 3 -> new byte[] {'"', dice.oneOf(new Byte[] {-1, -64, -19, -128, -8}), (byte) 0xaf, '"'};
            case 4 -> dice.bytes(1 + dice.below(200));
            case 5 -> bytes("{\"a\": \"" + dice.oneOf("\u0001", "\n", "\\x", "\\u12", "\\ud8", "\\") + "\"");
            case 6 ->
                bytes(dice.oneOf("[", "{\"a\":", "[[", "[{\"a\":")
                        .repeat(1 + dice.below(dice.oneOf(10, 2000, 20_000))));
            case 7 ->
                bytes("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>");
            default -> bytes("{\"a\": \"" + "a".repeat(dice.below(50_000)));
        };
    }

    /** What is JSON and costs more to read than to send: deep, wide, or one long number. */
    static byte[] bomb(Dice dice) {
        int size = dice.oneOf(1000, 20_000, 200_000);
        return switch (dice.below(5)) {
            case 0 -> bytes("[".repeat(size) + "]".repeat(size));
            case 1 -> bytes("{\"a\":".repeat(size) + "1" + "}".repeat(size));
            case 2 -> bytes("{\"no_such_field\": " + "9".repeat(size) + "}");
            case 3 -> bytes("{\"no_such_field\": [" + "{},".repeat(size) + "{}]}");
            default -> {
                StringBuilder wide = new StringBuilder("{\"no_such_field\": 1");
                for (int i = 0; i < size / 20; i++) {
                    wide.append(", \"").append(i).append("\": ").append(i);
                }
                yield bytes(wide.append('}').toString());
            }
        };
    }

    /** What is larger than any body may be. */
    static byte[] tooLarge(Dice dice) {
        return bytes("{\"no_such_field\": 1" + " ".repeat(LIMIT + dice.below(1000)) + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
