package io.dibs.worker;

import java.time.Duration;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.WorkerRequests;
import io.dibs.store.WorkerStore;

/**
 * Answers operators who ask where the threads of this process are. On a thread of its own, which needs none of the worker's locks:
 * it is asked when something stands still.
 */
final class ThreadReports implements Runnable {
    private static final Log LOG = Log.of(ThreadReports.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final WorkerRequests requests;
    private final Lease lease;
    private final Pause pause;

    ThreadReports(WorkerRequests requests, Lease lease, Pause pause) {
        this.requests = requests;
        this.lease = lease;
        this.pause = pause;
    }

    @Override
    public void run() {
        while (!pause.isClosed()) {
            try {
                lease.current().ifPresent(this::answer);
            } catch (RuntimeException e) { // Redis is away, as a rule: who asks is told that nobody answers.
                LOG.tell(e, LogEvent.THREADS_NOT_TOLD);
            }
            pause.sleep(INTERVAL);
        }
    }

    private void answer(WorkerStore.Registration worker) {
        requests.threadsAsked(worker.incarnation())
                .ifPresent(number -> requests.giveThreads(worker.incarnation(), number, ThreadText.ofAll()));
    }
}
