package io.dibs.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.dibs.ProgressReport;
import io.dibs.Task;
import io.dibs.TaskState;

/**
 * How tasks and times are written in sentences for somebody who is tired: no more digits than he needs.
 *
 * @param now what ages are counted to
 */
record ReasonWords(Instant now) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long TWO_MINUTES = 120;
    private static final long TWO_HOURS = 2 * 3600;
    private static final long TWO_DAYS = 2 * 24 * 3600;

    /** A time: of today without the day. */
    String time(Instant time) {
        boolean today = time.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .equals(now.atZone(ZoneOffset.UTC).toLocalDate());
        return (today ? TIME : DAY_AND_TIME).format(time);
    }

    /** How long ago a time is, or how long it is until then. */
    String distance(Instant time) {
        long seconds = Duration.between(time, now).abs().toSeconds();
        if (seconds < TWO_MINUTES) {
            return seconds + " s";
        }
        if (seconds < TWO_HOURS) {
            return seconds / 60 + " min";
        }
        return seconds < TWO_DAYS ? seconds / 3600 + " h" : seconds / (24 * 3600) + " days";
    }

    /** A task with all that one asks first: {@code task 0198… (com.acme.Sync#run, running on w1 since 02:10:00 UTC)}. */
    String task(Task task) {
        return "task " + task.id() + " (" + task.name() + ", " + doing(task) + ")";
    }

    private String doing(Task task) {
        String state = task.state().text();
        return switch (task.state()) {
            case WAITING -> state + " since " + time(task.createdAt());
            case RUNNING -> state + on(task) + " since " + time(since(task)) + progress(task, ", ");
            case CANCELING -> "told to stop at " + time(since(task)) + ", still running" + on(task);
            case COMPLETED, FAILED, CANCELED -> state + " at " + time(since(task));
        };
    }

    /** What a task that does not wait is about, of itself: {@code It runs on worker w1 since …}. */
    String state(Task task) {
        String at = " at " + time(since(task)) + ".";
        return switch (task.state()) {
            case WAITING -> "It waits since " + time(since(task)) + ".";
            case RUNNING ->
                "It has run" + on(task) + " since " + time(since(task)) + ", for " + distance(since(task))
                        + progress(task, "; ") + ".";
            case CANCELING ->
                "It was told to stop at " + time(since(task)) + ", " + distance(since(task)) + " ago, and still runs"
                        + on(task) + "; it keeps what it reserved until it has ended.";
            case COMPLETED -> "It completed" + at;
            case FAILED -> "It failed" + at;
            case CANCELED -> "It was canceled" + at;
        };
    }

    private static String on(Task task) {
        return task.worker().map(worker -> " on " + worker).orElse("");
    }

    /** Since when it is in its state; when it was dispatched, if it waits. */
    static Instant since(Task task) {
        TaskState state = task.state();
        Optional<Instant> since =
                switch (state) {
                    case WAITING -> Optional.empty();
                    case RUNNING -> task.startedAt();
                    case CANCELING -> task.cancelingSince();
                    case COMPLETED, FAILED, CANCELED -> task.finishedAt();
                };
        return since.orElse(task.createdAt());
    }

    private String progress(Task task, String before) {
        List<ProgressReport> open = task.progressReports().stream()
                .filter(report -> report.state() == TaskState.RUNNING)
                .toList();
        if (open.isEmpty()) {
            return "";
        }
        ProgressReport last = open.get(open.size() - 1);
        return before + last.done() + last.total().map(total -> " of " + total).orElse("") + " done"
                + task.progressChangedAt()
                        .filter(at -> Duration.between(at, now).toSeconds() >= TWO_MINUTES)
                        .map(at -> ", no progress for " + distance(at))
                        .orElse("");
    }

    /** Texts with commas and a last "and"; with a number of others that are not named. */
    static String list(List<String> texts, long others) {
        if (others > 0) {
            return String.join(", ", texts) + (texts.isEmpty() ? "" : " and ") + others + " more";
        }
        int last = texts.size() - 1;
        return last < 1
                ? String.join("", texts)
                : String.join(", ", texts.subList(0, last)) + " and " + texts.get(last);
    }
}
