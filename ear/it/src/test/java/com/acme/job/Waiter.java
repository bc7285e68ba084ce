package com.acme.job;

import java.util.concurrent.CountDownLatch;

import jakarta.batch.api.Batchlet;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

import com.acme.Journal;

import io.dibs.TaskContext;

/** Waits until it is stopped. */
@Named
@Dependent
public class Waiter implements Batchlet {
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Inject
    private TaskContext task;

    @Inject
    private Journal journal;

    @Override
    public String process() throws InterruptedException {
        journal.add("waiting " + task.taskId());
        stopped.await();
        return "stopped";
    }

    @Override
    public void stop() {
        stopped.countDown();
    }
}
