package io.dibs.trace;

import java.time.Instant;
import java.util.Optional;

/**
 * Where spans are made. Thread-safe. Ask {@link #isOn} first: what a span says costs something to put together.
 */
public interface Tracing {
    /** Makes none. */
    Tracing OFF = new Tracing() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Optional<String> current() {
            return Optional.empty();
        }

        @Override
        public Dispatching dispatching(TracedTask task, int resources) {
            throw new IllegalStateException("Nothing is traced.");
        }

        @Override
        public Running running(TracedTask task, Attempt attempt, Optional<Wait> wait) {
            return Running.NONE;
        }
    };

    /**
     * Which execution of a task.
     *
     * @param number which attempt, from 1
     * @param fencingToken its fencing token
     * @param worker the name of the worker
     */
    record Attempt(int number, long fencingToken, String worker) {}

    /** When a task was dispatched, when it had its resources, and when it was claimed; each by Redis' clock. */
    record Wait(Instant created, Instant unblocked, Instant claimed) {}

    /** Whether spans are made. */
    boolean isOn();

    /** The calling thread's span, as W3C Trace Context writes it; empty if it has none. */
    Optional<String> current();

    /**
     * Begins the span of a dispatch: a child of the calling thread's span or, if it has none, of that which the task names.
     *
     * @param resources how many resources it reserves
     */
    Dispatching dispatching(TracedTask task, int resources);

    /**
     * Begins the span of an execution, which is the calling thread's until {@link Running#left}: a child of that which the
     * task names or, if it names none, of a new trace.
     *
     * @param wait makes a span of the wait before, too
     */
    Running running(TracedTask task, Attempt attempt, Optional<Wait> wait);

    /** The span of a dispatch. */
    interface Dispatching extends AutoCloseable {
        /** What the task is to name, as W3C Trace Context writes it. */
        String traceparent();

        /** The task was not dispatched. */
        void failed(Throwable thrown);

        /** Ends it. */
        @Override
        void close();
    }

    /** The span of an execution. Thread-safe; {@link #left} is for the thread that began it. */
    interface Running {
        /** None. */
        Running NONE = new Running() {
            @Override
            public Optional<String> traceparent() {
                return Optional.empty();
            }

            @Override
            public void stopped(String reason) {}

            @Override
            public void failed(Throwable thrown) {}

            @Override
            public void left() {}

            @Override
            public void settled(String outcome) {}
        };

        /** The span, as W3C Trace Context writes it; empty if there is none. */
        Optional<String> traceparent();

        /** The execution was told to stop. */
        void stopped(String reason);

        /** The task threw. */
        void failed(Throwable thrown);

        /** The task's method has ended: the thread has the span again that it had before, and time is not counted on. */
        void left();

        /** Ends it, with what became of the execution. */
        void settled(String outcome);
    }
}
