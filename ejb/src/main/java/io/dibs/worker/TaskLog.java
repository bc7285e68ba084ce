package io.dibs.worker;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.dibs.TaskContext;

/**
 * Has each line that is logged on the thread of a task, by whomever, say of which task it is. It stands before all handlers
 * of the root logger and changes the record that they are all given. A filter on these would not do: Payara Server's file
 * handler asks its own on another thread, later.
 *
 * <p>What is logged to a handler below the root passes by unchanged.
 */
final class TaskLog extends Handler {
    private static final Formatter TEXT = new Formatter() {
        @Override
        public String format(LogRecord record) {
            return formatMessage(record);
        }
    };

    private TaskLog() {
        setLevel(Level.ALL);
    }

    /** Takes its place before those that handle log records now; others that are added later come behind it anyway. */
    static TaskLog install() {
        TaskLog log = new TaskLog();
        Logger root = Logger.getLogger("");
        Handler[] others = root.getHandlers();
        root.addHandler(log);
        for (Handler other : others) {
            root.addHandler(other); // Twice for a moment: a line that is doubled does less harm than one that is lost.
            root.removeHandler(other);
        }
        return log;
    }

    void uninstall() {
        Logger.getLogger("").removeHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        CurrentTask.find().ifPresent(task -> mark(record, prefix(task)));
    }

    private static void mark(LogRecord record, String prefix) {
        String message = record.getMessage();
        if (message == null) {
            record.setMessage(prefix);
        } else if (!message.startsWith(prefix)) {
            // Its parameters and its language first: what is put before it is no pattern, nor a key of its bundle.
            record.setMessage(prefix + TEXT.format(record));
            record.setParameters(null);
            record.setResourceBundle(null);
        }
    }

    private static String prefix(TaskContext task) {
        return task.correlationId()
                .map(id -> "[task=" + task.taskId() + " correlation_id=" + onOneLine(id) + "] ")
                .orElseGet(() -> "[task=" + task.taskId() + "] ");
    }

    /** As {@link io.dibs.Correlation#of} demands; what Redis has may have come another way. */
    private static String onOneLine(String id) {
        return id.chars().anyMatch(Character::isISOControl) ? id.replaceAll("\\p{Cntrl}", "?") : id;
    }

    @Override
    public void flush() {
        // It writes nothing.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
