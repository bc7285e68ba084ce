package io.dibs.worker;

import java.util.Map;

import io.dibs.store.Exchange;
import io.dibs.store.Need;

/**
 * Lets only those tasks through that this process is new enough for.
 *
 * @param modules the versions of the application's modules here
 */
record VersionGate(Map<String, String> modules) {
    /** Whether this process is new enough for a task that needs that. */
    boolean admits(Need need) {
        return need.isMetBy(modules);
    }

    /** @throws OldVersionException if the task demands a newer version of one, or one that is not here */
    void check(Exchange.Claimed task) {
        if (!admits(task.need())) {
            throw new OldVersionException(task.need().minimumVersions(), modules);
        }
    }
}
