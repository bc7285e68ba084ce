package io.dibs.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import io.dibs.StoreUnavailableException;
import io.dibs.chaos.Entry.Verb;
import io.dibs.store.TaskStore;

/** Dispatches tasks, and cancels some; all of it is drawn from a seed. */
final class Producer implements Runnable {
    /** So many tasks that are not final are enough: what they wait for is to be seen in a short run, and to end soon after. */
    private static final int ENOUGH = 150;

    private static final int CANCELED_PERCENT = 5;

    private final TaskStore tasks;
    private final Ledger ledger;
    private final IntSupplier unfinished;
    private final ScheduledExecutorService later;
    private final Random random;
    private volatile boolean over;

    /**
     * @param unfinished how many tasks are not final
     * @param later runs cancellations
     */
    Producer(TaskStore tasks, Ledger ledger, IntSupplier unfinished, ScheduledExecutorService later, Random random) {
        this.tasks = tasks;
        this.ledger = ledger;
        this.unfinished = unfinished;
        this.later = later;
        this.random = random;
    }

    void end() {
        over = true;
    }

    @Override
    public void run() {
        try {
            while (!over) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(16));
                Job job = Job.draw(random);
                UUID id = new UUID(random.nextLong(), random.nextLong());
                boolean cancel = random.nextInt(100) < (job.kind() == Job.Kind.IGNORE ? 50 : CANCELED_PERCENT);
                int cancelAfter = random.nextInt(300);
                while (unfinished.getAsInt() > ENOUGH && !over) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                dispatch(id, job);
                if (cancel) {
                    later.schedule(() -> cancel(id), cancelAfter, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dispatch(UUID id, Job job) {
        ledger.write(Entry.of(Verb.DISPATCHING, id, job.reservations(), ""));
        try {
            tasks.dispatch(job.task(id, Optional.empty()));
            ledger.write(Entry.of(Verb.DISPATCHED, id, job.reservations(), ""));
        } catch (StoreUnavailableException e) {
            boolean nothing = e.getMessage().contains("nothing was changed");
            ledger.write(Entry.of(
                    Verb.DISPATCH_FAILED, id, job.reservations(), nothing ? Entry.NOTHING_CHANGED : Entry.UNKNOWN));
        }
    }

    private void cancel(UUID id) {
        ledger.write(Entry.of(Verb.CANCELING, id, List.of(), ""));
        try {
            ledger.write(Entry.of(
                    Verb.CANCEL_ANSWERED,
                    id,
                    List.of(),
                    tasks.cancel(id).outcome().name()));
        } catch (StoreUnavailableException e) {
            // The task may be canceled, or not.
        }
    }
}
