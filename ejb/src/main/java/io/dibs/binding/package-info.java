/**
 * Values of declared Java types to JSON text and back, exactly: what would arrive changed is refused. Scalars, collections
 * and records are bound here, all other classes by JSON Binding. Plain Java.
 */
package io.dibs.binding;
