package io.dibs.worker;

import java.util.Locale;

import io.dibs.metric.TaskOutcome;
import io.dibs.store.Exchange;
import io.dibs.trace.TracedTask;
import io.dibs.trace.Tracing;

/** Begins the spans of what a worker runs, if this process traces. Thread-safe. */
final class RunTraces {
    /** Of a worker that is not traced. */
    static final RunTraces OFF = new RunTraces(Tracing.OFF, "");

    /** What became of an execution of which nobody has heard. */
    static final String UNKNOWN = "unknown";

    private final Tracing tracing;
    private final String worker;

    /** @param worker its name */
    RunTraces(Tracing tracing, String worker) {
        this.tracing = tracing;
        this.worker = worker;
    }

    /** Begins that of an execution on its thread. Never throws: a task does not fail as it cannot be traced. */
    Tracing.Running begin(Exchange.Claimed claim) {
        if (!tracing.isOn()) {
            return Tracing.Running.NONE;
        }
        try {
            return new SafeRunning(
                    claim,
                    tracing.running(
                            task(claim),
                            new Tracing.Attempt(claim.attempt(), claim.fencingToken(), worker),
                            claim.stay().flatMap(Exchange.Stay::times).map(RunTraces::wait)));
        } catch (RuntimeException | LinkageError e) {
            SafeRunning.untraced(claim, e);
            return Tracing.Running.NONE;
        }
    }

    private static TracedTask task(Exchange.Claimed claim) {
        return new TracedTask(
                claim.task(),
                claim.name(),
                claim.stay().map(Exchange.Stay::queue),
                claim.attributes().group(),
                claim.attributes().correlationId(),
                claim.attributes().origin().schedule(),
                claim.attributes().origin().traceparent());
    }

    private static Tracing.Wait wait(Exchange.Wait wait) {
        return new Tracing.Wait(wait.created(), wait.unblocked(), wait.claimed());
    }

    /** How a span tells of a stop. */
    static String reason(StopReason stop, Execution execution) {
        return switch (stop) {
            case CANCELED -> execution.isOutOfTime() ? "timeout" : "canceled";
            case ABORTED -> "aborted";
            case FENCED -> "fenced";
        };
    }

    /** How a span tells of an outcome that Redis has answered to. */
    static String outcome(TaskOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
