package io.dibs.conformance.fuzz;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

import io.dibs.conformance.Client;
import io.dibs.conformance.fuzz.Description.Operation;

/**
 * All that can be seen over HTTP, each thing by its href.
 *
 * @param things without what changes by itself
 */
record Snapshot(Map<String, String> things) {
    private static final List<String> CHANGING = List.of("last_heartbeat", "lease_ends_at", "ahead_rate");

    static Snapshot of(Client client, Description description) throws Exception {
        Map<String, String> things = new TreeMap<>();
        for (Operation operation : description.operations()) {
            if (operation.reads() && !operation.hasPathParameters() && !operation.streams()) {
                String list = operation.path().substring("/api/v1/".length());
                if (client.get(list).status() == 200 && client.get(list).json().containsKey("next")) {
                    client.all(list).forEach((href, thing) -> things.put(href, still(thing)));
                }
            }
        }
        return new Snapshot(things);
    }

    private static String still(JsonObject thing) {
        JsonObjectBuilder still = Json.createObjectBuilder(thing);
        CHANGING.forEach(still::remove);
        return still.build().toString();
    }

    /** What differs, for people. */
    Map<String, String> differences(Snapshot other) {
        Map<String, String> different = new LinkedHashMap<>();
        things.forEach((href, thing) -> {
            if (!thing.equals(other.things.get(href))) {
                different.put(href, thing + " became " + other.things.get(href));
            }
        });
        other.things.forEach((href, thing) -> {
            if (!things.containsKey(href)) {
                different.put(href, "came: " + thing);
            }
        });
        return different;
    }
}
