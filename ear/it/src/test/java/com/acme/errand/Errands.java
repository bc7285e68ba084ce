package com.acme.errand;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.TaskContext;
import io.dibs.TaskDispatcher;

/** Tasks that tell what they know of themselves, in their results and in the log. */
@ApplicationScoped
public class Errands {
    private static final System.Logger LOG = System.getLogger(Errands.class.getName());
    private static final Logger OTHER_LOG = Logger.getLogger("org.library");

    @Inject
    private TaskContext context;

    @Inject
    private TaskDispatcher dispatcher;

    /** What a task knows of where it comes from. */
    public record Origin(String text, Optional<String> correlationId, Optional<String> traceparent) {}

    public Origin run(String text) {
        LOG.log(Level.INFO, "Errand {0} begins.", text);
        OTHER_LOG.log(java.util.logging.Level.WARNING, "Errand {0} uses a library.", text);
        return new Origin(text, context.correlationId(), context.traceparent());
    }

    public Origin runWithChild(String text) {
        dispatcher.task(Errands.class.getName() + "#run", text).dispatch();
        return run(text);
    }

    public void fail(String text) {
        throw new IllegalStateException("Errand " + text + " fails.");
    }

    /** Goes on until it is canceled. */
    public void hold() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
