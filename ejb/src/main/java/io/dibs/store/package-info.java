/**
 * The store: all that is known about tasks, resources and workers, in Redis, and the Lua scripts that change it. Plain
 * Java, no container. {@code docs/architecture.md} describes the keys.
 */
package io.dibs.store;
