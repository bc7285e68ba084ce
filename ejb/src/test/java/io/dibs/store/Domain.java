package io.dibs.store;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Assumptions;

import io.dibs.Reservation;
import io.dibs.launcher.RedisServer;
import io.dibs.launcher.RedisUnavailableException;

/** A fresh reservation domain on a real Redis server, which all tests of a JVM share. */
public final class Domain implements AutoCloseable {
    private static final AtomicInteger DOMAINS = new AtomicInteger();
    private static RedisServer server;

    public final StoreSettings settings;
    public final Redis redis;
    public final TaskStore tasks;
    public final WorkerStore workers;

    private Domain(StoreSettings settings) {
        this.settings = settings;
        redis = new Redis(settings);
        tasks = new TaskStore(redis, settings.retention());
        workers = new WorkerStore(redis, settings.retention());
    }

    public static Domain fresh() {
        return fresh(new StoreSettings.Retention(1000, 1000, 1000, Duration.ofDays(30)));
    }

    public static Domain fresh(StoreSettings.Retention retention) {
        return new Domain(new StoreSettings(
                "test-" + DOMAINS.incrementAndGet(),
                URI.create(server().uri()),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(2),
                8,
                retention));
    }

    private static synchronized RedisServer server() {
        if (server == null) {
            try {
                server = RedisServer.inMemory();
            } catch (RedisUnavailableException e) {
                Assumptions.abort("SKIPPED, no Redis server can be started here: " + e.getMessage());
            }
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        }
        return server;
    }

    /** Dispatches a task without arguments on the default queue; reservations are "a" (exclusive) or "shared:a". */
    public UUID dispatch(String... reservations) {
        UUID id = UUID.randomUUID();
        tasks.dispatch(new NewTask(
                id,
                "test.Tasks#run",
                "[]",
                "default",
                0,
                Arrays.stream(reservations).map(Domain::reservation).toList(),
                Attributes.NONE,
                Optional.empty()));
        return id;
    }

    private static Reservation reservation(String text) {
        return text.startsWith("shared:")
                ? Reservation.shared(text.substring("shared:".length()))
                : Reservation.exclusive(text);
    }

    /** A worker that serves all queues, or those named. */
    public TestWorker worker(String... queues) {
        return new TestWorker(queues.length == 0 ? List.of("*") : List.of(queues));
    }

    /** A worker process as the store sees it. */
    public final class TestWorker {
        public final WorkerStore.Registration registration;
        private long calls;
        private boolean idle;
        private long token;

        TestWorker(List<String> queues) {
            registration = new WorkerStore.Registration(
                    Incarnation.of("worker"), "worker", queues, 10, Duration.ofSeconds(30), "1");
            workers.register(registration);
        }

        public Exchange.Reply exchange(int free, Collection<String> declined, Exchange.Outcome... outcomes) {
            return send(request(free, declined, outcomes));
        }

        public Exchange.Request request(int free, Collection<String> declined, Exchange.Outcome... outcomes) {
            return new Exchange.Request(++calls, free, token, idle, declined, List.of(outcomes));
        }

        public Exchange.Reply send(Exchange.Request request) {
            Exchange.Reply reply = workers.exchange(registration, request);
            idle = reply.idle();
            reply.claims().forEach(claim -> token = Math.max(token, claim.fencingToken()));
            return reply;
        }

        public List<Exchange.Claimed> claim(int free) {
            return exchange(free, List.of()).claims();
        }

        /** Claims everything that is ready, up to 1,000, and gives the ids in order. */
        public List<UUID> claimAll() {
            return new ArrayList<>(
                    claim(1000).stream().map(Exchange.Claimed::task).toList());
        }

        public Exchange.Reply complete(Exchange.Claimed claim) {
            return exchange(0, List.of(), outcome(claim, Exchange.Ending.COMPLETED, "1"));
        }
    }

    public static Exchange.Outcome outcome(Exchange.Claimed claim, Exchange.Ending ending, String value) {
        return new Exchange.Outcome(claim.task(), claim.fencingToken(), ending, value, "", "");
    }

    @Override
    public void close() {
        redis.close();
    }
}
