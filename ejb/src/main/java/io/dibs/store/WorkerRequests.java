package io.dibs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What operators ask of a worker process, and what it answers. Thread-safe. Every method throws
 * {@link io.dibs.StoreUnavailableException} when Redis does not answer.
 */
public final class WorkerRequests {
    /** How long an answer is there for those who asked. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final Redis redis;

    WorkerRequests(Redis redis) {
        this.redis = redis;
    }

    /**
     * Has a worker be given no tasks any more, or again; for as long as this incarnation lives.
     *
     * @return false if there is no such worker
     */
    public boolean drain(String incarnation, boolean draining) {
        return (Long) redis.run(Script.DRAIN_WORKER, incarnation, draining ? "1" : "0") == 1;
    }

    /**
     * Asks a worker where its threads are; who asks before it has answered shares the question.
     *
     * @return the number of the question; empty if there is no such worker
     */
    public OptionalLong askThreads(String incarnation) {
        long number = (Long) redis.run(Script.ASK_THREADS, incarnation);
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /**
     * Where the threads of a process were.
     *
     * @param taken when it answered
     */
    public record Threads(Instant taken, String text) {}

    /** The answer to that question, or to a later one, when it is there. */
    public Optional<Threads> threads(String incarnation, long number) {
        List<String> answer = redis.call(r -> r.hmget(redis.key("threads:" + incarnation), "number", "taken", "text"));
        return answer.get(0) == null || Long.parseLong(answer.get(0)) < number
                ? Optional.empty()
                : Optional.of(new Threads(StoredTask.instant(Long.parseLong(answer.get(1))), answer.get(2)));
    }

    /** The number of the question where its threads are that a worker has not answered. */
    public OptionalLong threadsAsked(String incarnation) {
        String number = redis.call(r -> r.hget(redis.key("worker:" + incarnation), "threads_asked"));
        return number == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(number));
    }

    /** Answers a question of that number. Nothing happens if it is answered. */
    public void giveThreads(String incarnation, long number, String text) {
        redis.run(Script.GIVE_THREADS, incarnation, Long.toString(number), text, Long.toString(KEPT.toMillis()));
    }
}
