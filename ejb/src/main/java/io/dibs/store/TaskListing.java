package io.dibs.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.dibs.TaskCursor;
import io.dibs.TaskQuery;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/** Picks the tasks of a page: all tasks by number from Redis, any other list from the mirror. Thread-safe. */
final class TaskListing {
    private static final String TASKS = "tasks";

    private final Redis redis;
    private final TaskMirror mirror;

    TaskListing(Redis redis, int most) {
        this.redis = redis;
        mirror = new TaskMirror(redis, most);
    }

    /** All kept tasks, in the memory of this process. */
    TaskMirror mirror() {
        return mirror;
    }

    Selection select(TaskQuery query) {
        boolean byNumber =
                switch (query.order()) {
                    case NEWEST_FIRST, OLDEST_FIRST -> true;
                    default -> false;
                };
        return byNumber && query.filter().isAny() ? all(query) : mirror.select(query);
    }

    private Selection all(TaskQuery query) {
        boolean back = query.cursor().map(TaskCursor::back).orElse(false);
        boolean down = query.order().isDescending() != back;
        String start = query.cursor()
                .map(cursor -> "(" + Selection.Place.number(query.order(), cursor.number()))
                .orElse(down ? "+inf" : "-inf");
        String key = redis.key(TASKS);
        return redis.call(r -> {
            try (var pipeline = r.pipelined()) {
                Response<Long> count = pipeline.zcard(key);
                Response<Long> side = down ? pipeline.zcount(key, "-inf", start) : pipeline.zcount(key, start, "+inf");
                Response<List<Tuple>> tasks = pipeline.zrangeWithScores(key, range(query, down, start));
                pipeline.sync();
                List<Selection.Place> page = places(query, tasks.get());
                if (back) {
                    Collections.reverse(page);
                }
                long beyond = query.cursor().isPresent()
                        ? Math.max(0, count.get() - side.get())
                        : Math.min(query.offset(), count.get());
                return Selection.of(query, count.get(), beyond, page);
            }
        });
    }

    private static ZRangeParams range(TaskQuery query, boolean down, String start) {
        String end = down ? "-inf" : "+inf";
        ZRangeParams range = new ZRangeParams(Keyword.BYSCORE, start, end);
        return (down ? range.rev() : range).limit(query.offset(), query.limit());
    }

    private static List<Selection.Place> places(TaskQuery query, List<Tuple> tasks) {
        List<Selection.Place> places = new ArrayList<>(tasks.size());
        for (Tuple task : tasks) {
            places.add(new Selection.Place(
                    task.getElement(), 0, Selection.Place.number(query.order(), (long) task.getScore())));
        }
        return places;
    }
}
