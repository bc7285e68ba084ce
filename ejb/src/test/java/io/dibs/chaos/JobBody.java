package io.dibs.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.dibs.TaskContext;
import io.dibs.chaos.Entry.Verb;
import io.dibs.store.Exchange;
import io.dibs.store.TaskStore;
import io.dibs.worker.CurrentTask;
import io.dibs.worker.TaskBody;

/** Does {@link Job}s, and writes to the ledger what it does. */
final class JobBody implements TaskBody {
    private static final int PIECE_OF_MEMORY = 1 << 20;

    private final String process;
    private final int ledgerPort;
    private final TaskStore tasks;
    private final boolean toxic;

    /** @param toxic whether jobs that end their process, or take its memory, do so; else they work */
    JobBody(String process, int ledgerPort, TaskStore tasks, boolean toxic) {
        this.process = process;
        this.ledgerPort = ledgerPort;
        this.tasks = tasks;
        this.toxic = toxic;
    }

    @Override
    public String run(Exchange.Claimed claim) throws Exception {
        Job job = Job.decode(claim.arguments());
        TaskContext context = CurrentTask.find().orElseThrow();
        try (LedgerClient ledger = new LedgerClient(ledgerPort, process)) {
            Work work = new Work(job, claim, context, ledger);
            try {
                work.run();
            } finally {
                // The outcome is sent after this, so the interval in the ledger lies within that of the reservations.
                work.leave();
            }
        }
        return "true";
    }

    private final class Work {
        private final Job job;
        private final Exchange.Claimed claim;
        private final TaskContext context;
        private final LedgerClient ledger;

        Work(Job job, Exchange.Claimed claim, TaskContext context, LedgerClient ledger) {
            this.job = job;
            this.claim = claim;
            this.context = context;
            this.ledger = ledger;
        }

        void run() throws Exception {
            Job.Kind kind = job.isToxic() && !toxic ? Job.Kind.WORK : job.kind();
            insist(Verb.ACQUIRE);
            switch (kind) {
                case IGNORE -> ignoreInterrupts();
                case ALLOCATE -> allocate();
                case HALT -> halt();
                default -> TimeUnit.MILLISECONDS.sleep(job.millis());
            }
            insist(Verb.EFFECT);
            dispatchFollowing();
            if (kind == Job.Kind.THROW) {
                throw Job.plannedException();
            } else if (kind == Job.Kind.HALT_LATE) {
                halt();
            }
        }

        private boolean write(Verb verb) throws IOException {
            return ledger.write(verb, claim.task(), claim.fencingToken(), claim.attempt(), job.reservations());
        }

        private void insist(Verb verb) throws IOException {
            if (!write(verb)) {
                throw new IllegalStateException("The ledger has seen a newer token; this execution is fenced off.");
            }
        }

        void leave() throws IOException {
            if (context.isCanceled()) {
                write(Verb.TOLD);
            }
            write(Verb.RELEASE);
        }

        private void ignoreInterrupts() {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(job.millis());
            while (System.nanoTime() < end) {
                try {
                    TimeUnit.MILLISECONDS.sleep(10);
                } catch (InterruptedException e) {
                    // What a task should not do.
                }
            }
        }

        private void allocate() {
            List<byte[]> all = new ArrayList<>();
            while (true) {
                all.add(new byte[PIECE_OF_MEMORY]);
            }
        }

        private void halt() throws IOException {
            ledger.write(Verb.HALTING, "");
            Runtime.getRuntime().halt(137);
        }

        private void dispatchFollowing() throws IOException {
            List<Job> following = job.following();
            for (int i = 0; i < following.size(); i++) {
                UUID id = Job.idOfFollowing(claim.task(), i);
                Job next = following.get(i);
                ledger.write(Verb.DISPATCHING, id, next.reservations());
                tasks.dispatch(next.task(id, Optional.of(claim.task())));
                ledger.write(Verb.DISPATCHED, id, next.reservations());
            }
        }
    }
}
