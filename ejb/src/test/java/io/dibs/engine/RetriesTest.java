package io.dibs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

import jakarta.security.enterprise.SecurityContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Correlation;
import io.dibs.RetryPolicy;
import io.dibs.Task;
import io.dibs.TaskConflictException;
import io.dibs.TaskNotFoundException;
import io.dibs.TaskQuery;
import io.dibs.TaskState;
import io.dibs.config.Settings;
import io.dibs.method.Arguments;
import io.dibs.method.TaskMethods;
import io.dibs.metric.Metrics;
import io.dibs.seal.SecretKeys;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.Draft;
import io.dibs.store.Exchange;
import io.dibs.store.GroupStore;
import io.dibs.store.NewTask;
import io.dibs.store.PastCalls;
import io.dibs.store.StoreSettings.Sealing;
import io.dibs.store.StoredTask;
import io.dibs.trace.Tracing;

/** Running a final task once more. */
class RetriesTest {
    private static final String METHOD = "com.acme.FileTasks#add";
    private static final Sealing OLD = new Sealing(SecretKeys.of("aes-1"), SecretKeys.of("mac-1"), true);
    private static final Sealing NEW =
            new Sealing(SecretKeys.of("aes-2", "aes-1"), SecretKeys.of("mac-2", "mac-1"), true);

    private Domain domain = Domain.fresh();

    @AfterEach
    void close() {
        domain.assertSound();
        domain.close();
    }

    private Retries retries() {
        Dispatches dispatches = new Dispatches(
                domain.tasks,
                settings(),
                new StateNotifier(new Module()),
                null,
                null,
                null,
                new Caller((SecurityContext) null),
                Metrics.unexported(),
                Tracing.OFF);
        TaskMethods methods = new TaskMethods(
                getClass()::getClassLoader, type -> type.getName().equals("com.acme.FileTasks"), List.of());
        return new Retries(
                new PastCalls(domain.redis),
                domain.tasks,
                methods,
                new Arguments(10_000),
                dispatches,
                new Jobs(new Module(), settings()));
    }

    private static Settings settings() {
        Properties defaults = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Settings.read(key -> Optional.ofNullable(defaults.getProperty(key)));
    }

    private Draft draft(String... reservations) {
        return domain.task(reservations).name(METHOD).arguments("[3,4]");
    }

    private UUID ended(Draft draft) {
        NewTask task = draft.build();
        domain.tasks.dispatch(task);
        Domain.TestWorker worker = domain.worker();
        worker.fail(worker.claim(100).stream()
                .filter(claim -> claim.task().equals(task.id()))
                .findFirst()
                .orElseThrow());
        return task.id();
    }

    private UUID retry(UUID id) {
        return retries().retry(id, UUID.randomUUID()).id();
    }

    @Test
    void the_new_task_is_as_the_old_one_was_and_says_which_it_repeats() {
        Instant tick = Instant.parse("2026-11-24T02:00:00Z");
        Attributes attributes = new Attributes(
                Optional.of("adds"),
                Optional.of("g"),
                Optional.of(Duration.ofMinutes(5)),
                Optional.of("c-1"),
                RetryPolicy.fixed(1, Duration.ZERO),
                new Task.Origin(Optional.of("ann"), Optional.of("nightly"), Optional.of(tick), Optional.empty(), true),
                Map.of("acme", "1"),
                List.of(UUID.randomUUID()));
        UUID old = ended(draft("a", "shared:b").queue("sync").priority(7).attributes(attributes));
        String before = domain.text();

        UUID id = retry(old);

        assertThat(id).isNotEqualTo(old);
        StoredTask task = domain.find(id);
        assertThat(task.state()).isEqualTo(TaskState.WAITING);
        assertThat(task.name()).isEqualTo(METHOD);
        assertThat(task.queue()).isEqualTo("sync");
        assertThat(task.priority()).isEqualTo(7);
        assertThat(task.reservations()).isEqualTo(domain.find(old).reservations());
        assertThat(task.attributes())
                .isEqualTo(attributes
                        .after(List.of())
                        .with(new Task.Origin(
                                Optional.of("ann"),
                                Optional.of("nightly"),
                                Optional.of(tick),
                                Optional.empty(),
                                false,
                                Optional.of(old))));
        assertThat(TaskSnapshot.of(task).origin().retryOf()).contains(old);
        assertThat(domain.worker().claimOne().arguments()).isEqualTo("[3,4]");
        assertThat(before).contains(old.toString());
        assertThat(domain.state(old)).isEqualTo(TaskState.FAILED);
    }

    @Test
    void it_stands_at_the_end_of_the_lines_of_its_resources() {
        UUID old = ended(draft("a"));
        UUID before = draft("a").dispatch();
        UUID id = retry(old);
        UUID behind = draft("a").dispatch();
        assertThat(List.of(before, id, behind)).allSatisfy(next -> {
            Domain.TestWorker worker = domain.worker();
            Exchange.Claimed claim = worker.claimOne();
            assertThat(claim.task()).isEqualTo(next);
            worker.complete(claim);
        });
    }

    @Test
    void a_canceled_and_a_completed_task_can_be_retried_and_a_retry_once_more() {
        UUID canceled = draft().dispatch();
        domain.tasks.cancel(canceled);
        UUID again = retry(canceled);
        Domain.TestWorker worker = domain.worker();
        worker.complete(worker.claimOne());
        UUID third = retry(again);
        assertThat(domain.find(third).attributes().origin().retryOf()).contains(again);
    }

