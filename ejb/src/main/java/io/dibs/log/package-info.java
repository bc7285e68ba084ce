/**
 * What Dibs logs: each kind of line is an event with an id that stays, and so has its row in {@code docs/operations.md}. Lines about
 * a task, and those of a request, are marked with their ids. Plain Java.
 */
package io.dibs.log;
