package io.dibs.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.Task;
import io.dibs.TaskRefusedException;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.method.TaskTarget;
import io.dibs.store.Attributes;
import io.dibs.store.NewTask;
import io.dibs.webhook.AllowedHosts;
import io.dibs.webhook.Delivery;

/** Makes the tasks that tell others of the end of a task or group: they follow it, so the step that ends it creates them. */
@ApplicationScoped
class Webhooks {
    private final AllowedHosts hosts;
    private final TaskMethods methods;
    private final Arguments arguments;

    protected Webhooks() {
        this(null, null, null);
    }

    @Inject
    Webhooks(AllowedHosts hosts, TaskMethods methods, Arguments arguments) {
        this.hosts = hosts;
        this.methods = methods;
        this.arguments = arguments;
    }

    /**
     * Checks where a webhook is to go.
     *
     * @throws TaskRefusedException if the settings do not allow it
     */
    void check(URI url) {
        hosts.check(url);
    }

    /** The same task, followed by deliveries to these addresses. */
    NewTask follow(NewTask task, List<URI> urls) {
        List<NewTask> followers = new ArrayList<>(task.followers());
        urls.forEach(url -> followers.add(delivery(task.id(), task.attributes(), url)));
        return new NewTask(
                task.id(),
                task.name(),
                task.arguments(),
                task.queue(),
                task.priority(),
                task.reservations(),
                task.attributes(),
                task.parent(),
                followers);
    }

    private NewTask delivery(UUID task, Attributes attributes, URI url) {
        return delivery("run", task, url, attributes.correlationId(), attributes.origin(), Optional.of(task));
    }

    /** A delivery that tells that address of the completion of a group. */
    NewTask delivery(String group, URI url, Optional<String> correlationId, Task.Origin origin) {
        return delivery("ofGroup", group, url, correlationId, origin, Optional.empty());
    }

    private NewTask delivery(
            String method,
            Object what,
            URI url,
            Optional<String> correlationId,
            Task.Origin origin,
            Optional<UUID> parent) {
        TaskTarget target = methods.ofDibs(Delivery.class, method);
        return new NewTask(
                TimeOrderedIds.next(),
                target.name(),
                arguments.encode(target, new Object[] {what, url}),
                Delivery.QUEUE,
                0,
                List.of(),
                new Attributes(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        correlationId,
                        Delivery.RETRY,
                        origin,
                        Map.of(),
                        List.of()),
                parent);
    }
}
