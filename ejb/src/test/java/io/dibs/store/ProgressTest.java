package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
