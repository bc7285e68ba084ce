package io.dibs.engine;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;

import io.dibs.TaskRefusedException;
import io.dibs.batch.JobFiles;
import io.dibs.batch.JobName;
import io.dibs.config.Settings;
import io.dibs.json.Json;

/** The Jakarta Batch jobs of the application, as tasks: their arguments are one object, whose values are strings. */
@ApplicationScoped
class Jobs {
    private static final String RESERVED = "dibs.";

    private final JobFiles files;
    private final Settings settings;

    protected Jobs() {
        this(null, null);
    }

    @Inject
    Jobs(Module module, Settings settings) {
        this.files = module == null ? null : new JobFiles(module::classLoader);
        this.settings = settings;
    }

    JobFiles files() {
        return files;
    }

    /** The name of the task that runs a job which is in this application. */
    String taskName(String job) {
        String name = JobName.ofTask(job);
        if (!contains(name)) {
            throw new TaskRefusedException("There is no job " + job + " in this application: META-INF/batch-jobs/" + job
                    + ".xml is in none of its modules.");
        }
        return name;
    }

    /** Whether the job of a task of that name is in this application. */
    boolean contains(String name) {
        return files.contains(JobName.job(JobName.ofTask(JobName.job(name))));
    }

    String arguments(String job, Map<String, String> properties) {
        JsonObjectBuilder object = Json.object();
        new TreeMap<>(properties).forEach((key, value) -> {
            if (key.startsWith(RESERVED) || key.isEmpty() || value == null) {
                throw new TaskRefusedException("The property '" + key + "' of job " + job + " is refused: a name is not"
                        + " empty and does not begin with 'dibs.', and a value is not null.");
            }
            object.add(key, value);
        });
        String json = Json.newArray().add(object).build().toString();
        int most = settings.tasks().maxBytes();
        if (json.getBytes(StandardCharsets.UTF_8).length > most) {
            throw new TaskRefusedException("The properties of job " + job + " take more than the " + most
                    + " bytes that" + " are allowed: store the data elsewhere and pass what it is found by.");
        }
        return json;
    }

    /** The properties of a task's arguments. */
    Map<String, String> properties(String arguments) {
        JsonArray array = Json.readArray(arguments);
        Map<String, String> properties = new TreeMap<>();
        if (array.size() == 1 && array.get(0) instanceof JsonObject object) {
            object.forEach((key, value) -> properties.put(key, ((JsonString) value).getString()));
            return properties;
        }
        throw new IllegalArgumentException("The arguments of a job are one object.");
    }
}
