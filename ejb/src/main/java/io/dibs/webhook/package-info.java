/** Tells other systems of the end of tasks, by HTTP. Plain Java. */
package io.dibs.webhook;
