package io.dibs.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.dibs.Reservation;
import io.dibs.chaos.Entry.Verb;

/** What is written down is what happened. */
class LedgerTest extends Story {
    @Test
    void the_ledger_refuses_older_tokens_as_a_database_would() {
        try (Ledger server = new Ledger()) {
            assertThat(server.write(entry(Verb.ACQUIRE, first, 5, 1, ONE, shared)))
                    .isTrue();
            assertThat(server.write(entry(Verb.ACQUIRE, second, 4, 1, ONE, shared)))
                    .as("another reader")
                    .isTrue();
            UUID third = UUID.randomUUID();
            assertThat(server.write(entry(Verb.ACQUIRE, third, 4, 1, ONE, exclusive)))
                    .as("an older writer")
                    .isFalse();
            assertThat(server.write(entry(Verb.ACQUIRE, third, 6, 1, ONE, exclusive)))
                    .as("a newer one")
                    .isTrue();
            assertThat(server.write(entry(Verb.EFFECT, first, 5, 1, ONE, shared)))
                    .as("an older reader")
                    .isFalse();
            assertThat(server.write(entry(Verb.RELEASE, third, 6, 1, ONE, exclusive)))
                    .isTrue();
            assertThat(server.entries())
                    .extracting(Entry::accepted)
                    .containsExactly(true, true, false, true, false, true);
        }
    }

    @Test
    void an_entry_survives_its_line() {
        Entry entry = entry(
                Verb.EFFECT, first, 1795507693455091L, 3, ONE, List.of(exclusive.get(0), Reservation.shared("b")));
        Entry read = Entry.read(entry.line());
        assertThat(read).usingRecursiveComparison().ignoringFields("millis").isEqualTo(entry);
    }

    @Test
    void a_job_survives_its_arguments() {
        Job job = Job.draw(new Random(1));
        Job read = Job.decode(job.task(first, Optional.empty()).arguments());
        assertThat(read).usingRecursiveComparison().ignoringFields("retry").isEqualTo(job);
    }
}
