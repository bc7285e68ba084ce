package io.dibs;

import java.util.Optional;

/**
 * What ties together all that one request caused: an id, and the trace that it belongs to. Each thread has its own. What is
 * dispatched on a thread gets that of the thread, unless the task names an id of its own; and while a thread runs a task, it
 * has that of the task, so children inherit it. Immutable.
 *
 * <p>The REST API sets it for each request, from the headers {@code Correlation-ID} and {@code traceparent}. Another way into
 * the application, such as a message-driven bean, can do the same:
 *
 * <pre>{@code
 * try (var scope = Correlation.of(message.getJMSCorrelationID()).enter()) {
 *     dispatcher.task(Orders::ship, order).dispatch();
 * }
 * }</pre>
 *
 * @param id the correlation id
 * @param traceparent the trace, as W3C Trace Context writes it, version 00
 */
public record Correlation(Optional<String> id, Optional<String> traceparent) {
    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 200;

    /** Of a thread that nobody has told anything. */
    public static final Correlation NONE = new Correlation(Optional.empty(), Optional.empty());

    private static final ThreadLocal<Correlation> CURRENT = new ThreadLocal<>();

    /**
     * A correlation with that id and no trace.
     *
     * @throws IllegalArgumentException if the id is null or blank, longer than {@value #MAX_LENGTH} characters, or has
     *     control characters, such as line breaks
     */
    public static Correlation of(String id) {
        if (id == null || id.isBlank() || id.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A correlation id has 1 to " + MAX_LENGTH + " characters"
                    + (id == null ? "; null has none." : "; this one has " + id.length() + "."));
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A correlation id has no control characters, such as line breaks: log lines carry it.");
        }
        return new Correlation(Optional.of(id), Optional.empty());
    }

    /**
     * The same in a trace.
     *
     * @param traceparent the value of a {@code traceparent} header; null, or one that is not valid, is ignored, as W3C Trace
     *     Context demands
     */
    public Correlation inTrace(String traceparent) {
        return new Correlation(id, Traceparent.valid(traceparent).or(() -> this.traceparent));
    }

    /** That of the calling thread. */
    public static Correlation current() {
        Correlation current = CURRENT.get();
        return current == null ? NONE : current;
    }

    /** Makes it that of the calling thread, until the scope is closed on the same thread. */
    public Scope enter() {
        Correlation before = current();
        set(this);
        return () -> set(before);
    }

    private static void set(Correlation correlation) {
        // Not by equals: the JDK keeps the last record class for which it has made that, and with it its class loader.
        if (correlation.id().isEmpty() && correlation.traceparent().isEmpty()) {
            CURRENT.remove(); // The server's threads outlive this application.
        } else {
            CURRENT.set(correlation);
        }
    }

    /** The time for which a thread has a correlation. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        /** Gives the thread back the correlation that it had before. */
        @Override
        void close();
    }
}
