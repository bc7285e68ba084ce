package io.dibs.conformance;

import java.util.ArrayList;
import java.util.List;

import jakarta.json.JsonObject;

/**
 * Schedules of a method of the example plugin that does nothing: it removes a remote if it is there, and none has that id.
 * When a test ends they are deleted; what they have dispatched, and has not ended, is canceled.
 */
final class Schedules {
    static final String METHOD = "io.dibs.example.file.FileRemotes#remove";

    private final Client client;
    private final Tasks tasks;
    private final List<String> names = new ArrayList<>();

    Schedules(Client client, Tasks tasks) {
        this.client = client;
        this.tasks = tasks;
        tasks.beforeTheyEnd(this::end);
    }

    /** JSON with single quotes instead of double ones. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** A body for a schedule of this name with some fields, such as {@code 'every': 'PT1H'}; more of its task follows. */
    static String body(String name, String fields, String ofTask) {
        return json("{'name': '" + name + "', " + fields + ", 'task': " + task(ofTask) + "}");
    }

    /** The task of a schedule; more fields of it, each with a comma before it. */
    static String task(String more) {
        return json("{'name': '" + METHOD + "', 'arguments': [-1]" + more + "}");
    }

    /** Makes one with a name that no other has. */
    JsonObject make(String fields) throws Exception {
        return make(fields, "");
    }

    JsonObject make(String fields, String ofTask) throws Exception {
        String name = Tasks.name();
        return made(body(name, fields, ofTask)).status(201).json();
    }

    /** Asks for one, and takes it for one of these if there is one then. */
    Answer made(String body) throws Exception {
        Answer answer = client.post("task-schedules", body);
        if (answer.status() == 201) {
            names.add(answer.text("name"));
        }
        return answer;
    }

    /** Has its task run now. */
    String run(JsonObject schedule) throws Exception {
        return tasks.dispatched(client.post(schedule.getString("href") + "/run").task());
    }

    /** Its tasks, all there are. */
    List<JsonObject> tasksOf(JsonObject schedule) throws Exception {
        return List.copyOf(
                client.all("tasks?schedule=" + schedule.getString("name")).values());
    }

    private Void end() throws Exception {
        for (String name : names) {
            client.delete("task-schedules/" + name);
        }
        for (String name : names) {
            client.all("tasks?fields=href&schedule=" + name).keySet().forEach(tasks::dispatched);
        }
        return null;
    }
}
