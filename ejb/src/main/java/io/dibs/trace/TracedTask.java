package io.dibs.trace;

import java.util.Optional;
import java.util.UUID;

/**
 * What spans say of a task: neither its arguments nor its result.
 *
 * @param id its id
 * @param name its method
 * @param queue its queue; empty if it was in none, as it ran at once on its dispatcher's thread
 * @param group its group
 * @param correlationId its correlation id
 * @param schedule the schedule that dispatched it
 * @param traceparent the span to which it belongs, as W3C Trace Context writes it
 */
public record TracedTask(
        UUID id,
        String name,
        Optional<String> queue,
        Optional<String> group,
        Optional<String> correlationId,
        Optional<String> schedule,
        Optional<String> traceparent) {}
