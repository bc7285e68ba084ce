package io.dibs.it.browser;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The connection to a browser: calls with numbers, their results, and events. */
final class DevTools implements WebSocket.Listener {
    private static final int SECONDS = 60;

    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
    private final List<Consumer<JsonObject>> listeners = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;

    private DevTools() {}

    static DevTools connect(URI address) throws Exception {
        DevTools tools = new DevTools();
        tools.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, tools)
                .get(SECONDS, TimeUnit.SECONDS);
        return tools;
    }

    /** Has something called with each event, one after the other. */
    void onEvent(Consumer<JsonObject> listener) {
        listeners.add(listener);
    }

    /**
     * Calls a method, and waits for its result.
     *
     * @param session the page, or null for the browser itself
     */
    JsonObject send(String method, JsonObjectBuilder parameters, String session) throws Exception {
        int id = last.incrementAndGet();
        JsonObjectBuilder call =
                Json.createObjectBuilder().add("id", id).add("method", method).add("params", parameters);
        if (session != null) {
            call.add("sessionId", session);
        }
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        calls.put(id, answer);
        synchronized (this) { // A WebSocket sends one text at a time.
            socket.sendText(call.build().toString(), true).get(SECONDS, TimeUnit.SECONDS);
        }
        JsonObject message = answer.get(SECONDS, TimeUnit.SECONDS);
        if (message.containsKey("error")) {
            throw new AssertionError(method + ": " + message.getJsonObject("error"));
        }
        return message.getJsonObject("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean complete) {
        text.append(data);
        if (complete) {
            JsonObject message =
                    Json.createReader(new StringReader(text.toString())).readObject();
            text.setLength(0);
            if (message.containsKey("id")) {
                calls.remove(message.getInt("id")).complete(message);
            } else {
                listeners.forEach(listener -> listener.accept(message));
            }
        }
        socket.request(1);
        return null;
    }
}
