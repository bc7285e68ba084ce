package io.dibs.web.event;

import io.dibs.web.json.EventJson;
import io.dibs.web.json.JsonSettings;

/** How events are written: fields of one line each, and an empty line behind them. */
final class EventText {
    /** Says that the connection lives; those who listen pass over it. */
    static final String HEARTBEAT = ":\n\n";

    /** How long a client should leave alone an address whose connection broke: 3 s. */
    private static final String RETRY = "retry: 3000\n";

    private static final JsonSettings JSON = new JsonSettings();

    private EventText() {}

    /** What an event stream begins with: from here on the client can resume. */
    static String start(String id) {
        return RETRY + "id: " + id + "\n\n";
    }

    /** What one begins with that cannot be resumed. */
    static String start() {
        return RETRY + "\n";
    }

    static String event(String kind, String id, EventJson data) {
        return event(kind, id, JSON.getContext(EventJson.class).toJson(data));
    }

    static String reset(String id) {
        return event("reset", id, "{}");
    }

    private static String event(String kind, String id, String data) {
        return "event: " + kind + "\nid: " + id + "\ndata: " + data + "\n\n";
    }
}
