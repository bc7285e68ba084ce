package io.dibs.store;

import java.util.Arrays;
import java.util.UUID;
import java.util.function.Predicate;

import io.dibs.TaskState;

/** Mirrored tasks by number and by id, and how many are in each state. Not thread-safe. */
final class MirrorTable {
    private static final int SMALLEST = 1024;

    private final int[] counts = new int[TaskState.values().length];
    private MirroredTask[] byNumber = new MirroredTask[SMALLEST];
    private MirroredTask[] byId = new MirroredTask[SMALLEST];
    private int size;
    private long largestNumber;

    int size() {
        return size;
    }

    /** The task at that place, counted from the one with the smallest number. */
    MirroredTask get(int index) {
        return byNumber[index];
    }

    /** The largest number that was ever added. */
    long largestNumber() {
        return largestNumber;
    }

    int count(TaskState state) {
        return counts[state.ordinal()];
    }

    /** The task of that id, or null. */
    MirroredTask find(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        MirroredTask task = byId[place(high, low)];
        while (task != null && (task.idLow != low || task.idHigh != high)) {
            task = task.next;
        }
        return task;
    }

    /** Adds a task whose number is larger than all others. */
    void add(MirroredTask task) {
        if (size == byNumber.length) {
            byNumber = Arrays.copyOf(byNumber, size + size / 2);
        }
        byNumber[size++] = task;
        largestNumber = task.number;
        count(task.state, 1);
        if (size > byId.length) {
            index(byId.length * 2);
        } else {
            index(task);
        }
    }

    /** Has a task change its state, by what is run. */
    void change(MirroredTask task, Runnable change) {
        count(task.state, -1);
        change.run();
        count(task.state, 1);
    }

    /** Removes some. */
    void removeIf(Predicate<MirroredTask> gone) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            MirroredTask task = byNumber[i];
            if (gone.test(task)) {
                count(task.state, -1);
            } else {
                byNumber[kept++] = task;
            }
        }
        if (kept < size) {
            Arrays.fill(byNumber, kept, size, null);
            size = kept;
            index(byId.length);
        }
    }

    private void count(TaskState state, int change) {
        if (state != null) {
            counts[state.ordinal()] += change;
        }
    }

    private void index(int places) {
        if (places == byId.length) {
            Arrays.fill(
                    byId,
                    null); // A new one, so large, each time that a task is forgotten, would keep the collector at work.
        } else {
            byId = new MirroredTask[places];
        }
        for (int i = 0; i < size; i++) {
            index(byNumber[i]);
        }
    }

    private void index(MirroredTask task) {
        int place = place(task.idHigh, task.idLow);
        task.next = byId[place];
        byId[place] = task;
    }

    private int place(long high, long low) {
        long mixed = (high ^ low) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & byId.length - 1;
    }
}
