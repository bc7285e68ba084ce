package io.dibs.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

import io.dibs.TaskCursor;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;

/** One look at all mirrored tasks: counts those that match, and picks those of the page. */
final class MirrorScan {
    private static final Comparator<Selection.Place> IN_ORDER =
            (a, b) -> Selection.Place.compare(a.time(), a.number(), b.time(), b.number());

    private final TaskQuery query;
    private final MirrorFilter filter;
    private final Optional<TaskCursor> cursor;
    private final boolean back;
    private final long most;
    /** The best places so far, the worst of them first. */
    private final PriorityQueue<Selection.Place> best;

    private long count;
    private long beyond;

    private MirrorScan(TaskQuery query) {
        this.query = query;
        filter = new MirrorFilter(query.filter());
        cursor = query.cursor();
        back = cursor.map(TaskCursor::back).orElse(false);
        most = (long) query.offset() + query.limit();
        best = new PriorityQueue<>(back ? IN_ORDER : IN_ORDER.reversed());
    }

    static Selection select(MirrorTable table, TaskQuery query) {
        MirrorScan scan = new MirrorScan(query);
        // The best are likely to come first that way, so few others are kept for a while.
        boolean fromLargest = query.order().isDescending() != scan.back;
        int size = table.size();
        for (int i = 0; i < size; i++) {
            scan.look(table.get(fromLargest ? size - 1 - i : i));
        }
        return scan.page();
    }

    private void look(MirroredTask task) {
        if (!filter.matches(task)) {
            return;
        }
        count++;
        TaskOrder order = query.order();
        long time = Selection.Place.time(order, task);
        long number = Selection.Place.number(order, task.number);
        if (cursor.isPresent()) {
            int side = Selection.Place.compare(
                    time, number, cursor.get().time(), cursor.get().number());
            if (back ? side >= 0 : side <= 0) {
                beyond++;
                return;
            }
        }
        if (best.size() == most) {
            Selection.Place worst = best.peek();
            int side = Selection.Place.compare(time, number, worst.time(), worst.number());
            if (back ? side < 0 : side > 0) {
                return;
            }
            best.poll();
        }
        best.add(new Selection.Place(task.id().toString(), time, number));
    }

    private Selection page() {
        List<Selection.Place> page = new ArrayList<>(best);
        Collections.sort(page, IN_ORDER);
        int leftOut = Math.min(query.offset(), page.size());
        return Selection.of(query, count, cursor.isPresent() ? beyond : leftOut, page.subList(leftOut, page.size()));
    }
}
