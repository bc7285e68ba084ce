package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;

import org.awaitility.Awaitility;

/**
 * Tasks in every state, by what HTTP offers: the example plugin synchronises repositories, exclusively, from remotes,
 * shared. What is not final when a test ends is canceled.
 */
public final class Tasks {
    static final String CANCELED = "{\"state\": \"canceled\"}";
    private static final Set<String> FINAL = Set.of("completed", "failed", "canceled");

    private final Client client;
    private final Origin origin;
    private final List<String> dispatched = new ArrayList<>();

    public Tasks(Client client) throws Exception {
        this.client = client;
        origin = new Origin();
    }

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

    /** The name under which a repository is reserved. */
    static String resource(JsonObject task) {
        return task.getJsonArray("reserved_resources").stream()
                .map(name -> ((JsonString) name).getString())
                .filter(name -> name.startsWith("file:repository:"))
                .findFirst()
                .orElseThrow();
    }

    /** Cancels what still runs or waits, and waits until it has ended. */
    public void end() throws Exception {
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
