package io.dibs.store;

import java.util.List;
import java.util.UUID;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;

import io.dibs.json.Json;

/** How the store writes what a task is bound to besides resources: its group, its dependencies, and tasks that follow it. */
final class Ties {
    private static final String MARK = "*";
    private static final String HAS_FOLLOWERS = "t";

    private Ties() {}

    /** The first entry of the task's reservations; empty if it needs none. See {@code lib/ties.lua}. */
    static String mark(NewTask task) {
        String letters = task.followers().isEmpty() ? "" : HAS_FOLLOWERS;
        String group = task.attributes().group().map(name -> " " + name).orElse("");
        return letters.isEmpty() && group.isEmpty() ? "" : MARK + letters + group;
    }

    static boolean isMark(String entry) {
        return entry.startsWith(MARK);
    }

    /** What a script is told of a new task besides: JSON; empty for nothing. See {@code dispatch.lua}. */
    static String more(NewTask task, Seals seals) {
        List<UUID> dependencies = task.attributes().dependencies();
        if (dependencies.isEmpty() && task.followers().isEmpty()) {
            return "";
        }
        JsonObjectBuilder more = Json.object();
        if (!dependencies.isEmpty()) {
            JsonArrayBuilder after = Json.newArray();
            dependencies.forEach(id -> after.add(id.toString()));
            more.add("after", after);
        }
        if (!task.followers().isEmpty()) {
            more.add("then", encode(task.followers(), seals));
        }
        return more.build().toString();
    }

    /** Tasks that a script creates later. */
    static JsonArrayBuilder encode(List<NewTask> tasks, Seals seals) {
        JsonArrayBuilder all = Json.newArray();
        for (NewTask task : tasks) {
            if (!task.followers().isEmpty() || !task.attributes().dependencies().isEmpty()) {
                throw new IllegalArgumentException(
                        "A task that is created at the end of others cannot have dependencies or followers itself.");
            }
            JsonArrayBuilder one = Json.newArray();
            TaskStore.creation(task, seals).forEach(one::add);
            all.add(one);
        }
        return all;
    }
}
