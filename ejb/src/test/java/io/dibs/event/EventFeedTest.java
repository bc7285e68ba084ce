package io.dibs.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.dibs.EventsUnavailableException;
import io.dibs.TaskEvent;
import io.dibs.TaskEventFilter;
import io.dibs.TaskState;
import io.dibs.TaskSubscription;
import io.dibs.store.Attributes;
import io.dibs.store.Domain;
import io.dibs.store.EventStream;
import io.dibs.store.NewTask;

/** Listeners are told what happens, in its order, without gaps that they do not hear of; and nobody waits for them. */
@Timeout(60)
class EventFeedTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Domain domain = Domain.fresh();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final EventFeed feed = new EventFeed(
            new EventStream(domain.redis),
            new EventFeed.Limits(3, 20),
            loop -> {
                Thread thread = new Thread(loop);
                threads.add(thread);
                return thread;
            },
            Duration.ofMillis(50));

    @AfterEach
    void close() {
        feed.close();
        domain.close();
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    private static NewTask newTask() {
        return new NewTask(
                UUID.randomUUID(), "test.Tasks#run", "[]", "default", 0, List.of(), Attributes.NONE, Optional.empty());
    }

    private static TaskEvent.Changed next(TaskSubscription subscription) {
        return (TaskEvent.Changed) any(subscription);
    }

    private static TaskEvent any(TaskSubscription subscription) {
        try {
            return subscription.poll(LONG).orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_listener_is_told_what_others_do_with_what_describes_the_task() {
        TaskSubscription subscription = feed.subscribe(TaskEventFilter.ALL);
        UUID id = domain.dispatch("a");
        Domain.TestWorker worker = domain.worker();
        worker.complete(worker.claimOne());
        TaskEvent.Changed dispatched = next(subscription);
        assertThat(dispatched.task()).isEqualTo(id);
        assertThat(dispatched.name()).isEqualTo(domain.find(id).name());
        assertThat(dispatched.queue()).isEqualTo("default");
        assertThat(dispatched.from()).isEmpty();
        assertThat(List.of(
                        dispatched.to(),
                        next(subscription).to(),
                        next(subscription).to()))
                .containsExactly(TaskState.WAITING, TaskState.RUNNING, TaskState.COMPLETED);
    }

    @Test
    void a_listener_is_told_only_what_his_filter_lets_through() {
        TaskSubscription subscription = feed.subscribe(new TaskEventFilter(
                Set.of(TaskState.CANCELED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        TaskSubscription owned = feed.subscribe(new TaskEventFilter(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("somebody"),
                Optional.empty()));
        UUID first = domain.dispatch();
        TaskSubscription single = feed.subscribe(TaskEventFilter.of(first));
        domain.tasks.cancel(domain.dispatch());
        domain.tasks.cancel(first);
        assertThat(next(subscription).task()).isNotEqualTo(first);
        assertThat(next(subscription).task()).isEqualTo(first);
        assertThat(List.of(next(single).task(), next(single).task())).containsExactly(first, first);
        assertThat(owned.poll()).isEmpty();
    }

    @Test
    void a_listener_that_comes_back_is_told_what_he_missed_and_nothing_twice() {
        List<UUID> ids = new ArrayList<>();
        String last;
        try (TaskSubscription before = feed.subscribe(TaskEventFilter.ALL)) {
            ids.add(domain.dispatch());
            domain.tasks.dispatch(List.of(newTask(), newTask()));
            next(before);
            last = next(before).id(); // The first of two in one step.
        }
        UUID missed = domain.dispatch();
        TaskSubscription again = feed.subscribe(TaskEventFilter.ALL, last);
        UUID later = domain.dispatch();
        assertThat(next(again).id()).isEqualTo(last.replaceFirst("-0$", "-1"));
        assertThat(next(again).task()).isEqualTo(missed);
        assertThat(next(again).task()).isEqualTo(later);
        assertThat(again.poll()).isEmpty();
    }

    @Test
    void a_listener_can_go_on_from_a_position_at_which_nothing_had_happened() {
        String position = feed.subscribe(TaskEventFilter.ALL).position();
        UUID id = domain.dispatch();
        assertThat(next(feed.subscribe(TaskEventFilter.ALL, position)).task()).isEqualTo(id);
    }

    @Test
    void a_listener_that_comes_back_too_late_is_told_to_read_anew() {
        for (String gone : List.of("1-0-3", "999999999999999-0", "1732475405120-0-0")) {
            try (TaskSubscription subscription = feed.subscribe(TaskEventFilter.ALL, gone)) {
                assertThat(subscription.poll()).get().isEqualTo(new TaskEvent.Reset(subscription.position()));
                UUID id = domain.dispatch();
                assertThat(next(subscription).task()).isEqualTo(id);
            }
        }
    }

    @Test
    void a_listener_that_missed_more_than_may_wait_is_told_to_read_anew() {
        TaskSubscription other = feed.subscribe(TaskEventFilter.ALL);
        String position = other.position();
        for (int i = 0; i < 21; i++) {
            domain.dispatch();
            next(other);
        }
        assertThat(any(feed.subscribe(TaskEventFilter.ALL, position))).isInstanceOf(TaskEvent.Reset.class);
    }

    @Test
    void what_is_no_id_of_an_event_is_refused_and_takes_no_place() {
        for (String wrong : List.of("", "1", "a-b-c", "1-0-", "-1-0", "99999999999999999999-0")) {
            assertThatThrownBy(() -> feed.subscribe(TaskEventFilter.ALL, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not the id of an event");
        }
        for (int i = 0; i < 3; i++) {
            feed.subscribe(TaskEventFilter.ALL);
        }
    }

    @Test
    void when_redis_loses_what_it_had_listeners_are_told_to_read_anew() {
        TaskSubscription subscription = feed.subscribe(TaskEventFilter.ALL);
        domain.dispatch();
        next(subscription);
        domain.restore(Map.of());
        assertThat(any(subscription)).isInstanceOf(TaskEvent.Reset.class);
        UUID id = domain.dispatch();
        assertThat(next(subscription).task()).isEqualTo(id);
    }

    @Test
    void a_slow_listener_is_left_and_others_are_told_all() {
        TaskSubscription slow = feed.subscribe(TaskEventFilter.ALL);
        TaskSubscription fast = feed.subscribe(TaskEventFilter.ALL);
        AtomicInteger news = new AtomicInteger();
        slow.onNews(news::incrementAndGet);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(domain.dispatch());
            assertThat(next(fast).task()).isEqualTo(ids.get(i));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(next(slow).task()).isEqualTo(ids.get(i));
        }
        assertThat(slow.isClosed()).isTrue();
        assertThat(fast.isClosed()).isFalse();
        assertThat(news).hasValueGreaterThan(1);
        feed.subscribe(TaskEventFilter.ALL);
        feed.subscribe(TaskEventFilter.ALL);
    }

    @Test
    void no_more_listen_than_may() {
        List<TaskSubscription> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(feed.subscribe(TaskEventFilter.ALL));
        }
        assertThatThrownBy(() -> feed.subscribe(TaskEventFilter.ALL))
                .isInstanceOf(EventsUnavailableException.class)
                .hasMessageContaining("dibs.events.max-listeners");
        all.get(1).close();
        all.get(1).close();
        feed.subscribe(TaskEventFilter.ALL);
        assertThat(threads).hasSize(1);
    }

    @Test
    void closing_the_feed_ends_all_subscriptions_and_lets_nobody_in() throws Exception {
        TaskSubscription subscription = feed.subscribe(TaskEventFilter.ALL);
        CountDownLatch told = new CountDownLatch(2);
        subscription.onNews(told::countDown);
        feed.close();
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(subscription.isClosed()).isTrue();
        assertThat(subscription.poll(LONG)).isEmpty();
        assertThatThrownBy(() -> feed.subscribe(TaskEventFilter.ALL)).isInstanceOf(EventsUnavailableException.class);
    }

    @Test
    void the_event_of_a_task_that_is_deleted_at_once_is_told_if_the_task_was_known() {
        TaskSubscription subscription = feed.subscribe(TaskEventFilter.ALL);
        UUID id = domain.dispatch();
        assertThat(next(subscription).to()).isEqualTo(TaskState.WAITING);
        domain.tasks.cancel(id);
        domain.tasks.delete(id);
        assertThat(next(subscription).to()).isEqualTo(TaskState.CANCELED);
    }
}
