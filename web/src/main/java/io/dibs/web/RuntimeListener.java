package io.dibs.web;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

import io.dibs.DibsRuntime;
import io.dibs.web.event.EventStreams;

/** Lets tasks run once this WAR is up, in its context, and has them drained before it goes. */
@WebListener
public class RuntimeListener implements ServletContextListener {
    @Inject
    private DibsRuntime runtime;

    @Inject
    private BeanManager beans;

    @Inject
    private EventStreams streams;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (runtime == null) {
            throw new IllegalStateException(
                    "The server has injected nothing into Dibs: an earlier deployment that failed"
                            + " has left parts of itself behind. Restart the server.");
        }
        runtime.start(beans);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (runtime != null) {
            streams.close(); // They would last until the server cuts them.
            runtime.stop();
        }
    }
}
