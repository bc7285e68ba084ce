package io.dibs.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.dibs.Problem;
import io.dibs.Problem.Kind;
import io.dibs.Problem.Subject;
import io.dibs.Problem.SubjectType;
import io.dibs.ProblemChanged;
import io.dibs.store.Domain;
import io.dibs.store.ProblemStore;

/** What is found is told once in the domain, and listed by all. */
class WatchTest {
    private static final Finding BAD = Finding.sure(
            Kind.WORKER_STUCK, new Subject(SubjectType.WORKER, "one two"), "It \"hangs\".\nReally.", "Restart it.");
    private static final Finding LESS_BAD =
            Finding.sure(Kind.LEASE_LOST, new Subject(SubjectType.WORKER, "one two"), "It is lost.", "Look.");

    private final Domain domain = Domain.fresh();
    private final ProblemStore store = new ProblemStore(domain.redis);
    private final List<ProblemChanged> told = new CopyOnWriteArrayList<>();
    private volatile List<Finding> found = List.of();

    @AfterEach
    void close() {
        domain.close();
    }

    private Watch process(Duration interval) {
        return new Watch(store, domain.workers, List.of(roll -> found), interval, told::add);
    }

    @Test
    void two_processes_tell_of_it_once_and_list_the_same() {
        Watch one = process(Duration.ZERO);
        Watch two = process(Duration.ZERO);
        found = List.of(LESS_BAD, BAD);
        one.look();
        two.look();
        assertThat(told).extracting(ProblemChanged::present).containsExactly(true, true);
        List<Problem> listed = new FoundProblems(store).list().problems();
        assertThat(listed)
                .extracting(Problem::kind)
                .as("worst first")
                .containsExactly(Kind.WORKER_STUCK, Kind.LEASE_LOST);
        assertThat(listed.get(0).message()).isEqualTo(BAD.message());
        assertThat(listed.get(0).subject()).isEqualTo(BAD.subject());

        told.clear();
        found = List.of(LESS_BAD);
        two.look();
        one.look();
        assertThat(told).containsExactly(new ProblemChanged(listed.get(0), false));
    }

    @Test
    void who_is_not_to_look_now_comes_back_after_who_looked() {
        Duration hour = Duration.ofHours(1);
        assertThat(process(hour).look()).isEqualTo(hour);
        assertThat(process(hour).look()).isGreaterThan(hour);
    }

    @Test
    void two_of_one_id_are_one_problem() {
        found = List.of(BAD, BAD);
        Watch watch = process(Duration.ZERO);
        watch.look();
        watch.look();
        assertThat(told).hasSize(1);
    }

    @Test
    void a_look_that_fails_says_nothing_of_what_was_found_before() {
        found = List.of(BAD);
        process(Duration.ZERO).look();
        Watch failing = new Watch(
                store,
                domain.workers,
                List.of(roll -> {
                    throw new IllegalStateException("out of order");
                }),
                Duration.ZERO,
                told::add);
        assertThatThrownBy(failing::look).isInstanceOf(IllegalStateException.class);
        assertThat(new FoundProblems(store).list().problems()).hasSize(1);
        assertThat(told).hasSize(1);
    }
}
