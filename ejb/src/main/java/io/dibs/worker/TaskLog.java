package io.dibs.worker;

import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.dibs.Correlation;
import io.dibs.log.Mark;

/**
 * Has each line that is logged on the thread of a task, by whomever, say of which task it is; and on another thread that has a
 * {@link Correlation}, such as one that serves a request, of which. It stands before all handlers of the root logger and changes
 * the record that they are all given. A filter on these would not do: Payara Server's file
 * handler asks its own on another thread, later.
 *
 * <p>What is logged to a handler below the root passes by unchanged.
 */
final class TaskLog extends Handler {
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
        CurrentTask.find()
                .map(task -> Mark.of(task.taskId(), task.correlationId()))
                .orElseGet(
                        () -> new Mark(Optional.empty(), Correlation.current().id()))
                .put(record);
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
