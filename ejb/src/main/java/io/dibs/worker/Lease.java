package io.dibs.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import io.dibs.store.Incarnation;
import io.dibs.store.WorkerStore;

/** This process' lease, under its present incarnation. Thread-safe. */
final class Lease {
    private final WorkerStore store;
    private final Function<String, WorkerStore.Registration> registrations;
    private final String name;
    private volatile WorkerStore.Registration current;
    private volatile long renewedNanos = System.nanoTime(); // Nothing yet: counts from the start.

    /**
     * @param name the worker's name
     * @param registrations gives the registration for an incarnation
     */
    Lease(WorkerStore store, String name, Function<String, WorkerStore.Registration> registrations) {
        this.store = store;
        this.name = name;
        this.registrations = registrations;
    }

    /** Registers a new incarnation. */
    synchronized void register() {
        WorkerStore.Registration next = registrations.apply(Incarnation.of(name));
        long before = System.nanoTime();
        store.register(next);
        renewedNanos = before;
        current = next;
    }

    /** Registers a new incarnation in place of one whose lease has ended, unless somebody has done so already. */
    synchronized void replace(WorkerStore.Registration lost) {
        if (current == lost) {
            register();
        }
    }

    /** Leaves the lease to end by itself: nothing renews it any more. */
    synchronized void drop(WorkerStore.Registration registration) {
        if (current == registration) {
            current = null;
        }
    }

    /** Whether this registration has not been replaced. */
    boolean isCurrent(WorkerStore.Registration registration) {
        return current == registration;
    }

    Optional<WorkerStore.Registration> current() {
        return Optional.ofNullable(current);
    }

    /**
     * Renews it; returns false if it had ended.
     *
     * @param stuck how many tasks do not stop here
     */
    boolean renew(int stuck) {
        // The lease counts from when Redis gets the request, which is after this moment: we may end early, never late.
        long before = System.nanoTime();
        WorkerStore.Registration registration = current;
        if (registration == null || !store.renew(registration, new WorkerStore.Health(stuck, Instant.now()))) {
            return false;
        }
        renewedNanos = before;
        return true;
    }

    /** How long ago it was renewed or registered; or, if it never was, how long ago the worker was made. */
    Duration sinceRenewal() {
        return Duration.ofNanos(System.nanoTime() - renewedNanos);
    }

    /** Whether so little of it is left, by this machine's monotonic clock, that running work must stop. */
    boolean isEnding() {
        WorkerStore.Registration registration = current;
        return registration != null
                && sinceRenewal().compareTo(registration.lease().multipliedBy(4).dividedBy(5)) > 0;
    }
}
