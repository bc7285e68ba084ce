package io.dibs.store;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Assumptions;

import io.dibs.TaskState;
import io.dibs.launcher.RedisServer;
import io.dibs.launcher.RedisUnavailableException;

/** A fresh reservation domain on a real Redis server, which all tests of a JVM share. */
public final class Domain implements AutoCloseable {
    /** The error of a task whose worker is gone. */
    public static final String MISSING = "{\"reason\":\"Worker has gone missing.\"}";

    /** The error of a task that has lost too many. */
    public static final String POISON = "{\"reason\":\"Poison.\"}";

    static final StoreSettings.Retention RETENTION = new StoreSettings.Retention(1000, 1000, 1000, Duration.ofDays(30));

    private static final AtomicInteger DOMAINS = new AtomicInteger();
    private static RedisServer server;

    public final StoreSettings settings;
    public final Redis redis;
    public final TaskStore tasks;
    public final WorkerStore workers;
    public final ScheduleStore schedules;
    public final ReasonStore reasons;

    private final List<Domain> others = new ArrayList<>();

    private Domain(StoreSettings settings) {
        this.settings = settings;
        redis = new Redis(settings);
        tasks = new TaskStore(redis, settings.retention(), settings.replication(), 1_000_000);
        workers = new WorkerStore(redis, settings.retention());
        schedules = new ScheduleStore(redis);
        reasons = new ReasonStore(redis);
    }

    public static Domain fresh() {
        return fresh(RETENTION);
    }

    public static Domain fresh(StoreSettings.Retention retention) {
        return at(server().uri(), Duration.ofSeconds(2), retention, StoreSettings.Replication.NONE);
    }

    /** A fresh domain on another server, or through something that is between. */
    public static Domain at(String uri, Duration timeout) {
        return at(uri, timeout, RETENTION, StoreSettings.Replication.NONE);
    }

    static Domain at(
            String uri, Duration timeout, StoreSettings.Retention retention, StoreSettings.Replication replication) {
        return new Domain(new StoreSettings(
                "test-" + DOMAINS.incrementAndGet(),
                URI.create(uri),
                Optional.empty(),
                Optional.empty(),
                timeout,
                8,
                retention,
                replication,
                StoreSettings.Sealing.NONE,
                Tls.DEFAULT));
    }

    /** The domain of that name on a server, where another process knows it. */
    public static Domain named(String name, String uri, Duration timeout) {
        return new Domain(
                new StoreSettings(name, URI.create(uri), Optional.empty(), Optional.empty(), timeout, 8, RETENTION));
    }

    /** The same domain, by another way. */
    public Domain through(String uri, Duration timeout) {
        return new Domain(new StoreSettings(
                settings.domain(),
                URI.create(uri),
                Optional.empty(),
                Optional.empty(),
                timeout,
                8,
                settings.retention(),
                settings.replication(),
                settings.sealing(),
                settings.tls()));
    }

    /** A fresh domain whose tasks are encrypted and signed. */
    public static Domain sealed(StoreSettings.Sealing keys) {
        try (Domain fresh = fresh()) {
            return new Domain(fresh.settings.with(keys));
        }
    }

    /** The same domain as a process with other keys has it; it is closed with this one. */
    public Domain with(StoreSettings.Sealing keys) {
        Domain other = new Domain(settings.with(keys));
        others.add(other);
        return other;
    }

