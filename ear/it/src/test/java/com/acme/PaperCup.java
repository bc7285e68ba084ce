package com.acme;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** A bean for one task, gone with it. */
@Dependent
public class PaperCup {
    @Inject
    private Journal journal;

    private String drink;

    public void fill(String drink) {
        this.drink = drink;
        journal.add("filled with " + drink);
    }

    @PreDestroy
    void destroy() {
        journal.add("threw away " + drink);
    }
}
