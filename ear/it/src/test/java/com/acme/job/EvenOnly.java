package com.acme.job;

import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

import com.acme.Journal;

import io.dibs.Correlation;
import io.dibs.TaskContext;

/** Leaves odd numbers out, and does not stand 13. */
@Named
@Dependent
public class EvenOnly implements ItemProcessor {
    @Inject
    private TaskContext task;

    @Inject
    private Journal journal;

    @Override
    public Object processItem(Object item) {
        int number = (Integer) item;
        if (number == 13) {
            throw new UnsupportedOperationException("13 is unlucky");
        }
        if (number == 2) {
            journal.add("processor " + task.taskId() + " "
                    + Correlation.current().id().orElse("none"));
        }
        return number % 2 == 0 ? item : null;
    }
}
