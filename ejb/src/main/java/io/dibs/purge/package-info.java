/** Dibs' own task that deletes final tasks. Plain Java: it is given the store and the context of its task. */
package io.dibs.purge;
