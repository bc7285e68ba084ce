package com.acme;

import java.util.concurrent.CountDownLatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.TaskContext;

/** Works until it is interrupted. */
@ApplicationScoped
public class Sleeper {
    @Inject
    private Journal journal;

    @Inject
    private TaskContext context;

    public void sleep() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            journal.add(context.taskId() + " interrupted, canceled: " + context.isCanceled());
            throw e;
        }
    }
}
