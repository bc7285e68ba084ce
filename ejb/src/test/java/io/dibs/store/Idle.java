package io.dibs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** Workers that have nothing to do. */
final class Idle {
    private Idle() {}

    static List<Domain.TestWorker> workers(Domain domain, int count) {
        return Stream.generate(() -> worker(domain, "*")).limit(count).toList();
    }

    static Domain.TestWorker worker(Domain domain, String... queues) {
        Domain.TestWorker worker = domain.worker(queues);
        assertThat(worker.exchange(1, List.of()).idle()).isTrue();
        return worker;
    }

    /** How many of them have been woken since. */
    static long woken(List<Domain.TestWorker> workers) {
        return workers.stream().filter(Domain.TestWorker::woken).count();
    }
}
