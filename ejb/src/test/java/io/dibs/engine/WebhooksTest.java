package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Task;
import io.dibs.TaskRefusedException;
import io.dibs.TaskState;
import io.dibs.json.Json;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.Exchange;
import io.dibs.store.GroupStore;
import io.dibs.store.NewTask;
import io.dibs.store.StoredTask;
import io.dibs.webhook.AllowedHosts;
import io.dibs.webhook.Delivery;

/** A task that is to be told of is followed by one that tells: in the same step, whatever it came to. */
class WebhooksTest {
    private static final URI URL = URI.create("https://hooks.example.com/dibs");

    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();
    private final Webhooks webhooks = new Webhooks(
            new AllowedHosts(List.of("hooks.example.com"), false),
            new TaskMethods(WebhooksTest.class::getClassLoader, type -> false, List.of(), List.of(Delivery.class)),
            new Arguments(10_000));

    @AfterEach
    void close() {
        domain.close();
    }

    private NewTask told(URI... urls) {
        UUID id = UUID.randomUUID();
        Attributes attributes = Attributes.NONE
                .with(new Task.Origin(Optional.of("ann"), Optional.empty(), Optional.empty(), false))
                .inGroup("g");
        NewTask task = new NewTask(id, "test.Tasks#run", "[]", "default", 0, List.of(), attributes, Optional.empty());
        return webhooks.follow(task, List.of(urls));
    }

    private List<StoredTask> children(NewTask task) {
        return domain.find(task.id()).children().stream().map(domain::find).toList();
    }

    @Test
    void the_delivery_is_created_with_the_end_of_the_task() {
        NewTask task = told(URL, URI.create("https://hooks.example.com/other"));
        domain.tasks.dispatch(task);
        Exchange.Claimed claim = worker.claimOne();
        assertThat(children(task)).isEmpty();
        worker.complete(claim);
        List<StoredTask> deliveries = children(task);
        assertThat(deliveries).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.name()).isEqualTo("io.dibs.webhook.Delivery#run");
            assertThat(delivery.queue()).isEqualTo("dibs-webhooks");
            assertThat(delivery.state()).isEqualTo(TaskState.WAITING);
            assertThat(delivery.parent()).contains(task.id());
            assertThat(delivery.attributes().origin().owner()).contains("ann");
            assertThat(delivery.attributes().group()).isEmpty();
            assertThat(delivery.attributes().retry()).isEqualTo(Delivery.RETRY);
        });
        assertThat(Json.readArray(worker.claimOne().arguments()))
                .isEqualTo(Json.readArray("[\"" + task.id() + "\",\"" + URL + "\"]"));
        domain.assertSound();
    }

    @Test
    void that_of_a_group_is_created_with_its_completion_once() {
        GroupStore groups = new GroupStore(domain.redis, domain.settings.retention());
        Task.Origin origin = new Task.Origin(Optional.of("ann"), Optional.empty(), Optional.empty(), false);
        groups.open("g", Optional.of("ann"), List.of(webhooks.delivery("g", URL, Optional.of("c-1"), origin)));
        NewTask member = domain.task().attributes(Attributes.NONE.inGroup("g")).build();
        domain.tasks.dispatch(member);
        groups.close("g");
        Exchange.Claimed claim = worker.claimOne();
        assertThat(claim.task()).isEqualTo(member.id());
        assertThat(worker.claimAll()).isEmpty();
        worker.complete(claim);
        groups.close("g");
        Exchange.Claimed delivery = worker.claimOne();
        assertThat(delivery.name()).isEqualTo("io.dibs.webhook.Delivery#ofGroup");
        assertThat(Json.readArray(delivery.arguments())).isEqualTo(Json.readArray("[\"g\",\"" + URL + "\"]"));
        assertThat(domain.find(delivery.task()).queue()).isEqualTo(Delivery.QUEUE);
        assertThat(delivery.attributes().retry()).isEqualTo(Delivery.RETRY);
        assertThat(delivery.attributes().origin().owner()).contains("ann");
        assertThat(worker.claimAll()).isEmpty();
        domain.assertSound();
    }

    @Test
    void also_when_it_is_canceled_or_lost_and_once_if_that_is_said_twice() {
        NewTask canceled = told(URL);
        domain.tasks.dispatch(canceled);
        domain.tasks.cancel(canceled.id());
        domain.tasks.cancel(canceled.id());
        assertThat(children(canceled)).hasSize(1);

        NewTask lost = told(URL);
        domain.tasks.dispatch(lost);
        Domain.TestWorker gone = domain.worker("default");
        gone.claimOne();
        gone.expire();
        domain.sweep();
        assertThat(domain.state(lost.id())).isEqualTo(TaskState.FAILED);
        assertThat(children(lost)).hasSize(1);
        domain.assertSound();
    }

    @Test
    void an_address_that_is_not_allowed_is_refused() {
        assertThatThrownBy(() -> webhooks.check(URI.create("https://elsewhere.example/")))
                .isInstanceOf(TaskRefusedException.class);
        webhooks.check(URL);
    }

    @Test
    void applications_cannot_dispatch_deliveries_by_name() {
        TaskMethods methods =
                new TaskMethods(WebhooksTest.class::getClassLoader, type -> false, List.of(), List.of(Delivery.class));
        assertThatThrownBy(() -> methods.resolve("io.dibs.webhook.Delivery#run"))
                .isInstanceOf(TaskRefusedException.class);
        assertThat(methods.find("io.dibs.webhook.Delivery#run")).isPresent();
    }
}
