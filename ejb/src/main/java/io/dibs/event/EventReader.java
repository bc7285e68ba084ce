package io.dibs.event;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import io.dibs.store.EventStream;
import io.dibs.store.EventStream.Listening;

/** Reads the stream of events for as long as the feed needs it, and keeps it there. Blocks on a connection of its own. */
final class EventReader implements Runnable {
    private static final Log LOG = Log.of(EventReader.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final long LONGEST_BACKOFF_MILLIS = 5_000;

    private final EventStream stream;
    private final EventFeed feed;
    private final Duration renewal;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long renewed = System.nanoTime();

    EventReader(EventStream stream, EventFeed feed, Duration renewal) {
        this.stream = stream;
        this.feed = feed;
        this.renewal = renewal;
    }

    void close() {
        closed.countDown();
    }

    @Override
    public void run() {
        Thread.currentThread().setName("dibs-event-reader");
        boolean orderly = false;
        try {
            read();
            orderly = true;
        } finally {
            if (!orderly) {
                feed.readerFailed();
            }
        }
    }

    private void read() {
        int failures = 0;
        while (!feed.isOver()) {
            try {
                if (failures > 0 || System.nanoTime() - renewed > renewal.toNanos()) {
                    renew();
                }
                feed.tell(stream.await(feed.position(), LONGEST_WAIT));
                failures = 0;
            } catch (RuntimeException e) { // Redis is away, say; whatever it is, listeners must not wait in vain.
                LOG.tell(e, LogEvent.EVENTS_NOT_READ);
                backOff(failures++);
            }
        }
    }

    private void renew() {
        String position = feed.position();
        Listening listening = stream.listen(Optional.of(position));
        renewed = System.nanoTime();
        if (!listening.complete()) {
            feed.reset(listening.last());
        }
    }

    private void backOff(int failures) {
        long ceiling = Math.min(LONGEST_BACKOFF_MILLIS, 50L << Math.min(failures, 10));
        try {
            closed.await(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // It is ended by closing, not by interrupts.
        }
    }
}
