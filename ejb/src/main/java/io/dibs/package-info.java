/**
 * The public API of Dibs.
 *
 * <p>An application injects {@link io.dibs.TaskDispatcher}, names a method, the resources that it needs, and its
 * arguments. Tasks that share a resource run in the order in which they were dispatched; all others run in parallel.
 * Inside a running task, {@link io.dibs.TaskContext} tells who it is and lets it report.
 * {@link io.dibs.Tasks}, {@link io.dibs.Resources} and {@link io.dibs.Workers} show what is going on.
 *
 * <p>Everything below this package is internal and may change without notice.
 */
package io.dibs;
