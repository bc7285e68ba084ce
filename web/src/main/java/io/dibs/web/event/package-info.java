/** Event streams over HTTP (text/event-stream): written without blocking, by one thread for all of them. */
package io.dibs.web.event;
