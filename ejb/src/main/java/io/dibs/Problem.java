package io.dibs;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that keeps tasks from running, or may soon.
 *
 * @param id the same for as long as it lasts, and when it comes again: the kind and what it is about
 * @param since when it was first seen, by Redis' clock
 * @param message what is wrong; a sentence
 * @param remedy what to do about it; a sentence or some
 */
public record Problem(String id, Kind kind, Instant since, String message, String remedy, Subject subject) {
    /** How bad it is. */
    public Severity severity() {
        return kind.severity();
    }

    /** How bad problems are, worst first. */
    public enum Severity {
        /** Tasks do not run, or what was promised can be lost. */
        ERROR,
        /** It can become an error, or somebody should know. */
        WARNING;

        /** The name as the REST API writes it: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a problem is about.
     *
     * @param name the id of a task, the name of a queue or of a worker, a method; otherwise what the type says
     */
    public record Subject(SubjectType type, String name) {}

    /** Of what kind the subject of a problem is. */
    public enum SubjectType {
        QUEUE,
        TASK,
        WORKER,
        METHOD,
        REDIS,
        DOMAIN;

        /** The name as the REST API writes it: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The kinds of problems. */
    public enum Kind {
        /** A queue has ready tasks, it is not paused, and no live worker takes tasks of it. */
        NO_WORKER_FOR_QUEUE(Severity.ERROR),
        /** All live workers of a queue have a free slot, and none knows the method of a task. */
        NO_WORKER_FOR_METHOD(Severity.ERROR),
        /** No live worker of a queue has the versions of modules that a task demands. */
        NO_WORKER_FOR_VERSION(Severity.ERROR),
        /** A task runs much longer than others of its method did, and others wait for it. */
        TASK_RUNS_LONG(Severity.WARNING),
        /** A task has reported no progress for longer than {@code dibs.problems.progress}, and others wait for it. */
        TASK_WITHOUT_PROGRESS(Severity.WARNING),
        /** A task has waited for longer than {@code dibs.problems.waiting}. */
        TASK_WAITS_LONG(Severity.WARNING),
        /** As many tasks of a worker do not stop as it has slots. */
        WORKER_STUCK(Severity.ERROR),
        /** The clock of a worker's machine is not that of Redis' machine. */
        CLOCKS_APART(Severity.WARNING),
        /** A worker's lease ended without its being renewed, in the last ten minutes. */
        LEASE_LOST(Severity.WARNING),
        /** A task was given up in the last day, since too many workers went missing that ran it. */
        POISON_TASK(Severity.WARNING),
        /** The last audit of the domain found a rule that is broken; one problem for each {@link Audit.Kind}. */
        AUDIT_FINDING(Severity.ERROR),
        /** Redis uses more than nine tenths of the memory that it may. */
        REDIS_MEMORY(Severity.ERROR),
        /** Redis may throw away keys when its memory is full. */
        REDIS_EVICTS(Severity.ERROR),
        /** Redis keeps no append-only file: what it acknowledged can be lost. */
        REDIS_PERSISTENCE_OFF(Severity.WARNING),
        /** Redis could not write its data to disk. */
        REDIS_PERSISTENCE_FAILS(Severity.ERROR);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        /** How bad problems of this kind are. */
        public Severity severity() {
            return severity;
        }

        /** Its stable name, as the REST API writes it: lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
