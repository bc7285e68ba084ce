package io.dibs.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.dibs.TaskRefusedException;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.method.TaskTarget;
import io.dibs.store.Attributes;
import io.dibs.store.NewTask;
import io.dibs.webhook.AllowedHosts;
import io.dibs.webhook.Delivery;

/** Makes the tasks that tell others of the end of a task: they follow it, so they are created in the step that ends it. */
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
        TaskTarget target = methods.ofDibs(Delivery.class, "run");
        return new NewTask(
                TimeOrderedIds.next(),
                target.name(),
                arguments.encode(target, new Object[] {task, url}),
                Delivery.QUEUE,
                0,
                List.of(),
                new Attributes(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        attributes.correlationId(),
                        Delivery.RETRY,
                        attributes.origin(),
                        Map.of(),
                        List.of()),
                Optional.of(task));
    }
}
