package io.dibs.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import io.dibs.Reservation;
import io.dibs.Reservation.Mode;
import io.dibs.RetryPolicy;
import io.dibs.TaskState;

/** R1 as it is written: tasks in the order of their dispatch, and each looks at all that come before it. */
final class Model {
    static final class Entry {
        final UUID id;
        final NewTask task;
        TaskState state = TaskState.WAITING;
        boolean parked;
        boolean late;
        boolean pausing;
        int attempts;
        int deaths;
        int worker = -1;
        int claimed;
        final int number;
        final Set<UUID> dependencies = new HashSet<>();

        Entry(NewTask task, int number) {
            this.number = number;
            this.id = task.id();
            this.task = task;
        }

        boolean running() {
            return state == TaskState.RUNNING || state == TaskState.CANCELING;
        }

        String need() {
            return new Need(task.name(), task.attributes().minimumVersions()).text();
        }

        RetryPolicy retry() {
            return task.attributes().retry();
        }

        boolean inNoLine() {
            return pausing || !dependencies.isEmpty();
        }

        boolean over() {
            return state != TaskState.WAITING && !running();
        }
    }

    final List<Entry> tasks = new ArrayList<>();
    private final Set<String> canceledGroups = new HashSet<>();
    private int dispatched;
    private int claims;
    private final List<List<String>> queues;
    private final List<Set<String>> declined = new ArrayList<>();
    final Set<String> paused = new HashSet<>();
    final Set<Integer> draining = new HashSet<>();

    Model(List<List<String>> queues) {
        this.queues = queues;
        queues.forEach(each -> declined.add(new HashSet<>()));
    }

    List<Entry> where(Predicate<Entry> wanted) {
        return tasks.stream().filter(wanted).toList();
    }

    /** How many of a task's reservations an earlier task keeps back. */
    long blocked(Entry entry) {
        if (entry.inNoLine()) {
            return 0;
        }
        List<Entry> before = tasks.subList(0, tasks.indexOf(entry));
        return entry.task.reservations().stream()
                .filter(mine -> before.stream()
                        .filter(other -> !other.over() && !other.inNoLine())
                        .flatMap(other -> other.task.reservations().stream())
                        .anyMatch(other -> conflict(mine, other)))
                .count();
    }

    private static boolean conflict(Reservation a, Reservation b) {
        return a.resource().equals(b.resource()) && (a.mode() == Mode.EXCLUSIVE || b.mode() == Mode.EXCLUSIVE);
    }

    boolean mayStart(Entry entry) {
        return entry.state == TaskState.WAITING && !entry.inNoLine() && blocked(entry) == 0;
    }

    Set<String> declined(int worker) {
        return declined.get(worker);
    }

    List<UUID> claim(int worker, int free) {
        List<Entry> claimed = new ArrayList<>();
        if (draining.contains(worker)) {
            return List.of();
        }
        for (String queue : queues.get(worker)) {
            where(e -> mayStart(e)
                            && !paused.contains(e.task.queue())
                            && !claimed.contains(e)
                            && (queue.equals("*") || queue.equals(e.task.queue()))
                            && !(e.parked && declined(worker).contains(e.need())))
                    .stream()
                    .sorted(Comparator.comparing(e -> -e.task.priority()))
                    .limit(free - claimed.size())
                    .forEach(claimed::add);
        }
        claimed.forEach(entry -> start(entry, worker));
        return claimed.stream().map(entry -> entry.id).toList();
    }

    void start(Entry entry, int worker) {
        entry.state = TaskState.RUNNING;
        entry.parked = false;
        entry.worker = worker;
        entry.attempts++;
        entry.claimed = ++claims;
    }

    Entry dispatch(NewTask task) {
        Entry entry = new Entry(task, ++dispatched);
        where(e -> !e.over() && task.attributes().dependencies().contains(e.id))
                .forEach(e -> entry.dependencies.add(e.id));
        tasks.add(entry);
        return entry;
    }

    /** Whether a group takes no tasks, since it was canceled and has some that are not final. */
    boolean refuses(NewTask task) {
        return task.attributes().group().filter(canceledGroups::contains).isPresent();
    }

    List<Entry> open(String group) {
        return where(e -> !e.over() && e.task.attributes().group().equals(Optional.of(group)));
    }

    void cancelGroup(String group) {
        List<Entry> open = open(group);
        if (open.isEmpty()) {
            return;
        }
        canceledGroups.add(group);
        open.stream().sorted(Comparator.comparing(e -> -e.number)).forEach(e -> cancel(e, false));
        over(null);
    }

    /** What was waiting for the end of a task joins the lines, in the order of their dispatch. */
    private void over(Entry ended) {
        canceledGroups.removeIf(group -> open(group).isEmpty());
        if (ended == null) {
            return;
        }
        List<Entry> waiting = where(e -> e.dependencies.contains(ended.id));
        waiting.stream().sorted(Comparator.comparing(e -> e.number)).forEach(e -> {
            e.dependencies.remove(ended.id);
            if (e.dependencies.isEmpty()) {
                tasks.remove(e);
                tasks.add(e);
            }
        });
    }

    TaskState end(Entry entry, Exchange.Ending ending) {
        if (entry.state == TaskState.CANCELING) {
            entry.state = entry.late ? TaskState.FAILED : TaskState.CANCELED;
        } else if (ending == Exchange.Ending.DECLINED) {
            declined(entry.worker).add(entry.need());
            entry.state = TaskState.WAITING;
            entry.parked = true;
            entry.attempts--;
        } else if (ending == Exchange.Ending.COMPLETED) {
            entry.state = TaskState.COMPLETED;
        } else if (ending == Exchange.Ending.FAILED
                || entry.attempts >= entry.retry().maxAttempts()) {
            entry.state = TaskState.FAILED;
        } else {
            entry.state = TaskState.WAITING;
            entry.pausing = ending == Exchange.Ending.RETRYABLE
                    && !entry.retry().delay().isZero();
        }
        entry.worker = -1;
        if (entry.over()) {
            over(entry);
        }
        return entry.state;
    }

    /** The pause of a task is over: it goes to the end of all lines. */
    void due(Entry entry) {
        entry.pausing = false;
        tasks.remove(entry);
        tasks.add(entry);
    }

    void lose(int worker) {
        where(e -> e.running() && e.worker == worker).stream()
                .sorted(Comparator.comparing(e -> e.claimed))
                .forEach(e -> end(e, ++e.deaths < 3 ? Exchange.Ending.ABORTED : Exchange.Ending.FAILED));
        declined(worker).clear();
        draining.remove(worker); // Another one takes its place.
    }

    Map.Entry<Boolean, TaskState> cancel(Entry entry, boolean late) {
        TaskState before = entry.state;
        if (entry.state == TaskState.WAITING && !late) {
            entry.state = TaskState.CANCELED;
            entry.pausing = false;
            entry.dependencies.clear();
            over(entry);
        } else if (entry.state == TaskState.RUNNING) {
            entry.state = TaskState.CANCELING;
            entry.late = late;
        }
        return Map.entry(entry.state != before, entry.state);
    }
}