    @Test
    void one_that_is_not_final_is_refused_with_its_state_and_nothing_is_dispatched() {
        UUID id = draft().dispatch();
        assertThatThrownBy(() -> retry(id))
                .isInstanceOf(TaskConflictException.class)
                .hasMessageStartingWith("Task " + id + " is waiting; only a final task can be retried.");
        domain.worker().claimOne();
        assertThatThrownBy(() -> retry(id)).hasMessageContaining("is running");
        assertThatThrownBy(() -> retry(UUID.randomUUID())).isInstanceOf(TaskNotFoundException.class);
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isEqualTo(1);
    }

    @Test
    void the_same_key_gives_the_same_task_and_another_task_another() {
        UUID old = ended(draft());
        UUID other = ended(draft());
        UUID id = retries().retry(old, "order 7").id();
        assertThat(retries().retry(old, "order 7").id()).isEqualTo(id);
        Domain.TestWorker worker = domain.worker();
        worker.complete(worker.claimOne());
        assertThat(retries().retry(old, "order 7").id()).isEqualTo(id);
        assertThat(retries().retry(old, "order 8").id()).isNotEqualTo(id);
        assertThat(retries().retry(other, "order 7").id()).isNotEqualTo(id);
        assertThat(domain.tasks.list(TaskQuery.all()).count()).isEqualTo(5);
        for (String key : new String[] {null, "", "k".repeat(201)}) {
            assertThatThrownBy(() -> retries().retry(old, key)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void it_has_the_correlation_of_whoever_asks_for_it() {
        UUID old = ended(draft().attributes(Attributes.NONE.correlated("c-1")));
        Correlation.Scope request = Correlation.of("c-2").enter();
        try {
            assertThat(domain.find(retry(old)).attributes().correlationId()).contains("c-2");
        } finally {
            request.close();
        }
        assertThat(domain.find(retry(old)).attributes().correlationId()).contains("c-1");
    }

    @Test
    void a_group_that_is_complete_is_open_again_and_one_that_is_being_canceled_takes_none() {
        GroupStore groups = new GroupStore(domain.redis, domain.settings.retention());
        UUID old = ended(draft().attributes(Attributes.NONE.inGroup("g")));
        UUID id = retry(old);
        assertThat(groups.find("g").orElseThrow().counts()).containsEntry(TaskState.WAITING, 1L);
        Domain.TestWorker worker = domain.worker();
        Exchange.Claimed claim = worker.claimOne();
        assertThat(claim.task()).isEqualTo(id);
        groups.cancel("g", Optional.empty());
        assertThatThrownBy(() -> retry(old))
                .isInstanceOf(TaskConflictException.class)
                .hasMessageContaining("its group 'g' is being canceled");
        worker.complete(claim);
        assertThat(domain.state(retry(old))).isEqualTo(TaskState.WAITING);
    }

    @Test
    void what_this_application_cannot_run_any_more_is_refused() {
        UUID gone = ended(draft().name("com.acme.FileTasks#gone"));
        assertThatThrownBy(() -> retry(gone))
                .isInstanceOf(TaskConflictException.class)
                .hasMessageContaining("its method com.acme.FileTasks#gone is not in this application");
        UUID foreign = ended(draft().name("java.lang.System#exit"));
        assertThatThrownBy(() -> retry(foreign)).isInstanceOf(TaskConflictException.class);
        UUID changed = ended(draft().arguments("[3]"));
        assertThatThrownBy(() -> retry(changed))
                .isInstanceOf(TaskConflictException.class)
                .hasMessageContaining("its arguments do not fit its method any more");
    }

    @Test
    void it_is_sealed_anew_for_its_own_id_with_the_keys_of_today() throws Exception {
        domain.close();
        Domain old = Domain.sealed(OLD);
        domain = old;
        UUID id = ended(draft("a", "shared:b"));
        domain = old.with(NEW);
        try {
            UUID again = retry(id);
            assertThat(domain.call(again))
                    .contains(" aes=aes-2:", "sig=2:mac-2:")
                    .doesNotContain("[3,4]");
            Exchange.Claimed claim = domain.worker().claimOne();
            assertThat(claim.open().arguments()).isEqualTo("[3,4]");
        } finally {
            domain = old;
        }
    }

    @Test
    void what_was_changed_since_its_dispatch_is_not_signed_anew() {
        domain.close();
        domain = Domain.sealed(OLD);
        UUID id = ended(draft("a"));
        domain.change(id, "call", call -> call.replace("FileTasks#add", "FileTasks#six"));
        assertThatThrownBy(() -> retry(id))
                .isInstanceOf(TaskConflictException.class)
                .hasMessageContaining("it is not as it was dispatched");
        UUID moved = ended(draft("a"));
        domain.change(moved, "queue", queue -> "other");
        assertThatThrownBy(() -> retry(moved)).isInstanceOf(TaskConflictException.class);
    }

    @Test
    void of_a_signed_task_only_what_was_signed_is_reserved_again() {
        domain.close();
        domain = Domain.sealed(OLD);
        NewTask task = draft("z").build();
        domain.tasks.dispatch(task);
        Domain.TestWorker worker = domain.worker();
        Exchange.Claimed claim = worker.claimOne();
        domain.workers.reserve(task.id(), claim.fencingToken(), List.of("a"));
        worker.complete(claim);
        assertThat(domain.find(task.id()).reservations()).hasSize(2);
        assertThat(domain.find(retry(task.id())).reservations()).isEqualTo(task.reservations());
    }
}
