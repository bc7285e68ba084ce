package io.dibs.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.dibs.TaskEvent;
import io.dibs.store.EventStream;
import io.dibs.store.EventStream.Change;
import io.dibs.store.EventStream.Facts;

/** What never changes of the tasks of which was told lately, so that it is read once for each. Thread-safe. */
final class KnownTasks {
    private static final int MOST = 10_000;

    private final EventStream stream;
    private final Map<UUID, Facts> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Facts> eldest) {
            return size() > MOST;
        }
    };

    KnownTasks(EventStream stream) {
        this.stream = stream;
    }

    /** What changes are told as. Those of a task that is deleted already, and was not known, are left out. */
    List<TaskEvent.Changed> describe(Collection<Change> changes) {
        Map<UUID, Facts> facts = factsOf(changes);
        List<TaskEvent.Changed> events = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Facts task = facts.get(change.task());
            if (task != null) {
                events.add(new TaskEvent.Changed(
                        change.id(),
                        change.task(),
                        task.name(),
                        change.from(),
                        change.to(),
                        change.at(),
                        task.queue(),
                        task.group(),
                        task.parent(),
                        task.owner(),
                        task.correlationId()));
            }
        }
        return events;
    }

    private Map<UUID, Facts> factsOf(Collection<Change> changes) {
        Map<UUID, Facts> facts = new LinkedHashMap<>();
        Set<UUID> unknown = new HashSet<>();
        synchronized (known) {
            for (Change change : changes) {
                Facts task = known.get(change.task());
                if (task == null) {
                    unknown.add(change.task());
                } else {
                    facts.put(change.task(), task);
                }
            }
        }
        if (!unknown.isEmpty()) {
            Map<UUID, Facts> read = stream.facts(unknown);
            facts.putAll(read);
            synchronized (known) {
                known.putAll(read);
            }
        }
        return facts;
    }
}
