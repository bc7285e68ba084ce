package io.dibs.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.dibs.Reservation;
import io.dibs.chaos.Entry.Verb;

/**
 * What the ledger has of one execution. Places are places in the ledger.
 *
 * <p>Not thread-safe.
 */
final class Execution {
    final UUID task;
    final long token;
    final int attempt;
    final String process;
    final Collection<Reservation> resources;

    /** Where it acquired, or -1. */
    int acquired = -1;
    /** Where its release was accepted, or -1. */
    int released = -1;
    /** The place of its last entry of all, refused or not. */
    int last = -1;
    /** The place of its last entry that was accepted, or -1. */
    int lastAccepted = -1;

    int effects;
    boolean told;
    boolean mixedUp;
    final List<Integer> refusals = new ArrayList<>();

    Execution(Entry first) {
        task = first.task();
        token = first.token();
        attempt = first.attempt();
        process = first.process();
        resources = first.fencedResources();
    }

    void add(int place, Entry entry) {
        if (!entry.task().equals(task) || !entry.process().equals(process) || entry.attempt() != attempt) {
            mixedUp = true;
        }
        if (entry.verb() == Verb.TOLD) {
            told = true;
            return;
        }
        last = place;
        if (!entry.accepted()) {
            refusals.add(place);
            return;
        }
        lastAccepted = place;
        switch (entry.verb()) {
            case ACQUIRE -> {
                mixedUp |= acquired >= 0;
                acquired = place;
            }
            case EFFECT -> effects++;
            case RELEASE -> released = place;
            default -> throw new IllegalArgumentException(entry.toString());
        }
    }

    @Override
    public String toString() {
        return "execution " + token + " (attempt " + attempt + " of task " + task + " in " + process + ", entries "
                + acquired + " to " + last + ")";
    }
}
