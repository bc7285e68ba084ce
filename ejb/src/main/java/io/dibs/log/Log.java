package io.dibs.log;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.dibs.TaskContext;

/**
 * Logs events, in the name of a class. A line begins with the id of its event; handlers that know of fields, such as the one of
 * Payara that writes JSON, have it as {@code event}, too. Immutable, thread-safe.
 */
public final class Log {
    static final String EVENT = "event";

    private final Logger logger;
    private final Mark mark;

    private Log(Logger logger, Mark mark) {
        this.logger = logger;
        this.mark = mark;
    }

    /** The log of a class, under its name. */
    public static Log of(Class<?> type) {
        return new Log(Logger.getLogger(type.getName()), Mark.NONE);
    }

    /** The same for lines that are about a task, on whichever thread. */
    public Log about(TaskContext task) {
        return about(task.taskId(), task.correlationId());
    }

    /** The same for lines that are about a task, on whichever thread. */
    public Log about(UUID task, Optional<String> correlationId) {
        return new Log(logger, Mark.of(task, correlationId));
    }

    /**
     * Logs an event.
     *
     * @param values stand in the places of its message, as texts; they are made into texts only if somebody wants the line
     */
    public void tell(LogEvent event, Object... values) {
        tell(null, event, values);
    }

    /**
     * Logs an event with a stack trace.
     *
     * @param thrown may be null
     */
    public void tell(Throwable thrown, LogEvent event, Object... values) {
        if (!logger.isLoggable(event.level())) {
            return;
        }
        LogRecord record = new LogRecord(event.level(), Mark.TEXT);
        record.setParameters(new Object[] {event.id() + ": " + event.text(values), Map.of(EVENT, event.id())});
        record.setThrown(thrown);
        record.setLoggerName(logger.getName());
        record.setSourceClassName(logger.getName());
        record.setSourceMethodName(null); // Else somebody looks for it in the stack, and finds this class.
        mark.put(record);
        logger.log(record);
    }
}
