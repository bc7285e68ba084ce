package com.acme.job;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Reads the numbers from 1 to {@code count}. */
@Named
@Dependent
public class Numbers extends AbstractItemReader {
    @Inject
    @BatchProperty
    private String count;

    private int next = 1;

    @Override
    public Integer readItem() {
        return next > Integer.parseInt(count) ? null : (Integer) next++;
    }
}
