package io.dibs;

import jakarta.enterprise.inject.spi.BeanManager;

/**
 * Starts and stops the work of this process. The WAR of Dibs does it; only an application that has a WAR of its own in its
 * place needs to. Thread-safe.
 */
public interface DibsRuntime {
    /**
     * Starts to run tasks, with the context of the calling thread: its class loader and its naming environment are what
     * tasks see. So call it in the WAR, from {@code ServletContextListener.contextInitialized}. A second call changes
     * nothing.
     *
     * @param beans the bean manager that is injected in the WAR: unlike that of other modules it sees the beans of all
     */
    void start(BeanManager beans);

    /**
     * Drains and stops: nothing new starts; what runs may go on for {@code dibs.worker.grace}, and is then interrupted.
     * Call it while the beans of the application still work, from {@code ServletContextListener.contextDestroyed}. A
     * second call changes nothing.
     */
    void stop();
}
