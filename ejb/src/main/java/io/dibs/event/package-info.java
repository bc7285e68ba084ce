/** Tells listeners in this process what happens to tasks. Plain Java; one thread, while anybody listens. */
package io.dibs.event;
