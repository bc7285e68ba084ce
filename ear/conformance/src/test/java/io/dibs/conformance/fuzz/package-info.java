/**
 * Thousands of requests that are wrong, of what the server says it takes: each must be refused in the form that
 * {@code docs/rest.md} promises, and none may change anything.
 */
package io.dibs.conformance.fuzz;
