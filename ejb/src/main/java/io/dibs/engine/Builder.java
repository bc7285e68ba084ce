package io.dibs.engine;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import io.dibs.Correlation;
import io.dibs.Reservation;
import io.dibs.RetryPolicy;
import io.dibs.TaskBuilder;
import io.dibs.TaskHandle;
import io.dibs.method.ApplicationModules;
import io.dibs.store.Need;

/** Collects what is said about a task, and checks each part when it is said. */
class Builder implements TaskBuilder {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_DEPENDENCIES = 1_000;
    private static final int LONGEST_DESCRIPTION = 2_000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(36_500);

    private final Dispatches dispatches;
    final String method;
    final String arguments;
    final List<URI> webhooks = new ArrayList<>();
    final Set<UUID> dependencies = new LinkedHashSet<>();
    final Map<String, Reservation> reservations = new TreeMap<>();
    String queue = DEFAULT_QUEUE;
    int priority;
    boolean immediate;
    boolean deferrable = true;
    Optional<String> group = Optional.empty();
    Optional<Duration> timeout = Optional.empty();
    Optional<RetryPolicy> retry = Optional.empty();
    Optional<String> description = Optional.empty();
    Optional<String> correlationId = Optional.empty();
    /** What is demanded if nothing is said about it: the version of its module that this process has. */
    private final Map<String, String> ownVersion;
    /** What is said to be demanded. */
    final Map<String, String> minimumVersions = new TreeMap<>();
    /** Whether nothing is demanded but what is said. */
    boolean anyVersion;

    Builder(String method, String arguments, Map<String, String> ownVersion, Dispatches dispatches) {
        this.method = method;
        this.ownVersion = ownVersion;
        this.arguments = arguments;
        this.dispatches = dispatches;
    }

    @Override
    public TaskBuilder exclusive(Object... resources) {
        for (Object resource : resources) {
            Reservation reservation = Reservation.exclusive(resource);
            reservations.put(reservation.resource(), reservation);
        }
        return this;
    }

    @Override
    public TaskBuilder shared(Object... resources) {
        for (Object resource : resources) {
            Reservation reservation = Reservation.shared(resource);
            reservations.putIfAbsent(reservation.resource(), reservation);
        }
        return this;
    }

    @Override
    public TaskBuilder queue(String queue) {
        this.queue = QueueName.checked(queue);
        return this;
    }

    @Override
    public TaskBuilder priority(int priority) {
        if (Math.abs(priority) > MAX_PRIORITY) {
            throw new IllegalArgumentException("The priority is " + priority + "; it must be within " + -MAX_PRIORITY
                    + " and " + MAX_PRIORITY + ".");
        }
        this.priority = priority;
        return this;
    }

    @Override
    public TaskBuilder group(String group) {
        this.group = text("group", group, LONGEST_NAME);
        return this;
    }

    @Override
    public TaskBuilder timeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "The timeout is " + timeout + "; it must be from PT0.001S to " + LONGEST_TIMEOUT + ".");
        }
        this.timeout = Optional.of(timeout);
        return this;
    }

    @Override
    public TaskBuilder retry(RetryPolicy retry) {
        this.retry = Optional.of(retry);
        return this;
    }

    @Override
    public TaskBuilder immediate() {
        immediate = true;
        return this;
    }

    @Override
    public TaskBuilder deferrable(boolean deferrable) {
        this.deferrable = deferrable;
        return this;
    }

    @Override
    public TaskBuilder after(TaskHandle... tasks) {
        for (TaskHandle task : tasks) {
            dependencies.add(task.id());
        }
        if (dependencies.size() > MOST_DEPENDENCIES) {
            throw new IllegalArgumentException("A task can depend on " + MOST_DEPENDENCIES + " others at most, not on "
                    + dependencies.size() + ". Put them into a group.");
        }
        return this;
    }

    @Override
    public TaskBuilder webhook(URI url) {
        dispatches.checkWebhook(url);
        if (!webhooks.contains(url)) {
            webhooks.add(url);
        }
        if (webhooks.size() > MAX_WEBHOOKS) {
            throw new IllegalArgumentException("A task can have " + MAX_WEBHOOKS + " webhooks at most.");
        }
        return this;
    }

    @Override
    public TaskBuilder description(String description) {
        this.description = text("description", description, LONGEST_DESCRIPTION);
        return this;
    }

    @Override
    public TaskBuilder correlationId(String correlationId) {
        this.correlationId = Correlation.of(correlationId).id();
        return this;
    }

    @Override
    public TaskBuilder minimumVersion(String module, String version) {
        if (!ApplicationModules.isModule(module)) {
            throw new IllegalArgumentException(
                    "'" + module + "' is no name of a module; it has 1 to 200 characters, none of them '@', '='"
                            + " or a control character.");
        }
        if (!ApplicationModules.isVersion(version) || !Need.isComparable(version)) {
            throw new IllegalArgumentException("'" + version + "' is no version of the module " + module
                    + " that others can be compared with; such as 1.2 or 2.0-SNAPSHOT, it begins with a digit.");
        }
        minimumVersions.put(module, version);
        return this;
    }

    @Override
    public TaskBuilder anyVersion() {
        minimumVersions.clear();
        anyVersion = true;
        return this;
    }

    /** All that it demands if it is dispatched now, by this process. */
    Map<String, String> demandedNow() {
        Map<String, String> all = new TreeMap<>(anyVersion ? Map.of() : ownVersion);
        all.putAll(minimumVersions);
        return Map.copyOf(all);
    }

    private static Optional<String> text(String what, String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException("A " + what + " has 1 to " + longest + " characters"
                    + (value == null ? "; null has none." : "; this one has " + value.length() + "."));
        }
        return Optional.of(value);
    }

    @Override
    public TaskHandle dispatch() {
        return dispatches.dispatch(this);
    }

    List<Reservation> reservations() {
        return List.copyOf(reservations.values());
    }
}
