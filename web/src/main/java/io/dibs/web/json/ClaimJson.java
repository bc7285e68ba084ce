package io.dibs.web.json;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import io.dibs.Claim;

/**
 * A task in the line of a resource.
 *
 * @param task the task's href
 * @param mode {@code exclusive} or {@code shared}
 * @param granted whether it has the resource
 * @param state the task's state
 * @param worker the worker that runs it
 * @param since when it joined the line, or, once it runs, when it started
 */
@JsonbPropertyOrder({"task", "mode", "granted", "state", "worker", "since"})
public record ClaimJson(
        String task, String mode, boolean granted, String state, Optional<String> worker, Instant since) {
    static ClaimJson of(Claim claim, Hrefs hrefs) {
        return new ClaimJson(
                hrefs.task(claim.task()),
                claim.mode().name().toLowerCase(Locale.ROOT),
                claim.granted(),
                claim.state().text(),
                claim.worker(),
                claim.since());
    }
}
