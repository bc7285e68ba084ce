package io.dibs.store;

import java.util.List;
import java.util.Optional;

import io.dibs.TaskCursor;
import io.dibs.TaskOrder;
import io.dibs.TaskQuery;

/**
 * What is to be on a page, before the tasks are read.
 *
 * @param count how many match in all
 * @param ids of the tasks of the page, in order
 */
record Selection(long count, List<String> ids, Optional<TaskCursor> next, Optional<TaskCursor> previous) {
    /**
     * A task and its place in the order: by "time", then by "number", the smaller first. Both are negative when the order is
     * descending, so that pages need not know.
     */
    record Place(String id, long time, long number) {
        static final long LAST = Long.MAX_VALUE;

        static long time(TaskOrder order, MirroredTask task) {
            return switch (order) {
                case NEWEST_FIRST, OLDEST_FIRST -> 0;
                case FIRST_STARTED_FIRST -> task.started == MirroredTask.NEVER ? LAST : task.started;
                case LAST_STARTED_FIRST -> task.started == MirroredTask.NEVER ? LAST : -task.started;
                case FIRST_FINISHED_FIRST -> task.finished == MirroredTask.NEVER ? LAST : task.finished;
                case LAST_FINISHED_FIRST -> task.finished == MirroredTask.NEVER ? LAST : -task.finished;
            };
        }

        static long number(TaskOrder order, long number) {
            return order.isDescending() ? -number : number;
        }

        static int compare(long time, long number, long otherTime, long otherNumber) {
            return time == otherTime ? Long.compare(number, otherNumber) : Long.compare(time, otherTime);
        }
    }

    /**
     * The page of a query.
     *
     * @param count how many match in all
     * @param beyond how many of these are not on the side of the cursor that is looked at; without one, those left out
     * @param page the places of its tasks, in order
     */
    static Selection of(TaskQuery query, long count, long beyond, List<Place> page) {
        long left = count - beyond - page.size();
        boolean back = query.cursor().map(TaskCursor::back).orElse(false);
        return new Selection(
                count,
                page.stream().map(Place::id).toList(),
                (back ? beyond : left) > 0 ? Optional.of(after(query, page)) : Optional.empty(),
                (back ? left : beyond) > 0 && count > 0 ? Optional.of(before(query, page)) : Optional.empty());
    }

    private static TaskCursor after(TaskQuery query, List<Place> page) {
        if (page.isEmpty()) {
            TaskCursor cursor = query.cursor().orElseThrow();
            return new TaskCursor(query.order(), false, cursor.time(), cursor.number() - 1);
        }
        Place last = page.get(page.size() - 1);
        return new TaskCursor(query.order(), false, last.time(), last.number());
    }

    private static TaskCursor before(TaskQuery query, List<Place> page) {
        if (page.isEmpty()) {
            return query.cursor()
                    .map(cursor -> new TaskCursor(query.order(), true, cursor.time(), cursor.number() + 1))
                    .orElseGet(() -> new TaskCursor(query.order(), true, Place.LAST, Place.LAST));
        }
        Place first = page.get(0);
        return new TaskCursor(query.order(), true, first.time(), first.number());
    }
}
