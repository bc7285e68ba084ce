package io.dibs.store;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.dibs.TaskState;
import io.dibs.json.Json;

/** Calls of {@code exchange}: what is written into one, and what its answer says. Thread-safe. */
final class ExchangeCalls {
    private final Redis redis;
    private final StoreSettings.Retention retention;
    private final ClaimReader claims;

    ExchangeCalls(Redis redis, StoreSettings.Retention retention, boolean traced) {
        this.redis = redis;
        this.retention = retention;
        claims = new ClaimReader(redis.seals(), traced);
    }

    Exchange.Reply make(WorkerStore.Registration worker, Exchange.Request request) {
        return read((List<?>) redis.run(Script.EXCHANGE, arguments(worker, request)), request);
    }

    private List<String> arguments(WorkerStore.Registration worker, Exchange.Request request) {
        List<String> arguments = new ArrayList<>(12 + 7 * request.outcomes().size());
        arguments.add(worker.incarnation());
        arguments.add(Integer.toString(request.lane()));
        arguments.add(Long.toString(request.call()));
        arguments.add(Integer.toString(request.freeSlots()));
        arguments.add(Long.toString(request.highestToken()));
        arguments.add(Json.array(worker.queues()));
        arguments.add(Json.array(request.declined()));
        arguments.addAll(retention.counts());
        arguments.add(Integer.toString(request.outcomes().size()));
        request.outcomes().forEach(outcome -> add(outcome, arguments));
        arguments.addAll(claims.wish());
        return arguments;
    }

    private void add(Exchange.Outcome outcome, List<String> arguments) {
        arguments.add(outcome.task().toString());
        arguments.add(Long.toString(outcome.fencingToken()));
        arguments.add(outcome.ending().text());
        if (outcome.value().isEmpty()
                && outcome.progress().isEmpty()
                && outcome.created().isEmpty()) {
            arguments.add("");
        } else {
            arguments.add("+");
            arguments.add(redis.seals().value(outcome));
            arguments.add(outcome.progress());
            arguments.add(outcome.created());
        }
    }

    private Exchange.Reply read(List<?> reply, Exchange.Request request) {
        List<Optional<TaskState>> recorded =
                ((List<?>) reply.get(3)).stream().map(ExchangeCalls::recorded).toList();
        for (int i = 0; i < recorded.size(); i++) {
            if (recorded.get(i).equals(Optional.of(TaskState.COMPLETED))) {
                claims.completed(request.outcomes().get(i).task());
            }
        }
        return new Exchange.Reply(
                (Long) reply.get(0) == 1,
                StoredTask.instant((Long) reply.get(1)),
                (Long) reply.get(2) == 1,
                recorded,
                claims.read((List<?>) reply.get(4)),
                ((List<?>) reply.get(5))
                        .stream().map(id -> UUID.fromString((String) id)).toList(),
                TaskStore.texts(reply.get(6)),
                waited((List<?>) reply.get(7)));
    }

    private static Optional<Exchange.Waited> waited(List<?> micros) {
        return micros.isEmpty()
                ? Optional.empty()
                : Optional.of(new Exchange.Waited(
                        Duration.of((Long) micros.get(0), ChronoUnit.MICROS),
                        Duration.of((Long) micros.get(1), ChronoUnit.MICROS)));
    }

    private static Optional<TaskState> recorded(Object reply) {
        return reply.equals("fenced") || reply.equals("gone")
                ? Optional.empty()
                : Optional.of(TaskState.of((String) reply));
    }
}
