package com.acme.job;

import java.util.List;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

import com.acme.Journal;

import io.dibs.TaskContext;

/** Notes down for which task it writes. */
@Named
@Dependent
public class Notes extends AbstractItemWriter {
    @Inject
    private TaskContext task;

    @Inject
    private Journal journal;

    @Override
    public void writeItems(List<Object> items) {
        journal.add("writer " + task.taskId());
    }
}
