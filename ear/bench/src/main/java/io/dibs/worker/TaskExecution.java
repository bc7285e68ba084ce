package io.dibs.worker;

import java.nio.file.Path;
import java.util.Map;

import io.dibs.store.Exchange;

/** All that a slot does for a task, for a benchmark in another package. */
public final class TaskExecution {
    private static final Path DIRECTORIES = Path.of("unused");

    private final TaskErrors errors = new TaskErrors(false);
    private final VersionGate gate = new VersionGate(Map.of());
    private final DeclinedNeeds declined = new DeclinedNeeds();
    private final TaskBody body;

    public TaskExecution(TaskBody body) {
        this.body = body;
    }

    public Exchange.Outcome run(Exchange.Claimed claim) {
        // Such tasks neither reserve nor report, so there is no store.
        return new Execution(claim, null, DIRECTORIES).run(gate, declined, body, errors);
    }
}
