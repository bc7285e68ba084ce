/**
 * From a method's name or reference to a call, and from its arguments to JSON and back.
 *
 * <p>{@link io.dibs.method.TaskMethods} says which methods may be tasks and resolves them to
 * {@link io.dibs.method.TaskTarget}s; {@link io.dibs.method.Arguments} binds their arguments and results. Plain Java.
 */
package io.dibs.method;
