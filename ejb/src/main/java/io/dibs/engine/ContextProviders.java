package io.dibs.engine;

import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;

/**
 * Lets go of this application what the server's default executors keep of it. Payara's remember the thread context providers
 * that the last capture found, {@link TaskThreadContext} among them, and with it the class loader of the application, also
 * when that is undeployed. So the last capture is made to find the server's own alone.
 */
final class ContextProviders {
    private ContextProviders() {}

    /** Call it when nothing of this application uses the executors any more. */
    static void release(ManagedThreadFactory threads, ManagedExecutorService executor) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ManagedExecutorService.class.getClassLoader());
        try {
            threads.newThread(Thread::yield).start();
            // Not by execute: the pool's new thread would keep, for the minute that it idles, who made it.
            executor.getContextService().contextualRunnable(Thread::yield);
        } catch (RuntimeException e) {
            // The server itself stops: its executors are gone, and all that they keep.
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
