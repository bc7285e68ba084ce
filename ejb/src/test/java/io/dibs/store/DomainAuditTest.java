package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.dibs.Audit.Finding;
import io.dibs.Audit.Kind;
import io.dibs.Audit.Report;
import io.dibs.RetryPolicy;
import io.dibs.Schedule;
import io.dibs.Timing;
import redis.clients.jedis.UnifiedJedis;

/** What breaks a rule is found by the name of the rule, and what does not is not. */
@Timeout(120)
class DomainAuditTest {
    private static final String GHOST = UUID.randomUUID().toString();

    private final Domain domain = Domain.fresh(new StoreSettings.Retention(100, 100, 100, Duration.ofDays(30)));
    private final Domain.TestWorker worker = domain.worker();
    private String running;
    private String blocked;
    private String ready;
    private String completed;
    private String later;
    private String dependent;
    private String member;

    @BeforeEach
    void something_of_everything() {
        completed = domain.dispatch("a").toString();
        worker.complete(worker.claimOne());
        running = domain.dispatch("a", "shared:b").toString();
        worker.claimOne();
        domain.task().queue("other").parent(UUID.fromString(running)).dispatch();
        worker.decline(worker.claimOne());
        blocked = domain.dispatch("a", "shared:b").toString();
        ready = domain.task().priority(3).dispatch().toString();
        later = domain.task("shared:b")
                .attributes(Attributes.NONE.with(RetryPolicy.fixed(2, Duration.ofHours(1))))
                .priority(9)
                .dispatch()
                .toString();
        worker.exchange(0, List.of(), Domain.outcome(worker.claimOne(), Exchange.Ending.RETRYABLE, "{}"));
        dependent = domain.task("a")
                .attributes(Attributes.NONE.after(List.of(UUID.fromString(running))))
                .dispatch()
                .toString();
        member = domain.task("a")
                .attributes(Attributes.NONE.inGroup("some"))
                .dispatch()
                .toString();
        domain.schedules.put(
                "nightly",
                Optional.empty(),
                new ScheduleStore.Definition(
                        Timing.every(Duration.ofHours(1)),
                        domain.schedules.now(),
                        Schedule.Overlap.SKIP,
                        Schedule.Missed.ONCE,
                        domain.task("a").build(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(domain.schedules.now().plusSeconds(3600))),
                1);
        Domain.TestWorker idle = domain.worker("another");
        idle.claim(1);
        Audit.assertSound(domain);
    }

    @AfterEach
    void close() {
        domain.close();
    }

    @ParameterizedTest
    @EnumSource
    void each_broken_rule_is_found_by_its_name(Kind kind) {
        String object = plant(kind);
        Report report = Audit.of(domain);
        assertThat(report.findings())
                .anyMatch(finding -> finding.kind() == kind && finding.object().equals(object));
        assertThat(report.findingCount()).isEqualTo(report.findings().size());
        assertThat(report.isSound()).isFalse();
    }

    /** Breaks a rule once; gives the object that the finding must name. */
    private String plant(Kind kind) {
        return domain.redis.call(r -> plant(kind, r));
    }

    private String plant(Kind kind, UnifiedJedis r) {
        switch (kind) {
            case TASK_INCOMPLETE -> {
                r.hdel(key("task:" + ready), "call");
                return ready;
            }
            case TASK_NOT_LISTED -> {
                r.zrem(key("tasks"), ready);
                return ready;
            }
            case LISTED_TASK_MISSING -> {
                r.zadd(key("tasks"), 1, GHOST);
                return GHOST;
            }
            case NUMBER_BEYOND_COUNTER -> {
                r.set(key("seq"), "3");
                return ready;
            }
            case TOKEN_BEYOND_COUNTER -> {
                r.hset(key("task:" + running), "run", "1 9000000000000000 1");
                return running;
            }
            case TASK_IN_NO_PLACE -> {
                r.zrem(key("ready:default"), ready);
                return ready;
            }
            case TASK_IN_TWO_PLACES -> {
                r.zadd(key("done:failed"), 1, ready);
                return ready;
            }
            case TASK_IN_WRONG_PLACE -> {
                r.hset(key("run:" + worker.incarnation()), ready, "1");
                return ready;
            }
            case PLACE_WITHOUT_TASK -> {
                r.zadd(key("ready:default"), 1, GHOST);
                return GHOST;
            }
            case RANK_WRONG -> {
                r.zadd(key("ready:default"), 5, ready);
                return ready;
            }
            case CLAIM_MISSING -> {
                r.zrem(key("s:b"), blocked);
                return blocked;
            }
            case CLAIM_WITHOUT_TASK -> {
                r.zadd(key("x:a"), 1000, GHOST);
                return "a";
            }
            case CLAIM_OF_FINAL_TASK -> {
                r.zadd(key("x:a"), 1000, completed);
                return "a";
            }
            case CLAIM_NOT_WANTED -> {
                r.zadd(key("x:b"), 1000, running);
                return "b";
            }
            case LINE_ORDER_WRONG -> {
                r.zadd(key("s:b"), 1000, running);
                return "b";
            }
            case COUNTER_OFF -> {
                r.hset(key("task:" + blocked), "blocked", "2");
                return blocked;
            }
            case RUNS_WITHOUT_RESERVATIONS -> {
                r.zadd(key("x:a"), 0, blocked);
                return running;
            }
            case QUEUE_NOT_LISTED -> {
                r.srem(key("queues"), "default");
                return "default";
            }
            case QUEUE_EMPTY -> {
                r.sadd(key("queues"), "nothing");
                return "nothing";
            }
            case PARKED_METHOD_NOT_LISTED -> {
                r.srem(key("parked:other"), Draft.METHOD);
                return "other";
            }
            case PARKED_METHOD_EMPTY -> {
                r.sadd(key("parked:other"), "test.None#run");
                return "other";
            }
            case IDLE_WRONG -> {
                r.sadd(key("idle:other"), worker.incarnation());
                return worker.incarnation();
            }
            case LEASE_WITHOUT_WORKER -> {
                r.zadd(key("leases"), 1, GHOST);
                return GHOST;
            }
            case WORKER_WITHOUT_LEASE, TASKS_WITHOUT_WORKER -> {
                r.zrem(key("leases"), worker.incarnation());
                return worker.incarnation();
            }
            case STOP_WRONG -> {
                r.sadd(key("stop:" + worker.incarnation()), running);
                return worker.incarnation();
            }
            case WAKE_WRONG -> {
                r.rpush(key("wake:" + worker.incarnation()), "1", "1");
                return worker.incarnation();
            }
            case SCHEDULE_MISSING -> {
                r.zadd(key("schedules"), 1, "ghost");
                return "ghost";
            }
            case SCHEDULE_NOT_LISTED -> {
                r.zadd(key("schedules"), Double.POSITIVE_INFINITY, "nightly");
                return "nightly";
            }
            case CHILDREN_WITHOUT_PARENT -> {
                r.rpush(key("children:" + GHOST), ready);
                return GHOST;
            }
            case DEPENDENTS_WRONG -> {
                r.zadd(key("deps:" + completed), 1, dependent);
                return completed;
            }
            case GROUP_MEMBER_WRONG -> {
                r.zrem(key("members:some"), member);
                return member;
            }
            case GROUP_COUNT_WRONG -> {
                r.hset(key("group:some"), "waiting", "2");
                return "some";
            }
            case GROUP_NOT_LISTED -> {
                r.zrem(key("groups"), "some");
                return "some";
            }
            case UNKNOWN_KEY -> {
                r.set(key("left:over"), "1");
                return "left:over";
            }
            case WRONG_TYPE -> {
                r.set(key("idle:wrong"), "1");
                return "idle:wrong";
            }
            case KEY_EXPIRES -> {
                r.expire(key("task:" + ready), 1000);
                return "task:" + ready;
            }
            case KEY_STAYS -> {
                new EventStream(domain.redis).listen(Optional.empty());
                r.persist(key("events"));
                return "events";
            }
        }
        throw new IllegalStateException("Nothing breaks " + kind + " yet.");
    }

    private String key(String name) {
        return domain.redis.key(name);
    }

    @Test
    void a_task_that_is_due_later_stands_in_no_line_and_is_nowhere_else() {
        assertThat(domain.find(UUID.fromString(later)).time("due")).isPresent();
        domain.redis.call(r -> r.zadd(key("s:b"), 1000, later));
        domain.redis.call(r -> r.zincrby(key("later"), 1, later));
        assertThat(Audit.of(domain).findings())
                .extracting(Finding::kind, Finding::object)
                .containsExactlyInAnyOrder(tuple(Kind.CLAIM_NOT_WANTED, "b"), tuple(Kind.TASK_IN_WRONG_PLACE, later));
        domain.redis.call(r -> r.zrem(key("later"), later));
        assertThat(Audit.of(domain).findings())
                .extracting(Finding::kind, Finding::object)
                .containsExactlyInAnyOrder(tuple(Kind.CLAIM_NOT_WANTED, "b"), tuple(Kind.TASK_IN_NO_PLACE, later));
    }

    @Test
    void a_key_of_a_wrong_type_hides_nothing_else() {
        domain.redis.call(r -> r.del(key("x:a"), key("queues")));
        domain.redis.call(r -> r.set(key("x:a"), "1"));
        domain.redis.call(r -> r.hset(key("queues"), "a", "1"));
        assertThat(Audit.of(domain).findings())
                .extracting(Finding::kind, Finding::object)
                .contains(
                        tuple(Kind.WRONG_TYPE, "x:a"),
                        tuple(Kind.WRONG_TYPE, "queues"),
                        tuple(Kind.CLAIM_MISSING, blocked),
                        tuple(Kind.QUEUE_NOT_LISTED, "default"));
    }

    @Test
    void a_report_says_what_was_read_and_when() {
        Report report = Audit.of(domain);
        assertThat(report.domain()).isEqualTo(domain.settings.domain());
        assertThat(report.keys())
                .isGreaterThanOrEqualTo(Keys.of(domain).size())
                .isLessThan(2L * Keys.of(domain).size());
        assertThat(report.finishedAt()).isAfterOrEqualTo(report.startedAt());
        assertThat(report.startedAt()).isCloseTo(domain.workers.list().time(), within(1, ChronoUnit.MINUTES));
        Keys.remove(domain);
        assertThat(Audit.of(domain).keys()).isZero();
    }

    /** What has more members than one step takes is walked one by one, whatever it is. */
    @Test
    void in_large_keys_every_member_is_checked() {
        Flood.dispatch(domain, 300, i -> domain.task("crowded"));
        Flood.dispatch(domain, 300, i -> domain.task());
        worker.claim(150);
        Audit.assertSound(domain);
        for (String key : List.of("x:crowded", "ready:default", "done:completed")) {
            domain.redis.call(r -> r.zadd(key(key), 1e6, "ghost-in-" + key));
        }
        IntStream.range(0, 150).forEach(i -> domain.redis.call(r -> r.sadd(key("queues"), "empty-" + i)));
        domain.redis.call(r -> r.hset(key("run:" + worker.incarnation()), "ghost-in-run", "1"));
        Map<Kind, Integer> counts = new HashMap<>();
        Audit.of(domain).findings().forEach(finding -> counts.merge(finding.kind(), 1, Integer::sum));
        assertThat(counts)
                .isEqualTo(Map.of(Kind.CLAIM_WITHOUT_TASK, 1, Kind.PLACE_WITHOUT_TASK, 3, Kind.QUEUE_EMPTY, 150));
    }

    @Test
    void all_findings_are_counted_and_the_first_thousand_are_listed() {
        int many = io.dibs.Audit.MOST_LISTED + 500;
        domain.redis.call(r -> {
            try (var pipeline = r.pipelined()) {
                IntStream.range(0, many).forEach(i -> pipeline.rpush(key("children:ghost-" + i), GHOST));
                pipeline.sync();
                return null;
            }
        });
        Report report = Audit.of(domain);
        assertThat(report.findings()).hasSize(io.dibs.Audit.MOST_LISTED);
        assertThat(report.findingCount()).isBetween((long) many, (long) many + many / 10);
    }

    /** Nothing that is only on its way is taken for a broken rule; and what is broken is found on the way. */
    @Test
    void a_domain_that_moves_is_as_sound_as_one_that_rests() throws Exception {
        AtomicBoolean moving = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> movers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                movers.add(threads.submit(() -> move(moving)));
            }
            for (int i = 0; i < 30; i++) {
                Audit.assertSound(domain);
            }
            domain.redis.call(r -> r.zadd(key("x:lost"), 1, GHOST));
            assertThat(Audit.of(domain).findings()).extracting(Finding::kind).contains(Kind.CLAIM_WITHOUT_TASK);
            moving.set(false);
            for (Future<?> mover : movers) {
                mover.get();
            }
        } finally {
            moving.set(false);
            threads.shutdown();
        }
    }

    private void move(AtomicBoolean moving) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Domain.TestWorker mine = domain.worker();
        List<Exchange.Claimed> claims = Collections.emptyList();
        while (moving.get()) {
            for (int i = 0; i < 10; i++) {
                UUID id = domain.dispatch("shared:r" + random.nextInt(20), "q" + random.nextInt(5));
                if (random.nextInt(4) == 0) {
                    domain.tasks.cancel(id);
                }
            }
            Exchange.Outcome[] outcomes = claims.stream()
                    .map(claim -> Domain.outcome(claim, Exchange.Ending.COMPLETED, "1"))
                    .toArray(Exchange.Outcome[]::new);
            claims = mine.exchange(10, List.of(), outcomes).claims();
            if (random.nextInt(10) == 0) {
                mine.expire();
                domain.sweep();
                mine = domain.worker();
                claims = Collections.emptyList();
            }
        }
    }
}
