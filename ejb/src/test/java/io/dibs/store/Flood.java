package io.dibs.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import redis.clients.jedis.Response;

/** Dispatches very many tasks in little time. */
final class Flood {
    private static final int BATCH = 1000;

    private Flood() {}

    static void dispatch(Domain domain, int count, IntFunction<Draft> draft) {
        domain.redis.isReady(); // Loads the scripts.
        List<String> keys = List.of(domain.settings.prefix());
        for (int from = 0; from < count; from += BATCH) {
            List<List<String>> batch = new ArrayList<>(BATCH);
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                batch.add(TaskStore.arguments(draft.apply(i).build()));
            }
            domain.redis.call(r -> {
                try (var pipeline = r.pipelined()) {
                    List<Response<Object>> replies = batch.stream()
                            .map(arguments -> pipeline.evalsha(Script.DISPATCH.sha(), keys, arguments))
                            .toList();
                    pipeline.sync();
                    return replies.stream().map(Response::get).toList();
                }
            });
        }
    }
}
