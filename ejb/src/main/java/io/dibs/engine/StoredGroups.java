package io.dibs.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.TaskGroup;
import io.dibs.TaskGroups;
import io.dibs.store.GroupStore;

/** The groups of the store. */
@ApplicationScoped
class StoredGroups implements TaskGroups {
    private static final int MOST = 1_000;

    private final GroupStore store;
    private final Dispatches dispatches;
    private final StateNotifier notifier;

    protected StoredGroups() {
        this(null, null, null);
    }

    @Inject
    StoredGroups(GroupStore store, Dispatches dispatches, StateNotifier notifier) {
        this.store = store;
        this.dispatches = dispatches;
        this.notifier = notifier;
    }

    @Override
    public TaskGroup group(String name) {
        return new Group(name, store, dispatches, notifier);
    }

    @Override
    public Page list(Optional<String> owner, int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("offset is " + offset + " and limit " + limit
                    + "; they must be from 0, and within 1 and " + MOST + ".");
        }
        if (owner.isEmpty()) {
            return new Page(
                    store.count(),
                    store.list(offset, limit).stream().map(Group::snapshot).toList());
        }
        long count = 0;
        List<TaskGroup.Snapshot> page = new ArrayList<>();
        for (int from = 0; ; from += MOST) {
            List<GroupStore.StoredGroup> some = store.list(from, MOST);
            for (GroupStore.StoredGroup group : some) {
                if (group.owner().equals(owner)) {
                    if (count >= offset && page.size() < limit) {
                        page.add(Group.snapshot(group));
                    }
                    count++;
                }
            }
            if (some.size() < MOST) {
                return new Page(count, page);
            }
        }
    }
}
