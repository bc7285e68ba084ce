package io.dibs.web.json;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Attempt;

/**
 * One attempt at a task.
 *
 * @param number from 1
 * @param worker the name of the worker
 * @param error why it did not complete
 */
@JsonbPropertyOrder({"number", "worker", "startedAt", "finishedAt", "fencingToken", "error"})
public record AttemptJson(
        int number,
        Optional<String> worker,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Long> fencingToken,
        Map<String, String> error) {
    static AttemptJson of(Attempt attempt) {
        return new AttemptJson(
                attempt.number(),
                attempt.worker(),
                attempt.startedAt(),
                attempt.finishedAt(),
                attempt.fencingToken(),
                attempt.error().map(ErrorJson::of).orElse(null));
    }
}
