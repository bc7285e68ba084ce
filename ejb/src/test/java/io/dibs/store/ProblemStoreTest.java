package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.launcher.RedisServer;
import io.dibs.store.ProblemStore.Changes;
import io.dibs.store.ProblemStore.Entry;
import io.dibs.store.ProblemStore.Found;
import redis.clients.jedis.Jedis;

/** One process looks for all; what was found is kept for all, and told once. */
class ProblemStoreTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Found RACY = new Found("a:x", false, "{\"message\":\"a b\"}");
    private static final Found SURE = new Found("b:y", true, "{}");

    private final Domain domain = Domain.fresh();
    private final ProblemStore store = new ProblemStore(domain.redis);

    @AfterEach
    void close() {
        Audit.assertSound(domain);
        domain.close();
    }

    private Changes look(Found... found) {
        UUID look = UUID.randomUUID();
        assertThat(store.begin(look, Duration.ZERO)).isEmpty();
        return store.end(look, Duration.ZERO, List.of(found));
    }

    @Test
    void one_process_looks_in_an_interval() {
        UUID first = UUID.randomUUID();
        assertThat(store.begin(first, HOUR)).isEmpty();
        store.end(first, HOUR, List.of());
        assertThat(store.begin(UUID.randomUUID(), HOUR))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(HOUR.minusMinutes(5), HOUR));
    }

    @Test
    void nobody_looks_while_another_does_until_that_takes_too_long() {
        UUID dead = UUID.randomUUID();
        store.begin(dead, Duration.ZERO);
        UUID other = UUID.randomUUID();
        assertThat(store.begin(other, Duration.ZERO)).isPresent();
        domain.redis.call(r -> r.hset(domain.redis.key("problems"), "begun", "1"));
        assertThat(store.begin(other, Duration.ZERO)).isEmpty();

        Keys.assertUnchangedBy(domain, () -> assertThat(
                        store.end(dead, Duration.ZERO, List.of(SURE)).come())
                .isEmpty());
        assertThat(store.end(other, Duration.ZERO, List.of(SURE)).come()).hasSize(1);
    }

    @Test
    void what_may_pass_by_itself_has_to_be_found_twice_in_a_row() {
        assertThat(look(RACY).come()).isEmpty();
        assertThat(store.list().entries()).isEmpty();
        assertThat(look().gone()).as("it was never told").isEmpty();
        assertThat(look(RACY).come()).isEmpty();
        assertThat(look(RACY).come()).extracting(Entry::id).containsExactly("a:x");
        assertThat(look(RACY).come()).as("again").isEmpty();
        assertThat(store.list().entries()).extracting(Entry::text).containsExactly(RACY.text());
    }

    @Test
    void since_stays_while_it_lasts_and_what_goes_is_told_with_it() {
        Entry come = look(SURE).come().get(0);
        look(new Found(SURE.id(), true, "{\"more\":1}"));
        assertThat(store.list().entries()).containsExactly(new Entry(SURE.id(), come.since(), "{\"more\":1}"));
        assertThat(look().gone()).containsExactly(new Entry(SURE.id(), come.since(), "{\"more\":1}"));
        assertThat(store.list().entries()).isEmpty();
        assertThat(store.list().at()).isPresent();
    }

    @Test
    void what_is_sent_again_since_the_reply_was_lost_says_the_same_and_changes_nothing() {
        look(new Found("c:z", true, "{}"));
        UUID look = UUID.randomUUID();
        store.begin(look, Duration.ZERO);
        Keys.assertUnchangedBy(
                domain, () -> assertThat(store.begin(look, Duration.ZERO)).isEmpty());
        Changes told = store.end(look, Duration.ZERO, List.of(SURE));
        assertThat(told.come()).hasSize(1);
        assertThat(told.gone()).hasSize(1);
        Keys.assertUnchangedBy(domain, () -> assertThat(store.end(look, Duration.ZERO, List.of(SURE)))
                .isEqualTo(told));
    }

    @Test
    void nothing_stays_when_nobody_looks_any_more() {
        look(SURE);
        long left = domain.redis.call(r -> r.pttl(domain.redis.key("problems")));
        assertThat(left).isBetween(1L, Duration.ofMinutes(5).toMillis());
        assertThat(store.list().at()).isPresent();
        domain.redis.call(r -> r.del(domain.redis.key("problems")));
        assertThat(store.list().at()).as("nobody has looked").isEmpty();
    }

    @Test
    void a_full_redis_keeps_what_was_found_all_the_same() {
        try (RedisServer server = RedisServer.inMemory();
                Domain full = Domain.at(server.uri(), Duration.ofSeconds(5));
                Jedis admin = new Jedis("127.0.0.1", server.port())) {
            admin.auth(server.password());
            admin.configSet("maxmemory", "1");
            ProblemStore problems = new ProblemStore(full.redis);
            UUID look = UUID.randomUUID();
            problems.begin(look, HOUR);
            problems.end(look, HOUR, List.of(SURE));
            assertThat(problems.list().entries()).hasSize(1);
        }
    }

    @Test
    void notes_are_bounded_and_expire() {
        for (int i = 0; i < 105; i++) {
            domain.worker().expire();
        }
        domain.sweep();
        assertThat(store.notes()).hasSize(100).allMatch(note -> note.kind().equals("lease"));
        long left = domain.redis.call(r -> r.pttl(domain.redis.key("notes")));
        assertThat(left).isPositive();
    }

    @Test
    void a_clock_counts_as_apart_when_two_renewals_in_a_row_show_it() {
        Domain.TestWorker worker = domain.worker();
        WorkerStore.Health behind = new WorkerStore.Health(1, Instant.now().minus(HOUR));
        domain.workers.renew(worker.registration, behind);
        assertThat(domain.workers.list().workers().get(0).apart()).isZero();
        domain.workers.renew(worker.registration, behind);
        assertThat(domain.workers.list().workers().get(0).apart()).isNegative();
        assertThat(domain.workers.list().workers().get(0).stuck()).isEqualTo(1);
        domain.workers.renew(worker.registration, new WorkerStore.Health(0, Instant.now()));
        assertThat(domain.workers.list().workers().get(0).apart()).isZero();
    }
}
