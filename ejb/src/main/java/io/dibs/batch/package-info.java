/**
 * Runs Jakarta Batch jobs on behalf of tasks: starts them, follows and stops them, and tells what became of them. Only this
 * package knows {@code jakarta.batch}.
 */
package io.dibs.batch;
