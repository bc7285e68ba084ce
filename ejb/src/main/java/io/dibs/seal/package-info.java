/**
 * Secret keys, and what is done with them: texts are encrypted, records are signed. Plain Java that knows nothing of tasks;
 * {@code docs/operations.md} says what of a task is sealed.
 */
package io.dibs.seal;
