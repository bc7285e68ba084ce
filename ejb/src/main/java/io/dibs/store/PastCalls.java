package io.dibs.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.TaskState;
import io.dibs.seal.SealException;

/**
 * What tasks were dispatched with, arguments included, for dispatching them once more. Thread-safe. Throws
 * {@link io.dibs.StoreUnavailableException} when Redis does not answer.
 */
public final class PastCalls {
    private final Redis redis;

    public PastCalls(Redis redis) {
        this.redis = redis;
    }

    /** The task of this id. */
    public Optional<PastCall> find(UUID id) {
        List<String> fields =
                redis.call(r -> r.hmget(redis.key("task:" + id), "state", "call", "queue", "priority", "res"));
        return fields.get(0) == null
                ? Optional.empty()
                : Optional.of(new PastCall(redis.seals(), id, TaskState.of(fields.get(0)), fields));
    }

    /** What a task was dispatched with, as it is stored. */
    public static final class PastCall {
        private final Seals seals;
        private final UUID id;
        private final TaskState state;
        private final List<String> fields;

        private PastCall(Seals seals, UUID id, TaskState state, List<String> fields) {
            this.seals = seals;
            this.id = id;
            this.state = state;
            this.fields = fields;
        }

        public TaskState state() {
            return state;
        }

        /**
         * Opens it: its arguments in clear, with no parent and no followers.
         *
         * @throws UnreadableCallException if it is not as it was dispatched, or cannot be read
         */
        public NewTask open() throws UnreadableCallException {
            try {
                String queue = fields.get(2);
                String reservations = fields.get(4);
                StoredCall sealed = StoredCall.decode(fields.get(1));
                StoredCall call = seals.open(id.toString(), sealed, queue, reservations);
                List<Reservation> dispatched = seals.dispatched(sealed, reservations);
                return new NewTask(
                        id,
                        call.name(),
                        call.arguments(),
                        queue,
                        Integer.parseInt(fields.get(3)),
                        dispatched,
                        Attributes.decode(call.attributes()),
                        Optional.empty());
            } catch (SealException e) {
                throw new UnreadableCallException(e.getMessage(), e);
            } catch (RuntimeException e) { // Whatever it is that somebody has written there.
                throw new UnreadableCallException("Its record was changed since its dispatch.", e);
            }
        }
    }
}
