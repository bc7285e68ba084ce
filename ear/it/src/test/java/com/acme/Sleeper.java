package com.acme;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

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

    private volatile boolean alarm;

    /** Sleeps on, whatever it is told, until {@link #ring}. */
    public void sleepLikeALog() {
        while (!alarm) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    public void ring() {
        alarm = true;
    }

    public int getUpAtTheThirdTime() {
        if (context.attempt() < 3) {
            throw new IllegalStateException("Not yet, says attempt " + context.attempt() + ".");
        }
        return context.attempt();
    }

    public void sleep() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            journal.add(context.taskId() + " interrupted, canceled: " + context.isCanceled());
            throw e;
        }
    }
}
