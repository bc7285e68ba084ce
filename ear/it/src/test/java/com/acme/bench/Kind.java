package com.acme.bench;

import java.time.Duration;
import java.util.function.BiFunction;

import io.dibs.RetryPolicy;
import io.dibs.TaskBuilder;
import io.dibs.TaskDispatcher;

/** The kinds of tasks that are dispatched, by their number. */
enum Kind {
    PLAIN((dispatcher, i) -> dispatcher.task(Chores::nothing)),
    SMALL_ARGUMENTS((dispatcher, i) -> dispatcher.task(Chores::something, i, "some text")),
    TWO_OF_THOUSAND((dispatcher, i) ->
            dispatcher.task(Chores::nothing).exclusive("x" + i % 1_000).shared("s" + i * 7 % 1_000)),
    SERIAL((dispatcher, i) -> dispatcher.task(Chores::nothing).exclusive("only")),

    /** Wait for what the benchmark holds meanwhile, or for an hour to pass. */
    BLOCKED_ON_ONE((dispatcher, i) -> dispatcher.task(Chores::nothing).exclusive("held")),
    BLOCKED_ON_THOUSAND((dispatcher, i) -> dispatcher.task(Chores::nothing).exclusive("held" + i % 1_000)),
    BLOCKED_ON_ITS_OWN(
            (dispatcher, i) -> dispatcher.task(Chores::nothing).shared("held").exclusive("own" + i)),
    LATER((dispatcher, i) ->
            dispatcher.task(Chores::nothing).queue("later").retry(RetryPolicy.fixed(2, Duration.ofHours(1))));

    private final BiFunction<TaskDispatcher, Integer, TaskBuilder> task;

    Kind(BiFunction<TaskDispatcher, Integer, TaskBuilder> task) {
        this.task = task;
    }

    TaskBuilder task(TaskDispatcher dispatcher, int number) {
        return task.apply(dispatcher, number);
    }
}
