package io.dibs.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.seal.SealException;

/**
 * Reads the claims that {@code exchange} answers with. What somebody has written into a record must not end the worker: it
 * is found out when the task is about to run, and ends that task alone.
 */
final class ClaimReader {
    private static final int PARTS = 4;

    private final Seals seals;
    private final List<String> wish;
    private final boolean traced;
    private final CompletedTasks completed = new CompletedTasks();

    ClaimReader(Seals seals, boolean traced) {
        this.seals = seals;
        if (seals.areVerified()) {
            wish = List.of(traced ? "whole traced" : "whole");
        } else {
            wish = traced ? List.of("traced") : List.of();
        }
        this.traced = traced;
    }

    /** What to put behind the arguments of {@code exchange}, so that it tells all that is signed, or traced. */
    List<String> wish() {
        return wish;
    }

    /** Remembers a task that need not run any more. */
    void completed(UUID task) {
        if (seals.areVerified()) {
            completed.add(task);
        }
    }

    /** Reads four things for each claim, in turn. */
    List<Exchange.Claimed> read(List<?> reply) {
        List<Exchange.Claimed> claims = new ArrayList<>(reply.size() / PARTS);
        for (int i = 0; i < reply.size(); i += PARTS) {
            claims.add(read(
                    reply.get(i),
                    UUID.fromString((String) reply.get(i + 3)),
                    (Long) reply.get(i + 2),
                    ((Long) reply.get(i + 1)).intValue()));
        }
        return claims;
    }

    private Exchange.Claimed read(Object told, UUID task, long token, int attempt) {
        List<?> whole = told instanceof List<?> list ? list : List.of(told, "", "");
        String text = (String) whole.get(0);
        try {
            StoredCall call = StoredCall.decode(text);
            return new Exchange.Claimed(
                    task,
                    token,
                    attempt,
                    call.name(),
                    call.arguments(),
                    Attributes.decode(call.attributes()),
                    call.parent(),
                    new Sealed(this, task, call, (String) whole.get(1), (String) whole.get(2)),
                    traced ? Optional.of(stay(whole)) : Optional.empty());
        } catch (RuntimeException e) {
            return new Exchange.Claimed(
                    task,
                    token,
                    attempt,
                    StoredCall.nameIn(text),
                    "[]",
                    Attributes.NONE,
                    Optional.empty(),
                    new Unreadable(),
                    Optional.empty());
        }
    }

    private static Exchange.Stay stay(List<?> told) {
        String created = (String) told.get(3);
        return new Exchange.Stay(
                (String) told.get(1),
                created.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Exchange.Wait(time(created), time(told.get(4)), time(told.get(5)))));
    }

    private static Instant time(Object micros) {
        return StoredTask.instant(Long.parseLong((String) micros));
    }

    /** A call as it was claimed. */
    private record Sealed(ClaimReader reader, UUID task, StoredCall call, String queue, String reservations)
            implements Exchange.Opening {
        @Override
        public String arguments() throws SealException {
            return reader.open(task, call, queue, reservations);
        }
    }

    /** Something that is no call. */
    private record Unreadable() implements Exchange.Opening {
        @Override
        public String arguments() throws SealException {
            throw SealException.broken("Its record cannot be read; it was changed since its dispatch.");
        }
    }

    private String open(UUID task, StoredCall call, String queue, String reservations) throws SealException {
        StoredCall opened =
                seals.open(task.toString(), call, queue == null ? "" : queue, reservations == null ? "" : reservations);
        if (completed.contains(task)) {
            throw SealException.broken("This process has completed it before: its record was set back since, or Redis"
                    + " has lost its end.");
        }
        return opened.arguments();
    }
}
