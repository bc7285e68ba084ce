package io.dibs.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.dibs.TaskState;
import io.dibs.store.Attributes;

/** Runs code on the thread of a task, for tests of what looks at the task of its thread. */
public final class WithinTask {
    private WithinTask() {}

    /** What the code gives inside a task with these attributes. */
    public static <T> T get(Attributes attributes, Supplier<T> code) {
        AtomicReference<T> given = new AtomicReference<>();
        try (RunningPool pool = new RunningPool(1, Duration.ofSeconds(5))) {
            pool.await(
                    pool.dispatch(attributes, context -> {
                        given.set(code.get());
                        return "";
                    }),
                    TaskState.COMPLETED);
        }
        return given.get();
    }
}
