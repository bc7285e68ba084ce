package io.dibs.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.dibs.store.Need;

/** What this process has declined tasks for, so that it tells of each such need once. Bounded. Thread-safe. */
final class DeclinedNeeds {
    private static final int MOST = 10_000;

    private final Set<String> texts = ConcurrentHashMap.newKeySet();

    /** Whether this is the first time; with too many to remember, none is any more. */
    boolean isNew(Need need) {
        return texts.size() < MOST && texts.add(need.text());
    }
}
