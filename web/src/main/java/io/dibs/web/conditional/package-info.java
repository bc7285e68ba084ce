/** Answers that say whether anything has changed: entity tags, and requests that wait for a change. */
package io.dibs.web.conditional;
