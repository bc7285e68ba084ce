/**
 * The application of the benchmark, see {@code io.dibs.it.bench}: a plugin as anyone would write it, whose tasks do nothing, and a servlet by which the
 * benchmark has it dispatch them and hears how long they took.
 */
package com.acme.bench;
