package io.dibs;

/**
 * A CDI event: a group is complete, since nothing in it waits, runs or is canceling, and it is not held open. It is fired,
 * and fired asynchronously, once for each completion, in the process that made the change by which it was completed, after the
 * store has it; not at all if that process dies in that moment or loses the store's answer. What must happen in any case is
 * a task: see {@link TaskGroup#open(TaskBuilder...)}. Observers decide nothing any more: what they throw is logged.
 *
 * @param group the group's name
 */
public record TaskGroupCompleted(String group) {}
