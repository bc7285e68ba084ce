package io.dibs.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.dibs.Audit;
import io.dibs.Problem;
import io.dibs.Problem.Kind;
import io.dibs.ProblemChanged;
import io.dibs.StoreUnavailableException;
import io.dibs.fault.FaultProxy;
import io.dibs.fault.FaultProxy.Fate;
import io.dibs.store.Domain;
import io.dibs.store.DomainAudit;
import io.dibs.store.ProblemStore;
import io.dibs.store.ScriptDigests;
import redis.clients.jedis.Jedis;

/** What an audit finds is a problem until another does not find it, whichever process does them. */
@Timeout(60)
class AuditWatchTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Domain domain = Domain.fresh();
    private final Jedis redis = new Jedis(domain.settings.url());
    private final ProblemStore store = new ProblemStore(domain.redis);
    private final List<ProblemChanged> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        redis.close();
        domain.close();
    }

    private String key(String name) {
        return "dibs:{" + domain.settings.domain() + "}:" + name;
    }

    private AuditWatch process(Domain of, Duration interval) {
        return new AuditWatch(new ProblemStore(of.redis), new DomainAudit(of.redis, of.settings), interval);
    }

    private AuditWatch process(Duration interval) {
        return process(domain, interval);
    }

    /** Steps until an audit has ended that has not yet. */
    private void audit(AuditWatch process) {
        String before = redis.hget(key("problems"), "audit:ended");
        String now;
        do {
            process.step();
            now = redis.hget(key("problems"), "audit:ended");
        } while (now == null || now.equals(before));
    }

    private List<Problem> listed() {
        new Watch(store, domain.workers, List.of(new AuditedCheck(store)), Duration.ZERO, told::add).look();
        return new FoundProblems(store).list().problems();
    }

    /** As after a loss of data: the list of tasks has lost them. */
    private void lose(UUID... tasks) {
        for (UUID task : tasks) {
            redis.zrem(key("tasks"), task.toString());
        }
    }

    /** As if the audit that goes on had not been heard of for eleven minutes. */
    private void silentForEleven() {
        long at = domain.workers.list().time().minusSeconds(11 * 60).getEpochSecond() * 1_000_000;
        redis.hset(key("problems"), "audit:begun", Long.toString(at));
    }

    @Test
    void what_is_found_is_one_problem_for_each_rule_with_the_remedy_and_goes_when_it_is_repaired() {
        AuditWatch process = process(Duration.ZERO);
        UUID first = domain.dispatch();
        UUID second = domain.dispatch();
        audit(process);
        assertThat(listed()).isEmpty();

        Double number = redis.zscore(key("tasks"), first.toString());
        lose(first);
        audit(process);
        assertThat(listed()).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.AUDIT_FINDING);
            assertThat(each.id()).isEqualTo("audit_finding:task_not_listed");
            assertThat(each.message()).contains("once: task " + first);
            assertThat(each.remedy()).startsWith(Audit.Kind.TASK_NOT_LISTED.advice());
        });
        lose(second);
        audit(process);
        assertThat(listed()).singleElement().satisfies(each -> assertThat(each.message())
                .contains("2 times; the first: task "));
        assertThat(told).as("it is the same problem").hasSize(1);

        redis.zadd(key("tasks"), number, first.toString());
        redis.zadd(key("tasks"), number + 1, second.toString());
        assertThat(listed()).as("until it is looked at again").hasSize(1);
        audit(process);
        assertThat(listed()).isEmpty();
        assertThat(told).extracting(ProblemChanged::present).containsExactly(true, false);
    }

    @Test
    void one_process_audits_in_an_interval_and_what_it_found_outlives_it() {
        lose(domain.dispatch());
        audit(process(DAY));
        String ended = redis.hget(key("problems"), "audit:ended");
        AuditWatch other = process(DAY);
        assertThat(other.step()).isPositive();
        other.step();
        assertThat(redis.hget(key("problems"), "audit:by")).isEqualTo(ended);
        assertThat(listed()).hasSize(1);
    }

    @Test
    void what_a_process_began_that_is_not_heard_of_any_more_another_begins_anew() {
        lose(domain.dispatch());
        AuditWatch dead = process(DAY);
        dead.step();
        String by = redis.hget(key("problems"), "audit:by");
        AuditWatch other = process(DAY);
        other.step();
        assertThat(redis.hget(key("problems"), "audit:by")).as("it goes on").isEqualTo(by);

        silentForEleven();
        audit(other);
        assertThat(listed()).hasSize(1);
        String ended = redis.hget(key("problems"), "audit:ended");
        for (int i = 0; i < 100; i++) {
            dead.step(); // It was only slow.
        }
        assertThat(redis.hget(key("problems"), "audit:ended")).isEqualTo(ended);
    }

    @Test
    void one_that_says_that_it_goes_on_is_left_alone() {
        ProblemStore audits = store.audits();
        UUID audit = UUID.randomUUID();
        assertThat(audits.begin(audit, DAY)).isEmpty();
        silentForEleven();
        assertThat(audits.goOn(audit, DAY)).isTrue();
        assertThat(audits.begin(UUID.randomUUID(), DAY)).isPresent();

        silentForEleven();
        assertThat(audits.begin(UUID.randomUUID(), DAY)).isEmpty();
        assertThat(audits.goOn(audit, DAY)).as("another has begun").isFalse();
    }

    @Test
    void an_audit_during_which_redis_was_away_is_begun_anew() {
        UUID task = domain.dispatch();
        try (FaultProxy proxy = new FaultProxy(domain.settings.url().getPort())) {
            Domain lossy = domain.through(
                    domain.settings.url().toString().replaceFirst(":\\d+(/.*)?$", ":" + proxy.port()),
                    DAY.dividedBy(86_400));
            AuditWatch process = process(lossy, DAY);
            process.step();
            try (FaultProxy.Trigger lost = proxy.before(ScriptDigests.of("check"), 9, () -> Fate.CUT)) {
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 100; i++) {
                                process.step();
                            }
                        })
                        .isInstanceOf(StoreUnavailableException.class);
                assertThat(lost.fired()).isPositive();
            }
            assertThat(process.step()).as("not at once").isPositive();
            lose(task);
            silentForEleven();
            audit(process);
            assertThat(listed()).hasSize(1);
            lossy.redis.close();
        }
    }

    @Test
    void looks_and_audits_do_not_take_away_what_the_other_found() {
        lose(domain.dispatch());
        audit(process(Duration.ZERO));
        assertThat(listed()).hasSize(1);
        assertThat(listed()).hasSize(1);
        audit(process(Duration.ZERO));
        assertThat(listed()).hasSize(1);
        assertThat(redis.pttl(key("problems"))).isPositive();
    }
}