    /** The same domain as another user of Redis has it, with the rights of that; it is closed with this one. */
    public Domain as(String user, String password) {
        URI url = settings.url();
        StoreSettings nobody = through("redis://" + url.getHost() + ":" + url.getPort(), settings.timeout()).settings;
        Domain other = new Domain(nobody.as(user, password));
        others.add(other);
        return other;
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

    /** A task to dispatch; reservations are "a" (exclusive) or "shared:a". */
    public Draft task(String... reservations) {
        return new Draft(this, Draft.reservations(reservations));
    }

    /** Dispatches a task without arguments on the default queue. */
    public UUID dispatch(String... reservations) {
        return task(reservations).dispatch();
    }

    /** The task of this id. */
    public StoredTask find(UUID id) {
        return tasks.find(id).orElseThrow();
    }

    /** Its method, parent, attributes and arguments as they are stored. */
    public String call(UUID id) {
        return redis.call(r -> r.hget(redis.key("task:" + id), "call"));
    }

    public TaskState state(UUID id) {
        return find(id).state();
    }

    /** Ends the pause of a task before its next attempt. */
    public void makeDue(UUID id) {
        redis.call(r -> r.hset(redis.key("task:" + id), "due", "1"));
        redis.call(r -> r.zadd(redis.key("later"), 1, id.toString()));
    }

    /** Has a task have reported its progress so long ago, as if time had passed. */
    public void reportedBefore(UUID task, Duration before) {
        long at = workers.list().time().minus(before).getEpochSecond() * 1_000_000;
        redis.call(r -> r.hset(redis.key("task:" + task), "progressed", Long.toString(at)));
    }

    /** Moves a schedule to a time at which it is due, as if its ticks were counted from there. */
    public void moveSchedule(String name, Instant due) {
        String micros = Long.toString(StoredSchedule.micros(due));
        redis.call(r -> {
            try (var transaction = r.multi()) {
                transaction.hset(redis.key("schedule:" + name), Map.of("anchor", micros, "due", micros));
                transaction.zadd(redis.key("schedules"), Double.parseDouble(micros), name);
                return transaction.exec();
            }
        });
    }

    /** Has a schedule say something that nobody understands. */
    public void breakSchedule(String name) {
        redis.call(r -> r.hset(redis.key("schedule:" + name), "timing", "{}"));
    }

    /** The names of its keys, without the prefix. */
    public Set<String> keys() {
        return Keys.of(this);
    }

    /** All that its keys hold, as text. */
    public String text() {
        return Keys.contents(this).toString();
    }

    /** A field of a task, as it is in Redis. */
    public String field(UUID id, String field) {
        return redis.call(r -> r.hget(redis.key("task:" + id), field));
    }

    /** Changes a field of a task, as somebody may who can write to Redis. */
    public void change(UUID id, String field, UnaryOperator<String> change) {
        String changed = change.apply(field(id, field));
        redis.call(r -> r.hset(redis.key("task:" + id), field, changed));
    }

    /** How often a worker has asked for work, or told what ended. */
    public long callsOf(String incarnation) {
        return redis.call(r -> r.hgetAll(redis.key("worker:" + incarnation))).entrySet().stream()
                .filter(field -> field.getKey().startsWith("lane:"))
                .mapToLong(field -> Long.parseLong(field.getValue().split(" ")[0]))
                .sum();
    }

    /** Fails if its keys break a rule. */
    public void assertSound() {
        Audit.assertSound(this);
    }

    /** All that its keys hold. */
    public Map<String, byte[]> dump() {
        Map<String, byte[]> dump = new HashMap<>();
        redis.call(r -> r.keys(settings.prefix() + "*")).forEach(key -> redis.call(r -> dump.put(key, r.dump(key))));
        return dump;
    }

    /** Has Redis forget all that happened since it was dumped. */
    public void restore(Map<String, byte[]> dump) {
        redis.call(r -> {
            try (var transaction = r.multi()) {
                Keys.of(this).forEach(name -> transaction.del(redis.key(name)));
                dump.forEach((key, value) -> transaction.restore(key, 0, value));
                return transaction.exec();
            }
        });
    }

    /** Has Redis forget that a running task was started. */
    public void forgetStart(UUID id) {
        StoredTask task = find(id);
        redis.call(r -> r.hdel(redis.key("run:" + task.fields().get("worker")), id.toString()));
    }

    /** Sweeps until there is no more to do. */
    public List<Recovery.Taken> sweep() {
        List<Recovery.Taken> taken = new ArrayList<>();
        Recovery.Swept swept;
        do {
            swept = workers.sweep(MISSING, POISON);
            taken.addAll(swept.taken());
        } while (swept.more());
        return taken;
    }

    /** Ends the leases of all workers, as if they had not renewed them. */
    public void endLeases() {
        workers.list().workers().forEach(each -> endLease(each.worker().incarnation()));
    }

    private void endLease(String incarnation) {
        redis.call(r -> r.zadd(redis.key("leases"), 1, incarnation));
    }

    /** A worker that serves all queues, or those named. */
    public TestWorker worker(String... queues) {
        return new TestWorker(queues.length == 0 ? List.of("*") : List.of(queues), Duration.ofSeconds(30), Map.of());
    }

    /** A worker whose lease is that long. */
    public TestWorker worker(Duration lease) {
        return new TestWorker(List.of("*"), lease, Map.of());
    }

    /** A worker whose application has that version of a module. */
    public TestWorker workerWith(String module, String version) {
        return new TestWorker(List.of("*"), Duration.ofSeconds(30), Map.of(module, version));
    }

    /** A worker process as the store sees it. */
    public final class TestWorker {
        public final WorkerStore.Registration registration;
        private long calls;
        private long token;

        TestWorker(List<String> queues, Duration lease, Map<String, String> modules) {
            registration =
                    new WorkerStore.Registration(Incarnation.of("worker"), "worker", queues, 10, lease, "1", modules);
            workers.register(registration);
        }

        public Exchange.Reply exchange(int free, Collection<String> declined, Exchange.Outcome... outcomes) {
            return send(request(free, declined, outcomes));
        }

        public Exchange.Request request(int free, Collection<String> declined, Exchange.Outcome... outcomes) {
            return new Exchange.Request(0, ++calls, free, token, declined, List.of(outcomes));
        }

        public Exchange.Reply send(Exchange.Request request) {
            Exchange.Reply reply = workers.exchange(registration, request);
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

        /** Claims one task, which must be there. */
        public Exchange.Claimed claimOne() {
            return claim(1).get(0);
        }

        public Exchange.Reply complete(Exchange.Claimed claim) {
            return end(claim, Exchange.Ending.COMPLETED, "1");
        }

        public Exchange.Reply fail(Exchange.Claimed claim) {
            return end(claim, Exchange.Ending.FAILED, "{}");
        }

        public Exchange.Reply decline(Exchange.Claimed claim) {
            String need = claim.need().text();
            return exchange(0, List.of(need), outcome(claim, Exchange.Ending.DECLINED, need));
        }

        private Exchange.Reply end(Exchange.Claimed claim, Exchange.Ending ending, String value) {
            return exchange(0, List.of(), outcome(claim, ending, value));
        }

        public String incarnation() {
            return registration.incarnation();
        }

        /** Ends its lease, as if it had not renewed it. */
        public void expire() {
            endLease(incarnation());
        }

        /** How many tokens wait for it. */
        public long tokens() {
            return redis.call(r -> r.llen(redis.key("wake:" + incarnation())));
        }

        /** Takes the tokens that wait for it. */
        public boolean woken() {
            return redis.call(r -> r.del(redis.key("wake:" + incarnation()))) == 1;
        }
    }

    public static Exchange.Outcome outcome(Exchange.Claimed claim, Exchange.Ending ending, String value) {
        return new Exchange.Outcome(claim.task(), claim.fencingToken(), ending, value, "", "");
    }

    @Override
    public void close() {
        Keys.remove(this);
        others.forEach(other -> other.redis.close());
        redis.close();
    }
}
