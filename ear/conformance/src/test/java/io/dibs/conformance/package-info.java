/**
 * What {@code docs/rest.md} promises, as a client sees it that has nothing but HTTP. {@code -Dconformance.url} names the
 * server that is asked; {@code README.md} of this module tells the rest.
 */
package io.dibs.conformance;
