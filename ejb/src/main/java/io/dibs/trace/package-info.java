/**
 * Spans of tasks: that one was dispatched, that it waited, that it ran. It knows nothing of the server:
 * {@link io.dibs.trace.Tracing} is where spans go.
 */
package io.dibs.trace;
