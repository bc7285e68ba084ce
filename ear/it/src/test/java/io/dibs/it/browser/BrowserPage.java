package io.dibs.it.browser;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A page in the browser, with what its console has said of errors, and every address that it asked for. */
public final class BrowserPage implements AutoCloseable {
    private static final List<String> USED =
            List.of("button", "link", "textbox", "searchbox", "combobox", "checkbox", "table", "dialog", "image");
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final DevTools tools;
    private final String session;
    private final String target;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<URI> requests = new CopyOnWriteArrayList<>();

    BrowserPage(DevTools tools, String session, String target) throws Exception {
        this.tools = tools;
        this.session = session;
        this.target = target;
        tools.onEvent(this::notice);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Json.createObjectBuilder());
        }
    }

    private void notice(JsonObject event) {
        if (!session.equals(event.getString("sessionId", null))) {
            return;
        }
        JsonObject parameters = event.getJsonObject("params");
        switch (event.getString("method")) {
            case "Runtime.exceptionThrown" ->
                errors.add(parameters.getJsonObject("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "assert").contains(parameters.getString("type"))) {
                    errors.add(parameters.getJsonArray("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                JsonObject entry = parameters.getJsonObject("entry");
                if (entry.getString("level").equals("error")) {
                    errors.add(entry.getString("text") + " " + entry.getString("url", ""));
                }
            }
            case "Network.requestWillBeSent" -> {
                String url = parameters.getJsonObject("request").getString("url");
                if (!url.startsWith("data:")) { // As browsers have the pictures of their own controls.
                    requests.add(URI.create(url));
                }
            }
            default -> {
                // Not asked for here.
            }
        }
    }

    private JsonObject send(String method, JsonObjectBuilder parameters) throws Exception {
        return tools.send(method, parameters, session);
    }

    /** What went wrong in the page so far: exceptions, errors on the console, requests that failed. */
    public List<String> errors() {
        return errors;
    }

    /** All addresses that the page has asked for. */
    public List<URI> requests() {
        return requests;
    }

    /** Goes to an address. */
    public void open(URI address) throws Exception {
        send("Page.navigate", Json.createObjectBuilder().add("url", address.toString()));
    }

    /** What an expression is; of a promise, what it comes to. */
    public JsonValue evaluate(String expression) throws Exception {
        JsonObject answer = send(
                "Runtime.evaluate",
                Json.createObjectBuilder()
                        .add("expression", expression)
                        .add("returnByValue", true)
                        .add("awaitPromise", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.getJsonObject("exceptionDetails"));
        }
        return answer.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
    }

    /** Waits until an expression is true, or a promise comes to what is. */
    public void await(String condition) {
        String question = "Promise.resolve(" + condition + ").then((it) => !!it)";
        try {
            Awaitility.await(condition)
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> evaluate(question) == JsonValue.TRUE);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("It never was: " + condition + "\nThe page says: " + text(), e);
        }
    }

    private String text() {
        try {
            return evaluate("location.hash + '\\n' + document.body.innerText").toString();
        } catch (Exception e) {
            return e.toString();
        }
    }

    /** Waits until a text can be read on the page. */
    public void awaitText(String text) {
        await("document.body.innerText.includes(" + quoted(text) + ")");
    }

    /** Waits for an element, and clicks it. */
    public void click(String selector) throws Exception {
        await("document.querySelector(" + quoted(selector) + ")");
        evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Waits for the button with this name, as a screen reader would say it, and clicks it. */
    public void press(String name) throws Exception {
        String find = "[...document.querySelectorAll('button')].findLast((each) =>"
                + " (each.ariaLabel ?? each.textContent).trim() === " + quoted(name) + ")";
        await(find);
        evaluate("{ const button = " + find + "; button.focus(); button.click(); }");
    }

    /** Writes into a field as a person does, key by key as far as the page can tell. */
    public void type(String selector, String text) throws Exception {
        await("document.querySelector(" + quoted(selector) + ")");
        evaluate("document.querySelector(" + quoted(selector) + ").focus()");
        send("Input.insertText", Json.createObjectBuilder().add("text", text));
    }

    /** Presses and releases a key, such as Enter, Tab or Escape. */
    public void key(String key, int code) throws Exception {
        for (String kind : List.of("keyDown", "keyUp")) {
            JsonObjectBuilder event = Json.createObjectBuilder()
                    .add("type", kind)
                    .add("key", key)
                    .add("code", key)
                    .add("windowsVirtualKeyCode", code);
            if (key.equals("Enter") && kind.equals("keyDown")) {
                event.add("text", "\r");
            }
            send("Input.dispatchKeyEvent", event);
        }
    }

    /** What can be used on the page and has no name that a screen reader could say. */
    public List<String> nameless() throws Exception {
        return send("Accessibility.getFullAXTree", Json.createObjectBuilder()).getJsonArray("nodes").stream()
                .map(JsonValue::asJsonObject)
                .filter(node -> !node.getBoolean("ignored") && USED.contains(text(node, "role")))
                .filter(node -> text(node, "name").isBlank())
                .map(JsonObject::toString)
                .toList();
    }

    private static String text(JsonObject node, String property) {
        return node.containsKey(property) ? node.getJsonObject(property).getString("value", "") : "";
    }

    /** How large the page is, and whether it is dark. */
    public void look(int width, int height, boolean dark) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                Json.createObjectBuilder()
                        .add("width", width)
                        .add("height", height)
                        .add("deviceScaleFactor", 1)
                        .add("mobile", width < 600));
        send(
                "Emulation.setEmulatedMedia",
                Json.createObjectBuilder()
                        .add(
                                "features",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("name", "prefers-color-scheme")
                                                .add("value", dark ? "dark" : "light"))));
    }

    /** Takes a picture of what can be seen. */
    public void picture(Path file) throws Exception {
        JsonObject answer =
                send("Page.captureScreenshot", Json.createObjectBuilder().add("format", "png"));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(answer.getString("data")));
    }

    @Override
    public void close() {
        try {
            tools.send("Target.closeTarget", Json.createObjectBuilder().add("targetId", target), null);
        } catch (Exception e) {
            throw new IllegalStateException("The page cannot be closed.", e);
        }
    }

    private static String quoted(String text) {
        return Json.createValue(text).toString();
    }
}
