package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tasks in every state, by what HTTP offers: the example plugin synchronises repositories, exclusively, from remotes,
 * shared. What is not final when a test ends is canceled; registered as an extension, they see to that themselves.
 */
public final class Tasks implements AfterEachCallback {
    static final String CANCELED = "{\"state\": \"canceled\"}";
    static final Set<String> FINAL = Set.of("completed", "failed", "canceled");

    private final Client client;
    private final Origin origin;
    private final List<String> dispatched = new ArrayList<>();
    private final List<Callable<?>> first = new ArrayList<>();

    public Tasks(Client client) {
        this.client = client;
        try {
            origin = new Origin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A task that runs until the test ends it, and one that waits for it.
     *
     * @param repository what both want
     */
    record Blocked(String repository, String holder, String waiting) {}

    /** A repository with a name that nothing else has. */
    public String repository() throws Exception {
        String name = name();
        client.post("file/repositories", "{\"name\": \"" + name + "\"}").status(201);
        return name;
    }

    /** A remote for a folder of the origin. */
    public String remote(String folder) throws Exception {
        String name = name();
        client.post("file/remotes", "{\"name\": \"" + name + "\", \"url\": \"" + origin.url(folder) + "\"}")
                .status(201);
        return name;
    }

    /** Dispatches a synchronisation; gives its task. */
    public String sync(String repository, String remote) throws Exception {
        return dispatched(client.post("file/repositories/" + repository + "/sync", "{\"remote\": \"" + remote + "\"}")
                .task());
    }

    /** Dispatches a synchronisation that takes no time; gives its task. */
    String sync(String repository) throws Exception {
        return sync(repository, remote("empty"));
    }

    /** Takes a task that was dispatched otherwise for one of these. */
    String dispatched(String task) {
        dispatched.add(task);
        return task;
    }

    public String completed() throws Exception {
        return ended("empty", "completed");
    }

    public String failed() throws Exception {
        return ended("missing", "failed");
    }

    public String canceled() throws Exception {
        String task = running(repository());
        client.patch(task, CANCELED).ok();
        await(task, "canceled");
        return task;
    }

    /** A task that runs until the test ends it, and has the repository. */
    public String running(String repository) throws Exception {
        String task = sync(repository, remote("stalled"));
        await(task, "running");
        return task;
    }

    String running() throws Exception {
        return running(repository());
    }

    Blocked blocked() throws Exception {
        String repository = repository();
        String holder = running(repository);
        return new Blocked(repository, holder, sync(repository));
    }

    private String ended(String folder, String state) throws Exception {
        String task = sync(repository(), remote(folder));
        await(task, state);
        return task;
    }

    /** The task once it is in this state. */
    public JsonObject await(String task, String state) {
        JsonObject found = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> client.get(task).ok().json(),
                        json -> json.getString("state").equals(state) || FINAL.contains(json.getString("state")));
        assertThat(found.getString("state")).as(found.toString()).isEqualTo(state);
        return found;
    }

    /** Lets every task that reads from a stalled remote go on. */
    void letGo() {
        origin.letGo("stalled");
    }

    static String name() {
        return "n" + UUID.randomUUID();
    }

    /** The name under which the repository of a task is reserved. */
    static String resource(JsonObject task) {
        return resource(task, "file:repository:");
    }

    /** The one name that begins so among those that a task reserves. */
    static String resource(JsonObject task, String beginning) {
        return task.getJsonArray("reserved_resources").getValuesAs(JsonString::getString).stream()
                .filter(name -> name.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        end();
    }

    /** Has something done first when they end. */
    void beforeTheyEnd(Callable<?> action) {
        first.add(action);
    }

    /** Tasks of somebody else, which end with these. */
    Tasks of(Client other) {
        Tasks others = new Tasks(other);
        beforeTheyEnd(() -> {
            others.end();
            return null;
        });
        return others;
    }

    /** Cancels what still runs or waits, and waits until it has ended. */
    public void end() throws Exception {
        for (Callable<?> action : first) {
            action.call();
        }
        for (String task : dispatched) {
            Answer answer = client.get(task);
            if (answer.status() == 200 && !FINAL.contains(answer.text("state"))) {
                client.patch(task, CANCELED);
            }
        }
        for (String task : dispatched) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                Answer answer = client.get(task);
                return answer.status() != 200 || FINAL.contains(answer.text("state"));
            });
        }
        origin.close();
    }
}
