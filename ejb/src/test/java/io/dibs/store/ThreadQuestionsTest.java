package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asking a worker where its threads are. */
class ThreadQuestionsTest {
    private final Domain domain = Domain.fresh();
    private final WorkerRequests requests = domain.workers.requests();
    private final Domain.TestWorker worker = domain.worker();
    private final String incarnation = worker.incarnation();

    @AfterEach
    void close() {
        Audit.assertSound(domain);
        domain.close();
    }

    @Test
    void the_worker_sees_the_question_until_it_has_answered() {
        assertThat(requests.threadsAsked(incarnation)).isEmpty();
        long question = requests.askThreads(incarnation).orElseThrow();
        assertThat(requests.threadsAsked(incarnation)).hasValue(question);
        assertThat(requests.threads(incarnation, question)).isEmpty();
        requests.giveThreads(incarnation, question, "here");
        assertThat(requests.threads(incarnation, question))
                .hasValueSatisfying(threads -> assertThat(threads.text()).isEqualTo("here"));
        assertThat(requests.threadsAsked(incarnation)).isEmpty();
    }

    @Test
    void two_who_ask_at_once_share_the_answer() {
        long first = requests.askThreads(incarnation).orElseThrow();
        long second = requests.askThreads(incarnation).orElseThrow();
        assertThat(second).isEqualTo(first);
        requests.giveThreads(incarnation, first, "here");
        assertThat(requests.threads(incarnation, first)).isEqualTo(requests.threads(incarnation, second));
    }

    @Test
    void who_asks_later_gets_a_later_answer_which_serves_the_first_too() {
        long first = requests.askThreads(incarnation).orElseThrow();
        requests.giveThreads(incarnation, first, "before");
        long second = requests.askThreads(incarnation).orElseThrow();
        assertThat(requests.threads(incarnation, second)).isEmpty();
        requests.giveThreads(incarnation, second, "after");
        assertThat(requests.threads(incarnation, second).orElseThrow().text()).isEqualTo("after");
        assertThat(requests.threads(incarnation, first).orElseThrow().text()).isEqualTo("after");
    }

    @Test
    void an_answer_that_is_sent_twice_changes_nothing() {
        long question = requests.askThreads(incarnation).orElseThrow();
        requests.giveThreads(incarnation, question, "here");
        Keys.assertUnchangedBy(domain, () -> requests.giveThreads(incarnation, question, "there"));
    }

    @Test
    void an_answer_does_not_stay() {
        long question = requests.askThreads(incarnation).orElseThrow();
        requests.giveThreads(incarnation, question, "here");
        long left = domain.redis.call(r -> r.pttl(domain.redis.key("threads:" + incarnation)));
        assertThat(left).isBetween(1L, 10_000L);
    }

    @Test
    void nothing_is_left_of_a_worker_that_was_asked() {
        requests.askThreads(incarnation);
        requests.giveThreads(incarnation, requests.threadsAsked(incarnation).orElseThrow(), "here");
        requests.askThreads(incarnation);
        domain.workers.unregister(incarnation);
        requests.giveThreads(incarnation, 2, "too late");
        assertThat(requests.askThreads(incarnation)).as("of one that is gone").isEmpty();
        Keys.assertNothingLeft(domain);
    }
}
