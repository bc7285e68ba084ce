/**
 * Puts the engine together inside the application server: CDI beans that implement the public API on the store, and the
 * EJB that starts and stops the worker.
 */
package io.dibs.engine;
