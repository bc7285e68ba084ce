package io.dibs.it.metric;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;

/** The queries in what is delivered: rules for alerts, and dashboards. */
final class Queries {
    private static final Pattern ALERT = Pattern.compile("(?ms)^ +expr: >-\n(.*?)\n +for:.*?summary: \"([^\"]*)\"");
    private static final Pattern VARIABLE = Pattern.compile("label_values\\((.*), *(\\w+)\\)");

    private Queries() {}

    /** Of a file with rules; as many as it has alerts. */
    static List<Query> ofRules(Path file) throws IOException {
        String text = Files.readString(file);
        List<Query> queries = ALERT.matcher(text)
                .results()
                .map(alert -> Query.of(alert.group(1).strip()))
                .toList();
        long alerts = text.lines().filter(line -> line.contains("- alert:")).count();
        if (queries.size() != alerts) {
            throw new AssertionError("Of " + alerts + " alerts, " + queries.size() + " can be read: " + file);
        }
        return queries;
    }

    static JsonObject read(Path dashboard) throws IOException {
        try (Reader text = Files.newBufferedReader(dashboard);
                JsonReader reader = Json.createReader(text)) {
            return reader.readObject();
        }
    }

    static List<Query> of(JsonObject dashboard) {
        List<Query> queries = new ArrayList<>();
        for (JsonObject panel : objects(dashboard.getJsonArray("panels"))) {
            if (panel.containsKey("targets")) {
                objects(panel.getJsonArray("targets"))
                        .forEach(target -> queries.add(
                                Query.of(target.getString("expr")).showing(target.getString("legendFormat"))));
            }
        }
        objects(dashboard.getJsonObject("templating").getJsonArray("list")).stream()
                .filter(variable -> variable.getString("type").equals("query"))
                .map(variable -> VARIABLE.matcher(variable.getString("definition")))
                .forEach(variable -> {
                    if (!variable.matches()) {
                        throw new AssertionError("A variable cannot be read.");
                    }
                    queries.add(Query.of(variable.group(1)).showing("{{" + variable.group(2) + "}}"));
                });
        return queries;
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonValue::asJsonObject).toList();
    }
}
