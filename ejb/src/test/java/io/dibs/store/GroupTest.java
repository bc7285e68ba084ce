package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.dibs.ProgressReport;
import io.dibs.RetryPolicy;
import io.dibs.TaskState;
import io.dibs.store.Exchange.Ending;
import io.dibs.store.GroupStore.StoredGroup;

class GroupTest {
    private static final String GROUP = "nightly: \"all\" {of} it";

    private Domain domain;
    private Domain.TestWorker worker;
    private GroupStore groups;

    @BeforeEach
    void open() {
        domain = Domain.fresh();
        worker = domain.worker();
        groups = new GroupStore(domain.redis, domain.settings.retention());
    }

    @AfterEach
    void close() {
        domain.assertSound();
        domain.close();
    }

    private UUID dispatch(String... reservations) {
        return dispatch(Attributes.NONE, reservations);
    }

    private UUID dispatch(Attributes attributes, String... reservations) {
        return domain.task(reservations).attributes(attributes.inGroup(GROUP)).dispatch();
    }

    private StoredGroup group() {
        return groups.find(GROUP).orElseThrow();
    }

    private void assertCounts(TaskState state, long count, Object... more) {
        Map<TaskState, Long> counts = new java.util.EnumMap<>(TaskState.class);
        for (TaskState each : TaskState.values()) {
            counts.put(each, 0L);
        }
        counts.put(state, count);
        for (int i = 0; i < more.length; i += 2) {
            counts.put((TaskState) more[i], Long.valueOf((Integer) more[i + 1]));
        }
        assertThat(group().counts()).isEqualTo(counts);
        domain.assertSound();
    }

    @Test
    void it_counts_its_tasks_by_state_at_each_step_of_their_lives() {
        dispatch();
        UUID second = dispatch("a");
        UUID third = dispatch("a");
        assertCounts(TaskState.WAITING, 3);
        List<Exchange.Claimed> claims = worker.claim(10);
        assertCounts(TaskState.WAITING, 1, TaskState.RUNNING, 2);
        domain.tasks.cancel(second);
        assertCounts(TaskState.WAITING, 1, TaskState.RUNNING, 1, TaskState.CANCELING, 1);
        worker.complete(claims.get(0));
        worker.fail(claims.get(1));
        assertCounts(TaskState.WAITING, 1, TaskState.COMPLETED, 1, TaskState.CANCELED, 1);
        assertThat(group().done()).isEmpty();
        worker.fail(worker.claimOne());
        assertCounts(TaskState.FAILED, 1, TaskState.COMPLETED, 1, TaskState.CANCELED, 1);
        assertThat(group().done()).isPresent();
        assertThat(domain.state(third)).isEqualTo(TaskState.FAILED);
    }

    @Test
    void a_task_that_is_tried_again_declined_returned_or_lost_stays_in_it() {
        UUID id = dispatch(Attributes.NONE.with(RetryPolicy.fixed(9, Duration.ofHours(1))), "a");
        worker.exchange(0, List.of(), Domain.outcome(worker.claimOne(), Ending.RETRYABLE, "{}"));
        assertCounts(TaskState.WAITING, 1);
        domain.makeDue(id);
        domain.sweep();
        worker.exchange(0, List.of(), Domain.outcome(worker.claimOne(), Ending.ABORTED, "{}"));
        assertCounts(TaskState.WAITING, 1);
        worker.exchange(0, List.of(), Domain.outcome(worker.claimOne(), Ending.RETURNED, ""));
        assertCounts(TaskState.WAITING, 1);
        worker.claimOne();
        assertCounts(TaskState.RUNNING, 1);
        worker.expire();
        domain.sweep();
        assertCounts(TaskState.WAITING, 1);
        Domain.TestWorker another = domain.worker();
        another.decline(another.claimOne());
        assertCounts(TaskState.WAITING, 1);
        assertThat(group().done()).isEmpty();
        domain.tasks.cancel(id);
        assertCounts(TaskState.CANCELED, 1);
        assertThat(group().done()).isPresent();
    }

