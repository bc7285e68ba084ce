package io.dibs.chaos;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.dibs.chaos.Entry.Verb;
import io.dibs.fault.AofRedis;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Looks at Redis from beside, by its keys: how many tasks are not final, which workers have a lease, and for how long it does
 * not answer. Not thread-safe but for {@link #unfinished}; give it a thread.
 */
final class Monitor implements Runnable, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration WORTH_TELLING = Duration.ofMillis(300);
    private static final Duration INTERVAL = Duration.ofMillis(25);

    private final AofRedis redis;
    private final Ledger ledger;
    private final String prefix;
    private Jedis jedis;
    private volatile int unfinished;
    private volatile Set<String> leased = Set.of();
    private volatile boolean over;

    Monitor(AofRedis redis, Ledger ledger, String domain) {
        this.redis = redis;
        this.ledger = ledger;
        this.prefix = "dibs:{" + domain + "}:";
    }

    /** How many tasks are not final, as of the last look. */
    int unfinished() {
        return unfinished;
    }

    /** The names of the workers that have a lease, or had one and were not swept yet, as of the last look. */
    Set<String> leased() {
        return leased;
    }

    @Override
    public void run() {
        long answered = System.nanoTime();
        while (!over) {
            try {
                look();
                Duration away = Duration.ofNanos(System.nanoTime() - answered).minus(INTERVAL);
                if (away.compareTo(WORTH_TELLING) > 0) {
                    ledger.write(Entry.of(Verb.REDIS_AWAY, "", Long.toString(away.toMillis())));
                }
                answered = System.nanoTime();
            } catch (JedisException e) {
                drop();
            }
            try {
                TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
            } catch (InterruptedException e) {
                over = true;
            }
        }
        drop();
    }

    private void look() {
        if (jedis == null) {
            jedis = connect(redis, TIMEOUT);
        }
        var transaction = jedis.multi();
        var tasks = transaction.zcard(prefix + "tasks");
        List<Response<Long>> done = List.of(
                transaction.zcard(prefix + "done:completed"),
                transaction.zcard(prefix + "done:failed"),
                transaction.zcard(prefix + "done:canceled"));
        var leases = transaction.zrange(prefix + "leases", 0, -1);
        transaction.exec();
        unfinished = (int) (tasks.get() - done.stream().mapToLong(Response::get).sum());
        Set<String> names = new TreeSet<>();
        leases.get().forEach(incarnation -> names.add(incarnation.substring(0, incarnation.indexOf('/'))));
        leased = names;
    }

    /** A connection of one's own, past all proxies. */
    static Jedis connect(AofRedis redis, Duration timeout) {
        URI uri = URI.create(redis.uri());
        int millis = (int) timeout.toMillis();
        return new Jedis(
                new HostAndPort(uri.getHost(), uri.getPort()),
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .password(JedisURIHelper.getPassword(uri))
                        .connectionTimeoutMillis(millis)
                        .socketTimeoutMillis(millis)
                        .build());
    }

    private void drop() {
        if (jedis != null) {
            jedis.close();
            jedis = null;
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
