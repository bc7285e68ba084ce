package io.dibs;

import java.util.List;
import java.util.Optional;

/** Groups of tasks. Thread-safe. */
public interface TaskGroups {
    /**
     * The group of that name; nothing is looked up.
     *
     * @throws IllegalArgumentException if the name is blank or has more than 200 characters
     */
    TaskGroup group(String name);

    /**
     * Groups: first those that are not complete, the newest first; then the others, those that were completed last first.
     *
     * @param owner only those of this user; empty for all
     * @param offset how many to leave out, from 0
     * @param limit how many at most, 1 to 1,000
     */
    Page list(Optional<String> owner, int offset, int limit);

    /**
     * Some groups.
     *
     * @param count how many there are in all
     */
    record Page(long count, List<TaskGroup.Snapshot> groups) {}
}
