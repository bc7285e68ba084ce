package io.dibs.web.request;

import java.io.StringReader;
import java.util.Map;
import java.util.NoSuchElementException;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;

import io.dibs.web.problem.InvalidRequestException;

/** A body that sets one field, and no other, to true or false. It is read after the caller's rights are known. */
public final class FlagRequest {
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private FlagRequest() {}

    /**
     * What a body sets the field to.
     *
     * @throws InvalidRequestException if it does not, or does anything else
     */
    public static boolean read(String body, String field) {
        String expected = "The body must be {\"" + field + "\": true} or {\"" + field + "\": false}";
        try (JsonParser parser = PARSERS.createParser(new StringReader(body))) {
            expect(parser.next() == Event.START_OBJECT && parser.next() == Event.KEY_NAME, field, expected);
            checkKey(parser.getString(), field, expected);
            Event value = parser.next();
            expect(value == Event.VALUE_TRUE || value == Event.VALUE_FALSE, field, expected);
            if (parser.next() == Event.KEY_NAME) {
                checkKey(parser.getString(), field, expected);
                expect(false, field, expected);
            }
            expect(!parser.hasNext(), field, expected);
            return value == Event.VALUE_TRUE;
        } catch (JsonException | NoSuchElementException e) {
            throw new InvalidRequestException(expected + "; it is not JSON.", e);
        }
    }

    private static void checkKey(String key, String field, String expected) {
        if (!key.equals(field)) {
            throw new InvalidRequestException(key, expected + "; '" + key + "' cannot be changed.");
        }
    }

    private static void expect(boolean fulfilled, String field, String expected) {
        if (!fulfilled) {
            throw new InvalidRequestException(field, expected + ".");
        }
    }
}
