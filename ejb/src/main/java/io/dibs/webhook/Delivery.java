package io.dibs.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.net.ssl.SSLSocketFactory;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

import io.dibs.RetryPolicy;
import io.dibs.TaskContext;
import io.dibs.json.Json;
import io.dibs.store.GroupStore;
import io.dibs.store.StoredTask;
import io.dibs.store.TaskStore;

/**
 * The task that tells one receiver of the end of another task, or of a group. It is created with that, in one step, and tried again until
 * the receiver takes it: so the receiver may be told more than once, each time with the same {@value #EVENT_ID}.
 */
public final class Delivery {
    /** The queue in which deliveries wait. */
    public static final String QUEUE = "dibs-webhooks";

    /** Some two and a half hours in all. */
    public static final RetryPolicy RETRY = RetryPolicy.exponential(12, Duration.ofSeconds(5), Duration.ofHours(1))
            .on(UndeliveredException.class);

    /** Names that stand in a path as they are; the API takes any other in the query. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    static final String EVENT_ID = "Dibs-Event-Id";

    /**
     * How to deliver.
     *
     * @param hosts where webhooks may go
     * @param secrets with which each request is signed
     * @param timeout for connecting, and then for the answer
     * @param api where the API is, with a slash at its end: a path, or a URL
     * @param includeResult whether the result, or the message of the exception, is told too
     */
    public record Options(
            AllowedHosts hosts, List<String> secrets, Duration timeout, String api, boolean includeResult) {}

    private final TaskStore tasks;
    private final GroupStore groups;
    private final TaskContext context;
    private final Options options;
    private final Signature signature;
    private final Post post;

    public Delivery(TaskStore tasks, GroupStore groups, TaskContext context, Options options) {
        this(tasks, groups, context, options, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Delivery(TaskStore tasks, GroupStore groups, TaskContext context, Options options, SSLSocketFactory tls) {
        this.tasks = tasks;
        this.groups = groups;
        this.context = context;
        this.options = options;
        signature = new Signature(options.secrets());
        post = new Post(options.hosts(), options.timeout(), tls);
    }

    /**
     * Tells of the end of a task.
     *
     * @throws UndeliveredException if the receiver does not take it now
     * @throws RefusedDeliveryException if it never will, or may not be told
     */
    public void run(UUID task, URI url) {
        options.hosts().check(url); // The settings of now; they may have changed.
        StoredTask ended = tasks.find(task)
                .orElseThrow(() -> new RefusedDeliveryException(
                        "Task " + task + " is not kept any more, so there is nothing to tell of it."));
        tell(url, body(ended));
    }

    /**
     * Tells of the completion of a group.
     *
     * @throws UndeliveredException if the receiver does not take it now
     * @throws RefusedDeliveryException if it never will, or may not be told
     */
    public void ofGroup(String group, URI url) {
        options.hosts().check(url);
        GroupStore.StoredGroup completed = groups.find(group)
                .orElseThrow(() -> new RefusedDeliveryException(
                        "The group '" + group + "' is not kept any more, so there is nothing to tell of it."));
        tell(url, body(completed));
    }

    private void tell(URI url, JsonObject told) {
        byte[] body = told.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Dibs");
        headers.put(EVENT_ID, context.taskId().toString());
        headers.put(Signature.HEADER, signature.of(body, Instant.now()));
        judge(url, send(url, headers, body));
    }

    private int send(URI url, Map<String, String> headers, byte[] body) {
        try {
            return post.send(url, headers, body);
        } catch (IOException e) {
            throw new UndeliveredException(AllowedHosts.shown(url) + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static void judge(URI url, int status) {
        if (status >= 200 && status < 300) {
            return;
        }
        String message = AllowedHosts.shown(url) + " answered " + status + ".";
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            throw new UndeliveredException(message);
        }
        throw new RefusedDeliveryException(
                message + (status < 400 ? " Redirects are not followed." : " It is not tried again."));
    }

    private JsonObject body(StoredTask task) {
        JsonObjectBuilder body = Json.object()
                .add("event_id", context.taskId().toString())
                .add("task", options.api() + "tasks/" + task.id())
                .add("id", task.id().toString())
                .add("name", task.name())
                .add("state", task.state().text());
        for (String time : List.of("created", "started", "finished")) {
            add(body, time + "_at", task.time(time).map(Instant::toString));
        }
        add(body, "task_group", task.attributes().group());
        add(body, "correlation_id", task.attributes().correlationId());
        Optional<JsonObject> error = task.json("error").map(Json::readObject);
        add(body, "error_reason", error.map(each -> each.getString("reason", null)));
        if (options.includeResult()) {
            add(body, "error_description", error.map(each -> each.getString("description", null)));
            body.add("result", task.json("result").map(Json::readValue).orElse(JsonValue.NULL));
        }
        return body.build();
    }

    private JsonObject body(GroupStore.StoredGroup group) {
        String encoded = URLEncoder.encode(group.name(), StandardCharsets.UTF_8).replace("+", "%20");
        String place = (PLAIN.matcher(group.name()).matches() ? "/" : "?name=") + encoded;
        JsonObjectBuilder counts = Json.object();
        group.counts().forEach((state, count) -> counts.add(state.text(), count));
        JsonObjectBuilder body = Json.object()
                .add("event_id", context.taskId().toString())
                .add("task_group", options.api() + "task-groups" + place)
                .add("name", group.name())
                .add("counts", counts)
                .add("created_at", group.created().toString());
        add(body, "canceled_at", group.canceled().map(Instant::toString));
        add(body, "completed_at", group.done().map(Instant::toString));
        return body.build();
    }

    private static void add(JsonObjectBuilder body, String name, Optional<String> value) {
        if (value.isPresent()) {
            body.add(name, value.get());
        } else {
            body.addNull(name);
        }
    }
}
