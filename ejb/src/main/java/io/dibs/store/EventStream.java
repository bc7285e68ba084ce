package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.dibs.TaskState;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The changes of tasks in the order in which they were made. The scripts write them down only while somebody listens, so
 * whoever reads keeps the stream there with {@link #listen}. Thread-safe. Every method throws
 * {@link io.dibs.StoreUnavailableException} when Redis does not answer.
 *
 * <p>A position is the id of an entry, such as {@code 1732475405120-0}: everything up to its end has been read.
 */
public final class EventStream {
    /** How long scripts go on telling when nobody has said that he listens. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    private static final int ENTRIES_AT_ONCE = 500;
    private static final int FACTS_AT_ONCE = 500;

    private final Redis redis;
    private final String key;

    public EventStream(Redis redis) {
        this.redis = redis;
        key = redis.key("events");
    }

    /**
     * A change of a task.
     *
     * @param id its own, such as {@code 1732475405120-0-3}: the entry, and its place there
     * @param from the state before; empty if it was dispatched; as {@code to} if only its progress changed
     * @param to the state now
     * @param at when, by Redis' time
     */
    public record Change(String id, UUID task, Optional<TaskState> from, TaskState to, Instant at) {}

    /**
     * What was read.
     *
     * @param last the position behind it
     * @param complete false if changes may have been missed before it, since there were too many
     */
    public record Batch(String last, boolean complete, List<Change> changes) {}

    /**
     * What listening came to.
     *
     * @param last the position at which the stream ends
     * @param complete false if changes may have been missed since the position that was given
     */
    public record Listening(String last, boolean complete) {}

    /**
     * Has scripts tell what they change, for the next five minutes.
     *
     * @param position up to which the caller has read; empty if he begins
     */
    public Listening listen(Optional<String> position) {
        List<?> reply = (List<?>) redis.run(Script.LISTEN, Long.toString(KEPT.toMillis()), position.orElse(""));
        return new Listening((String) reply.get(0), position.isEmpty() || (Long) reply.get(1) == 1);
    }

    /** Waits up to 2 s for changes behind a position; without any, the batch ends at that position. */
    public Batch await(String position, Duration atMost) {
        StreamEntryID from = new StreamEntryID(position);
        List<StreamEntry> entries = redis.awaitEntries(key, from, ENTRIES_AT_ONCE, atMost);
        // Whoever keeps up reads all there is. Only then nothing can have been dropped before he came.
        boolean complete = entries.size() < ENTRIES_AT_ONCE || entry(position).isPresent();
        return new Batch(entries.isEmpty() ? position : last(entries), complete, changes(entries));
    }

    /** Has {@link #await} fail, if a thread waits there now. */
    public void stopWaiting() {
        redis.stopAwaitingEntries();
    }

    /** The changes of the entry at a position, if it is still there: then so is all that came after it. */
    public Optional<Batch> entry(String position) {
        StreamEntryID id = new StreamEntryID(position);
        List<StreamEntry> entries = redis.call(r -> r.xrange(key, id, id, 1));
        return entries.isEmpty() ? Optional.empty() : Optional.of(new Batch(position, true, changes(entries)));
    }

    /** The next changes behind a position, up to another; the batch ends at that one if there are no more. */
    public Batch between(String position, String end) {
        List<StreamEntry> entries = redis.call(r -> r.xrange(key, "(" + position, end, ENTRIES_AT_ONCE));
        return new Batch(entries.size() < ENTRIES_AT_ONCE ? end : last(entries), true, changes(entries));
    }

    private static String last(List<StreamEntry> entries) {
        return entries.get(entries.size() - 1).getID().toString();
    }

    private static List<Change> changes(List<StreamEntry> entries) {
        List<Change> changes = new ArrayList<>();
        for (StreamEntry entry : entries) {
            Instant at = StoredTask.instant(Long.parseLong(entry.getFields().get("t")));
            String[] lines = entry.getFields().get("c").split("\n");
            for (int i = 0; i < lines.length; i++) {
                String[] change = lines[i].split(" ");
                if (change.length == 3) {
                    changes.add(new Change(
                            entry.getID() + "-" + i,
                            UUID.fromString(change[0]),
                            change[1].equals("-") ? Optional.empty() : Optional.of(TaskState.of(change[1])),
                            TaskState.of(change[2]),
                            at));
                }
            }
        }
        return changes;
    }

    /**
     * What never changes of a task.
     *
     * @param name its method
     */
    public record Facts(
            String name,
            String queue,
            Optional<UUID> parent,
            Optional<String> group,
            Optional<String> owner,
            Optional<String> correlationId) {
        private static Facts of(StoredCall call, String queue) {
            Attributes attributes = Attributes.decode(call.attributes());
            return new Facts(
                    call.name(),
                    queue,
                    call.parent(),
                    attributes.group(),
                    attributes.origin().owner(),
                    attributes.correlationId());
        }
    }

    /** The facts of those tasks that are still there. */
    public Map<UUID, Facts> facts(Collection<UUID> tasks) {
        List<UUID> ids = List.copyOf(tasks);
        Map<UUID, Facts> facts = new HashMap<>();
        for (int from = 0; from < ids.size(); from += FACTS_AT_ONCE) {
            List<UUID> some = ids.subList(from, Math.min(ids.size(), from + FACTS_AT_ONCE));
            List<?> reply = (List<?>)
                    redis.run(Script.FACTS, some.stream().map(UUID::toString).toList());
            for (int i = 0; i < some.size(); i++) {
                String call = (String) reply.get(2 * i);
                if (!call.isEmpty()) {
                    facts.put(some.get(i), Facts.of(StoredCall.decode(call), (String) reply.get(2 * i + 1)));
                }
            }
        }
        return facts;
    }
}
