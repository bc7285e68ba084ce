package io.dibs.conformance.fuzz;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;

import io.dibs.conformance.fuzz.Wire.Reply;

/** Whether an answer is one that an attack may get. */
final class Verdict {
    /** What only someone who looks inside should see. */
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|Error:|\\tat |\\bio\\.dibs\\.|jakarta\\.|\\bjava\\.(lang|util|io)|org\\.(glassfish|eclipse|jboss)|redis://");

    private Verdict() {}

    /** What is wrong with the answer of an application at this path; nothing if it is as it should be. */
    static List<String> complaints(Attempt attempt, Reply reply, String base) {
        List<String> complaints = new ArrayList<>();
        if (reply.hangs()) {
            return List.of("no answer came");
        }
        if (reply.status() == 0) {
            return isNoHttp(attempt) ? List.of() : List.of("the connection was closed without an answer");
        }
        if (reply.header("X-Injected").isPresent()) {
            complaints.add("a header was injected");
        }
        if (reply.status() >= 500 && !isByServer(attempt, reply, base)) {
            complaints.add("it is a defect of the server");
        } else if (reply.status() >= 400) {
            if (!attempt.leaves(base)) {
                refused(attempt, reply, complaints);
            }
        } else if (attempt.changes() && !isUndecodable(attempt, reply)) {
            complaints.add("it was done");
        }
        return complaints;
    }

    /** Some paths that it cannot decode the server answers with an empty 200. */
    private static boolean isUndecodable(Attempt attempt, Reply reply) {
        return attempt.byServer() && reply.status() == 200 && reply.body().isEmpty();
    }

    /** The server knows neither all encodings nor all versions of HTTP, nor all methods where Dibs is not. */
    private static boolean isByServer(Attempt attempt, Reply reply, String base) {
        return (isNoHttp(attempt) || attempt.leaves(base)) && (reply.status() == 501 || reply.status() == 505);
    }

    private static boolean isNoHttp(Attempt attempt) {
        return attempt.what().equals("protocol") || attempt.hasBlankTarget();
    }

    private static void refused(Attempt attempt, Reply reply, List<String> complaints) {
        boolean byServer =
                attempt.byServer() || attempt.hasLargeHead() || attempt.hasBodyOfItsOwn() || attempt.hasOddHeaders();
        if (attempt.method().equals("HEAD") || byServer && reply.body().isEmpty()) {
            return;
        }
        if (!reply.header("Content-Type").orElse("").equals("application/problem+json")) {
            complaints.add("it is no problem+json but " + reply.header("Content-Type"));
            return;
        }
        if (INSIDE.matcher(reply.body()).find()
                && !INSIDE.matcher(attempt.toString()).find()) {
            complaints.add("it shows what is inside");
        }
        try (JsonReader reader = Json.createReader(new StringReader(reply.body()))) {
            JsonObject problem = reader.readObject();
            boolean complete = problem.getString("type").equals("about:blank")
                    && !problem.getString("title").isBlank()
                    && problem.getInt("status") == reply.status()
                    && !problem.getString("detail").isBlank()
                    && !problem.getString("instance").isBlank();
            if (!complete) {
                complaints.add("the problem is not complete");
            }
        } catch (JsonException | NullPointerException | ClassCastException e) {
            complaints.add("the problem cannot be read: " + e.getMessage());
        }
    }
}
