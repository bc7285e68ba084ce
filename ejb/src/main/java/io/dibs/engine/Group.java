package io.dibs.engine;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.dibs.TaskBuilder;
import io.dibs.TaskConflictException;
import io.dibs.TaskGroup;
import io.dibs.TaskNotFoundException;
import io.dibs.TaskState;
import io.dibs.TaskStateChanged;
import io.dibs.store.GroupStore;
import io.dibs.store.NewTask;

/** A group that asks the store each time. */
record Group(String name, GroupStore store, Dispatches dispatches, StateNotifier notifier) implements TaskGroup {
    private static final int LONGEST_NAME = 200;

    Group {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("The name of a group has 1 to " + LONGEST_NAME + " characters"
                    + (name == null ? "; null has none." : "; this one has " + name.length() + "."));
        }
    }

    @Override
    public Optional<Snapshot> find() {
        return store.find(name).map(Group::snapshot);
    }

    @Override
    public void open(TaskBuilder... then) {
        open(List.of(), then);
    }

    @Override
    public void open(List<URI> webhooks, TaskBuilder... then) {
        if (webhooks.size() > TaskBuilder.MAX_WEBHOOKS) {
            throw new IllegalArgumentException("A group can have " + TaskBuilder.MAX_WEBHOOKS + " webhooks at most.");
        }
        webhooks.forEach(dispatches::checkWebhook);
        List<NewTask> tasks = Stream.concat(
                        Arrays.stream(then).map(this::follower),
                        webhooks.stream().distinct().map(url -> dispatches.delivery(name, url)))
                .toList();
        if (!store.open(name, dispatches.owner(), tasks)) {
            throw new TaskConflictException("There is a group '" + name
                    + "' that is not complete. Wait for that, cancel it, or choose another name.");
        }
    }

    private NewTask follower(TaskBuilder task) {
        if (!(task instanceof Builder builder)) {
            throw new IllegalArgumentException(
                    "Only tasks that TaskDispatcher has made can follow a group, not " + task + ".");
        }
        NewTask made = dispatches.newTask(builder);
        if (made.attributes().group().isPresent()
                || made.attributes().origin().immediate()
                || !made.attributes().dependencies().isEmpty()
                || !made.followers().isEmpty()) {
            throw new IllegalArgumentException(
                    "A task that follows a group has no group, dependencies or webhook, and is" + " not immediate.");
        }
        return made;
    }

    @Override
    public void close() {
        GroupStore.Closed closed = store.close(name);
        if (!closed.found()) {
            throw notFound();
        }
        closed.completedGroups().forEach(notifier::groupCompleted);
    }

    @Override
    public Snapshot cancel() {
        if (store.find(name).isEmpty()) {
            throw notFound();
        }
        Optional<String> from = Optional.empty();
        do {
            GroupStore.CanceledPart part = store.cancel(name, from);
            part.members().forEach(this::tell);
            part.completedGroups().forEach(notifier::groupCompleted);
            from = part.next();
        } while (from.isPresent());
        return find().orElseThrow(this::notFound);
    }

    private void tell(GroupStore.Member member) {
        Optional<TaskState> from =
                switch (member.canceled().outcome()) {
                    case CANCELED -> Optional.of(TaskState.WAITING);
                    case CANCELING -> Optional.of(TaskState.RUNNING);
                    default -> Optional.empty();
                };
        from.ifPresent(state -> notifier.changed(new TaskStateChanged(
                member.task(),
                member.canceled().name(),
                from,
                state == TaskState.WAITING ? TaskState.CANCELED : TaskState.CANCELING)));
    }

    @Override
    public boolean isAllOf(String owner) {
        return store.areAllOf(name, owner);
    }

    private TaskNotFoundException notFound() {
        return new TaskNotFoundException("There is no group '" + name + "'.");
    }

    static Snapshot snapshot(GroupStore.StoredGroup stored) {
        return new Snapshot(
                stored.name(),
                stored.owner(),
                stored.open(),
                stored.created(),
                stored.canceled(),
                stored.done(),
                stored.counts(),
                stored.progress());
    }
}