    @Test
    void it_is_complete_once_whichever_way_the_last_task_ends_and_whoever_asks_twice() {
        dispatch();
        UUID second = dispatch();
        List<Exchange.Claimed> claims = worker.claim(10);
        assertThat(worker.complete(claims.get(0)).completedGroups()).isEmpty();
        Exchange.Request end = worker.request(0, List.of(), Domain.outcome(claims.get(1), Ending.COMPLETED, "1"));
        assertThat(worker.send(end).completedGroups()).containsExactly(GROUP);
        assertThat(worker.send(end).completedGroups()).isEmpty();
        assertThat(domain.state(second)).isEqualTo(TaskState.COMPLETED);

        UUID third = dispatch();
        assertThat(group().done()).isEmpty();
        assertThat(domain.tasks.cancel(third).completedGroups()).containsExactly(GROUP);
        dispatch("a");
        worker.claimOne();
        worker.expire();
        Recovery.Swept swept = domain.workers.sweep("{}", "{}");
        assertThat(swept.completedGroups()).containsExactly(GROUP);
    }

    @Test
    void one_that_is_held_open_is_complete_when_it_is_closed_and_nothing_in_it_is_left() {
        NewTask report = domain.task("report").build();
        assertThat(groups.open(GROUP, Optional.of("ann"), List.of(report))).isTrue();
        assertThat(groups.open(GROUP, Optional.of("ann"), List.of(report))).isTrue();
        assertThat(groups.open(GROUP, Optional.of("bob"), List.of())).isFalse();
        dispatch();
        assertThat(worker.complete(worker.claimOne()).completedGroups()).isEmpty();
        assertThat(group().owner()).contains("ann");
        dispatch();
        assertThat(groups.close(GROUP)).isEqualTo(new GroupStore.Closed(true, List.of()));
        assertThat(domain.tasks.find(report.id())).isEmpty();
        Exchange.Claimed last = worker.claimOne();
        dispatch(); // From inside the last one, say.
        assertThat(worker.complete(last).completedGroups()).isEmpty();
        assertThat(worker.complete(worker.claimOne()).completedGroups()).containsExactly(GROUP);
        assertThat(worker.claimAll()).containsExactly(report.id());
        assertThat(groups.close(GROUP)).isEqualTo(new GroupStore.Closed(true, List.of()));
        assertThat(groups.close("another")).isEqualTo(new GroupStore.Closed(false, List.of()));
    }

    @Test
    void an_empty_one_is_complete_when_it_is_closed() {
        NewTask report = domain.task().build();
        groups.open(GROUP, Optional.empty(), List.of(report));
        assertThat(groups.close(GROUP).completedGroups()).containsExactly(GROUP);
        assertThat(worker.claimAll()).containsExactly(report.id());
        assertThat(groups.open(GROUP, Optional.of("bob"), List.of())).isTrue();
        assertThat(group().done()).isEmpty();
        groups.close(GROUP);
    }

    @Test
    void canceling_one_of_its_tasks_does_not_cancel_it() {
        UUID first = dispatch();
        dispatch();
        domain.tasks.cancel(first);
        assertThat(group().canceled()).isEmpty();
        dispatch();
        assertCounts(TaskState.WAITING, 2, TaskState.CANCELED, 1);
    }

    @Test
    void canceling_it_cancels_all_that_is_not_final_in_pieces_and_can_be_repeated() {
        List<UUID> waiting = new ArrayList<>();
        UUID done = dispatch();
        worker.complete(worker.claimOne());
        UUID running = dispatch("a");
        Exchange.Claimed claim = worker.claimOne();
        for (int i = 0; i < 250; i++) {
            waiting.add(dispatch("a"));
        }
        UUID stranger = domain.dispatch("a");
        GroupStore.CanceledPart part = groups.cancel(GROUP, Optional.empty());
        assertThat(part.members()).hasSize(100);
        assertThat(part.members().get(0).task()).isEqualTo(waiting.get(249));
        assertThatThrownBy(this::dispatch)
                .isInstanceOf(GroupCanceledException.class)
                .hasMessageContaining(GROUP);
        cancelAll(part.next());
        cancelAll(Optional.empty());
        waiting.forEach(id -> assertThat(domain.state(id)).isEqualTo(TaskState.CANCELED));
        assertThat(domain.state(done)).isEqualTo(TaskState.COMPLETED);
        assertThat(domain.state(running)).isEqualTo(TaskState.CANCELING);
        assertThat(group().done()).isEmpty();
        assertThat(worker.fail(claim).completedGroups()).containsExactly(GROUP);
        assertThat(worker.claimAll()).containsExactly(stranger);
        dispatch();
        assertThat(group().canceled()).isEmpty();
    }

