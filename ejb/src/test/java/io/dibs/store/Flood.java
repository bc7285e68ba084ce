package io.dibs.store;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Dispatches very many tasks in little time. */
public final class Flood {
    private Flood() {}

    public static void dispatch(Domain domain, int count, IntFunction<Draft> draft) {
        for (int from = 0; from < count; from += TaskStore.MOST_AT_ONCE) {
            domain.tasks.dispatch(IntStream.range(from, Math.min(count, from + TaskStore.MOST_AT_ONCE))
                    .mapToObj(i -> draft.apply(i).build())
                    .toList());
        }
    }
}
