package io.dibs.web.request;

import java.io.StringReader;
import java.util.Map;
import java.util.NoSuchElementException;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;

import io.dibs.TaskState;
import io.dibs.web.problem.InvalidRequestException;

/** The only change that a task takes from outside: {@code {"state": "canceled"}}. */
public final class CancelRequest {
    private static final String STATE = "state";
    private static final String EXPECTED = "The body must be {\"state\": \"canceled\"}";
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private CancelRequest() {}

    /**
     * Checks that a body asks for this and nothing else.
     *
     * @throws InvalidRequestException if it does not
     */
    public static void check(String body) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(body))) {
            expect(parser.next() == Event.START_OBJECT && parser.next() == Event.KEY_NAME);
            checkKey(parser.getString());
            expect(parser.next() == Event.VALUE_STRING && parser.getString().equals(TaskState.CANCELED.text()));
            if (parser.next() == Event.KEY_NAME) {
                checkKey(parser.getString());
                expect(false);
            }
            expect(!parser.hasNext());
        } catch (JsonException | NoSuchElementException e) {
            throw new InvalidRequestException(EXPECTED + "; it is not JSON.", e);
        }
    }

    private static void checkKey(String key) {
        if (!key.equals(STATE)) {
            throw new InvalidRequestException(key, EXPECTED + "; '" + key + "' cannot be changed.");
        }
    }

    private static void expect(boolean fulfilled) {
        if (!fulfilled) {
            throw new InvalidRequestException(STATE, EXPECTED + ".");
        }
    }
}