    /** It waited for a dependency, so it stands behind one that was dispatched after it. */
    @Test
    void canceling_it_cancels_a_task_too_that_it_has_made_ready() {
        UUID dependency = domain.dispatch();
        Exchange.Claimed claim = worker.claimOne();
        UUID first = dispatch(Attributes.NONE.after(List.of(dependency)), "a");
        UUID second = dispatch("a");
        worker.complete(claim);
        cancelAll(Optional.empty());
        assertThat(domain.state(first)).isEqualTo(TaskState.CANCELED);
        assertThat(domain.state(second)).isEqualTo(TaskState.CANCELED);
        assertThat(worker.claim(10)).isEmpty();
    }

    private void cancelAll(Optional<String> from) {
        Optional<String> next = from;
        do {
            next = groups.cancel(GROUP, next).next();
        } while (next.isPresent());
    }

    @Test
    void a_batch_with_a_task_for_a_canceled_one_is_refused_as_a_whole() {
        dispatch();
        groups.cancel(GROUP, Optional.empty());
        groups.open("held", Optional.empty(), List.of());
        UUID held = domain.task().attributes(Attributes.NONE.inGroup("held")).dispatch();
        worker.claimOne();
        groups.cancel("held", Optional.empty());
        NewTask plain = domain.task().build();
        NewTask refused =
                domain.task().attributes(Attributes.NONE.inGroup("held")).build();
        Keys.assertUnchangedBy(domain, () -> assertThatThrownBy(() -> domain.tasks.dispatch(List.of(plain, refused)))
                .isInstanceOf(GroupCanceledException.class));
        assertThat(domain.state(held)).isEqualTo(TaskState.CANCELING);
    }

    @Test
    void what_its_tasks_report_adds_up_and_nothing_counts_twice() {
        dispatch(Attributes.NONE.with(RetryPolicy.fixed(2, Duration.ZERO)));
        dispatch();
        List<Exchange.Claimed> claims = worker.claim(2);
        share(claims.get(0), 3, 10);
        share(claims.get(0), 7, 10);
        share(claims.get(0), 7, 10);
        share(claims.get(1), 5, 20);
        assertThat(group().progress())
                .containsExactly(new ProgressReport(
                        "Files", "files", TaskState.RUNNING, Optional.of(30L), 12, Optional.empty()));
        worker.exchange(0, List.of(), Domain.outcome(claims.get(0), Ending.RETRYABLE, "{}"));
        assertThat(share(claims.get(0), 9, 10)).isFalse();
        Exchange.Claimed again = worker.claimOne();
        share(again, 1, 10);
        assertThat(group().progress().get(0).done()).isEqualTo(6);
        worker.complete(again);
        worker.complete(claims.get(1));
        assertThat(group().progress().get(0).state()).isEqualTo(TaskState.COMPLETED);
    }

    private boolean share(Exchange.Claimed claim, long done, long total) {
        return domain.workers.saveProgress(
                claim.task(), claim.fencingToken(), "", "", "{\"files\":[\"Files\"," + done + "," + total + "]}");
    }

    @Test
    void they_are_listed_those_that_are_open_first_and_forgotten_when_they_are_old() {
        UUID id = dispatch();
        domain.task().attributes(Attributes.NONE.inGroup("open")).dispatch();
        domain.tasks.cancel(id);
        groups.open("held", Optional.empty(), List.of());
        assertThat(groups.list(0, 10)).extracting(StoredGroup::name).containsExactly("held", "open", GROUP);
        assertThat(groups.list(1, 1)).extracting(StoredGroup::name).containsExactly("open");
        assertThat(groups.count()).isEqualTo(3);
        domain.redis.call(r -> r.zadd(domain.redis.key("groups"), 1, GROUP));
        domain.redis.call(r -> r.zadd(domain.redis.key("groups"), 4_000_000_000_000_001.0, "held"));
        domain.redis.call(r -> r.zadd(domain.redis.key("groups"), 4_000_000_000_000_001.0, "open"));
        domain.sweep();
        assertThat(groups.list(0, 10)).extracting(StoredGroup::name).containsExactly("open");
        assertThat(groups.find(GROUP)).isEmpty();
    }

    @Test
    void it_knows_whether_all_that_is_left_in_it_is_of_one_owner() {
        io.dibs.Task.Origin ann =
                new io.dibs.Task.Origin(Optional.of("ann"), Optional.empty(), Optional.empty(), false);
        dispatch(Attributes.NONE.with(ann));
        assertThat(groups.areAllOf(GROUP, "ann")).isTrue();
        assertThat(group().owner()).contains("ann");
        UUID stranger = dispatch();
        assertThat(groups.areAllOf(GROUP, "ann")).isFalse();
        domain.tasks.cancel(stranger);
        assertThat(groups.areAllOf(GROUP, "ann")).isTrue();
    }
}
