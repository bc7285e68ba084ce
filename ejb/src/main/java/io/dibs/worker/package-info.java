/**
 * The worker of a process: it claims tasks, runs them on its slots, and records what they come to. Plain Java: whoever
 * starts it gives it threads, and something that can run a task's method. {@code docs/life-of-a-task.md} tells the story.
 */
package io.dibs.worker;
