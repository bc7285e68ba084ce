package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.RetryPolicy;

class ProgressTest {
    private final Domain domain = Domain.fresh();
    private final Domain.TestWorker worker = domain.worker();

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void what_a_running_task_reports_is_saved() {
        UUID id = domain.dispatch();
        long token = worker.claimOne().fencingToken();
        assertThat(domain.workers.saveProgress(id, token, "[1]", "[\"x\"]", "")).isTrue();
        assertThat(domain.find(id).json("progress")).contains("[1]");
        assertThat(domain.find(id).json("made")).contains("[\"x\"]");
    }

    @Test
    void what_is_empty_stays_as_it_was() {
        UUID id = domain.dispatch();
        long token = worker.claimOne().fencingToken();
        domain.workers.saveProgress(id, token, "[1]", "[2]", "");
        domain.workers.saveProgress(id, token, "", "[3]", "");
        assertThat(domain.find(id).json("progress")).contains("[1]");
        assertThat(domain.find(id).json("made")).contains("[3]");
        domain.workers.saveProgress(id, token, "[4]", "", "");
        assertThat(domain.find(id).json("progress")).contains("[4]");
        assertThat(domain.find(id).json("made")).contains("[3]");
    }

    @Test
    void when_it_last_reported_is_kept_until_its_next_attempt() {
        UUID id = domain.task()
                .attributes(Attributes.NONE.with(RetryPolicy.fixed(9, Duration.ZERO)))
                .dispatch();
        Exchange.Claimed claim = worker.claimOne();
        long token = claim.fencingToken();
        domain.workers.saveProgress(id, token, "", "[1]", "");
        assertThat(domain.find(id).time("progressed"))
                .as("it reported no progress")
                .isEmpty();
        domain.workers.saveProgress(id, token, "[1]", "", "");
        Instant first = domain.find(id).time("progressed").orElseThrow();
        assertThat(first).isAfterOrEqualTo(domain.find(id).time("started").orElseThrow());
        domain.workers.saveProgress(id, token, "[1]", "", "");
        assertThat(domain.find(id).time("progressed")).as("the same again").contains(first);
        domain.workers.saveProgress(id, token, "[2]", "", "");
        assertThat(domain.find(id).time("progressed").orElseThrow()).isAfter(first);
        worker.exchange(0, List.of(), new Exchange.Outcome(id, token, Exchange.Ending.RETRYABLE, "{}", "", ""));
        assertThat(domain.find(id).time("progressed")).isEmpty();
    }

    @Test
    void what_is_reported_with_the_end_is_progress_at_that_time() {
        UUID id = domain.dispatch();
        worker.exchange(
                0,
                List.of(),
                new Exchange.Outcome(id, worker.claimOne().fencingToken(), Exchange.Ending.COMPLETED, "1", "[2]", ""));
        assertThat(domain.find(id).time("progressed")).isEqualTo(domain.find(id).time("finished"));
    }

    @Test
    void a_task_that_is_told_to_stop_still_reports() {
        UUID id = domain.dispatch();
        long token = worker.claimOne().fencingToken();
        domain.tasks.cancel(id);
        assertThat(domain.workers.saveProgress(id, token, "[1]", "", "")).isTrue();
    }

    @Test
    void nobody_else_reports_for_it() {
        UUID waiting = domain.dispatch("a");
        assertRefused(waiting, 0);
        Exchange.Claimed claim = worker.claimOne();
        assertRefused(waiting, claim.fencingToken() - 1);
        assertRefused(waiting, claim.fencingToken() + 1);
        worker.complete(claim);
        assertRefused(waiting, claim.fencingToken());
        assertRefused(UUID.randomUUID(), claim.fencingToken());
    }

    private void assertRefused(UUID id, long token) {
        Keys.assertUnchangedBy(domain, () -> assertThat(domain.workers.saveProgress(id, token, "[1]", "[1]", ""))
                .isFalse());
    }
}
