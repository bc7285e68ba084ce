package com.acme;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A line of the {@link Ledger}. */
@Entity
public class LedgerLine {
    @Id
    private UUID id = UUID.randomUUID();

    private String text;

    protected LedgerLine() {}

    public LedgerLine(String text) {
        this.text = text;
    }

    public UUID id() {
        return id;
    }

    public String text() {
        return text;
    }
}
