package io.dibs.store;

import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import io.dibs.StoreUnavailableException;
import io.dibs.TaskQuery;

/**
 * All kept tasks of a domain in the memory of this process, as far as lists are filtered and ordered by it: Redis has no indexes
 * for that, so dispatching and ending tasks pays nothing for lists. Thread-safe.
 *
 * <p>Who asks sees no state that is older than the question: the mirror is brought up to date first, once for all who ask
 * meanwhile. What it shows may have changed by the time when the tasks are read, so who reads them has to look again.
 */
final class TaskMirror {
    private final AtomicLong tickets = new AtomicLong();
    private final Lock refreshing = new ReentrantLock();
    private final ReadWriteLock content = new ReentrantReadWriteLock();
    private final MirrorUpdate update;
    /** The last ticket that was there when the last update began. */
    private long served;
    /** Likewise for the last one that failed, and how: who waits for a Redis that is away waits once. */
    private long failed;

    private StoreUnavailableException failure;

    /** @param most how many tasks it has at most */
    TaskMirror(Redis redis, int most) {
        update = new MirrorUpdate(redis, most);
    }

    /**
     * What is on the page of a query. The first call reads all tasks.
     *
     * @throws io.dibs.TooManyTasksException if there are more than it may have
     */
    Selection select(TaskQuery query) {
        refresh(tickets.incrementAndGet());
        content.readLock().lock();
        try {
            return MirrorScan.select(update.table(), query);
        } finally {
            content.readLock().unlock();
        }
    }

    /**
     * Counts tasks by queue.
     *
     * @param lately how long the last while is, for those that ended in it
     * @param later the ids of tasks that are due later
     */
    MirrorCensus census(Duration lately, Collection<UUID> later) {
        refresh(tickets.incrementAndGet());
        content.readLock().lock();
        try {
            return MirrorCensus.of(update.table(), update.time() - lately.toNanos() / 1_000, later);
        } finally {
            content.readLock().unlock();
        }
    }

    /** How many tasks it has. */
    int size() {
        content.readLock().lock();
        try {
            return update.table().size();
        } finally {
            content.readLock().unlock();
        }
    }

    private void refresh(long ticket) {
        refreshing.lock();
        try {
            if (ticket <= served) {
                return;
            }
            if (ticket <= failed) {
                throw new StoreUnavailableException(failure.getMessage(), failure);
            }
            long now = tickets.get();
            content.writeLock().lock();
            try {
                update.run();
                served = now;
            } catch (StoreUnavailableException e) {
                failed = now;
                failure = e;
                throw e;
            } finally {
                content.writeLock().unlock();
            }
        } finally {
            refreshing.unlock();
        }
    }
}
