package io.dibs.web;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.dibs.ProgressReport;
import io.dibs.TaskBuilder;
import io.dibs.TaskGroup;
import io.dibs.TaskGroups;
import io.dibs.TaskNotFoundException;
import io.dibs.TaskState;

/** Groups, over a map. */
class FakeGroups implements TaskGroups {
    final Map<String, TaskGroup.Snapshot> groups = new LinkedHashMap<>();

    /** Those of whose tasks some are of others than their owner. */
    final Set<String> mixed = new TreeSet<>();

    final Set<String> canceled = new TreeSet<>();

    void add(String name, String owner, int waiting, int completed) {
        Map<TaskState, Long> counts = new TreeMap<>();
        Arrays.stream(TaskState.values()).forEach(state -> counts.put(state, 0L));
        counts.put(TaskState.WAITING, (long) waiting);
        counts.put(TaskState.COMPLETED, (long) completed);
        groups.put(
                name,
                new TaskGroup.Snapshot(
                        name,
                        Optional.of(owner),
                        false,
                        Samples.CREATED,
                        Optional.empty(),
                        waiting == 0 ? Optional.of(Samples.CREATED.plusSeconds(1)) : Optional.empty(),
                        counts,
                        List.of(new ProgressReport(
                                "Files", "files", TaskState.RUNNING, Optional.of(9L), 3, Optional.empty()))));
    }

    @Override
    public TaskGroup group(String name) {
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("The name of a group has 1 to 200 characters.");
        }
        return new TaskGroup() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Snapshot> find() {
                return Optional.ofNullable(groups.get(name));
            }

            @Override
            public void open(TaskBuilder... then) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void open(List<URI> webhooks, TaskBuilder... then) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Snapshot cancel() {
                canceled.add(name);
                return find().orElseThrow(() -> new TaskNotFoundException("gone"));
            }

            @Override
            public boolean isAllOf(String owner) {
                return !mixed.contains(name) && groups.get(name).owner().equals(Optional.of(owner));
            }
        };
    }

    @Override
    public Page list(Optional<String> owner, int offset, int limit) {
        List<TaskGroup.Snapshot> all = groups.values().stream()
                .filter(group -> owner.isEmpty() || group.owner().equals(owner))
                .toList();
        return new Page(all.size(), all.stream().skip(offset).limit(limit).toList());
    }
}
