package com.acme;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** A bean with transactions and a database. */
@ApplicationScoped
@Transactional
public class Ledger {
    @PersistenceContext
    private EntityManager lines;

    public void write(String text) {
        lines.persist(new LedgerLine(text));
    }

    /** Flushes, so that a row stays behind if this is not rolled back. */
    public void writeAndFail(String text) {
        write(text);
        lines.flush();
        throw new IllegalStateException("The ledger is full.");
    }

    public List<String> read() {
        return lines.createQuery("select line.text from LedgerLine line order by line.text", String.class)
                .getResultList();
    }
}
