package io.dibs.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.dibs.StoreUnavailableException;
import io.dibs.metric.Metrics;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The connections to Redis: a pool for commands, one connection that a worker blocks on, and one that a reader of events blocks
 * on, each made when it is needed. Thread-safe.
 *
 * <p>A command whose connection broke is sent once more, on a new connection: all scripts may be repeated (R2), and after
 * a restart of Redis every pooled connection is broken. So it is when Redis turns out to be a replica, since a new
 * connection may lead to the primary.
 *
 * <p>Every call returns or throws within five times {@code dibs.redis.timeout}. One attempt waits at most once for a free
 * connection, or once to connect and once to be let in; then once for the answer. A second attempt is made only if the
 * first took less than two timeouts: less than one if its connection was cut, about one if it was silently dead. So a
 * Redis that has fallen silent costs two timeouts as a rule, one that refuses connections or answers with an error nothing.
 */
public final class Redis implements AutoCloseable {
    private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

    private final String address;
    private final String prefix;
    private final List<String> keys;
    private final Duration timeout;
    private final int maxConnections;
    private final Seals seals;
    private final Metrics metrics;
    private final RedisClient commands;
    private final BlockedConnection tokens;
    private final BlockedConnection entries;

    /** Connections of which nothing is measured. */
    public Redis(StoreSettings settings) {
        this(settings, Metrics.unexported());
    }

    /** @param metrics is told how long scripts take, and of errors */
    public Redis(StoreSettings settings, Metrics metrics) {
        this.metrics = metrics;
        address = settings.address();
        prefix = settings.prefix();
        keys = List.of(prefix);
        timeout = settings.timeout();
        maxConnections = settings.maxConnections();
        seals = new Seals(settings.domain(), settings.sealing());
        commands = client(settings, settings.maxConnections());
        tokens = new BlockedConnection(client(settings, 1));
        entries = new BlockedConnection(client(settings, 1));
    }

    private static RedisClient client(StoreSettings settings, int connections) {
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        var url = settings.url();
        JedisClientConfig client = DefaultJedisClientConfig.builder()
                .resp2()
                .user(Optional.ofNullable(JedisURIHelper.getUser(url))
                        .or(settings::user)
                        .orElse(null))
                .password(Optional.ofNullable(JedisURIHelper.getPassword(url))
                        .or(settings::password)
                        .orElse(null))
                .database(JedisURIHelper.getDBIndex(url))
                .sslOptions(
                        JedisURIHelper.isRedisSSLScheme(url) ? settings.tls().options() : null)
                .connectionTimeoutMillis(timeout)
                .socketTimeoutMillis(timeout)
                .blockingSocketTimeoutMillis(timeout + Math.toIntExact(LONGEST_BLOCK.toMillis()))
                .clientName("dibs")
                .clientSetInfoConfig(
                        ClientSetInfoConfig.DISABLED) // Another right for every user; the name says enough.
                .build();
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(settings.timeout());
        pool.setJmxEnabled(false);
        return RedisClient.builder()
                .hostAndPort(settings.url().getHost(), url.getPort() < 0 ? 6379 : url.getPort())
                .clientConfig(client)
                .poolConfig(pool)
                .build();
    }

    /** The longest time for which {@link #awaitToken} and {@link #awaitEntries} may block. */
    static final Duration LONGEST_BLOCK = Duration.ofSeconds(2);

    /** Redis takes no time at all, to which it rounds a millisecond too, for ever. */
    private static final long SHORTEST_BLOCK_MILLIS = 10;

    /** What tasks of the domain are sealed with. */
    Seals seals() {
        return seals;
    }

    /** The name of a key of the domain. */
    String key(String name) {
        return prefix + name;
    }

    /**
     * Runs a script.
     *
     * @throws StoreUnavailableException if Redis does not answer, or refuses
     */
    Object run(Script script, List<String> arguments) {
        return twice(() -> connected(connection -> evaluate(connection, script, arguments)));
    }

    Object run(Script script, String... arguments) {
        return run(script, List.of(arguments));
    }

    /**
     * What a script answered.
     *
     * @param replicas how many replicas have what it changed
     */
    record Replicated(Object reply, long replicas) {}

    /** Runs a script, then waits for replicas to have what it changed: at most for the time that is given for that. */
    Replicated run(Script script, List<String> arguments, StoreSettings.Replication replication) {
        return twice(() -> connected(connection ->
                new Replicated(evaluate(connection, script, arguments), awaitReplicas(connection, replication))));
    }

    /** On the connection of the script: Redis waits for what the asking connection has seen changed. */
    private static long awaitReplicas(Connection connection, StoreSettings.Replication replication) {
        int usual = connection.getSoTimeout();
        int wait = Math.toIntExact(replication.timeout().toMillis());
        connection.setSoTimeout(usual + wait);
        try {
            return connection.executeCommand(COMMANDS.waitReplicas(replication.replicas(), wait));
        } finally {
            if (!connection.isBroken()) {
                connection.setSoTimeout(usual);
            }
        }
    }

    private Object evaluate(Connection connection, Script script, List<String> arguments) {
        long start = System.nanoTime();
        Object reply;
        try {
            reply = connection.executeCommand(COMMANDS.evalsha(script.sha(), keys, arguments));
        } catch (JedisNoScriptException e) {
            reply = connection.executeCommand(COMMANDS.eval(script.source(), keys, arguments));
        }
        metrics.script(script.text(), System.nanoTime() - start);
        return reply;
    }

    /** Blocks for 10 ms to 2 s, until a token is in the list, and takes it; returns whether there was one in time. */
    boolean awaitToken(String key, Duration atMost) {
        return await(tokens, COMMANDS.blpop(blockMillis(atMost) / 1000.0, key)) != null;
    }

    /** Has {@link #awaitToken} fail, if a thread waits there now: its connection is cut. */
    void stopWaiting() {
        tokens.cut();
    }

    /** Blocks for 10 ms to 2 s, until a stream has entries behind that one; returns up to so many of them. */
    List<StreamEntry> awaitEntries(String key, StreamEntryID last, int count, Duration atMost) {
        XReadParams params = new XReadParams().count(count).block(Math.toIntExact(blockMillis(atMost)));
        List<Map.Entry<String, List<StreamEntry>>> streams = await(entries, COMMANDS.xread(params, Map.of(key, last)));
        return streams == null || streams.isEmpty() ? List.of() : streams.get(0).getValue();
    }

    /** Has {@link #awaitEntries} fail, likewise. */
    void stopAwaitingEntries() {
        entries.cut();
    }

    private static long blockMillis(Duration atMost) {
        return Math.max(SHORTEST_BLOCK_MILLIS, Math.min(atMost.toMillis(), LONGEST_BLOCK.toMillis()));
    }

    private <T> T await(BlockedConnection connection, CommandObject<T> command) {
        try {
            return connection.execute(command);
        } catch (JedisException e) {
            metrics.redisError(Unavailable.kind(e));
            dropConnections(connection.client(), e);
            throw Unavailable.because(e, address, maxConnections, Unavailable.mayHaveChanged(e));
        }
    }

    /** Reads; or changes something that may be changed again. */
    <T> T call(Function<UnifiedJedis, T> use) {
        return twice(() -> use.apply(commands));
    }

    private <T> T connected(Function<Connection, T> use) {
        Connection connection;
        try {
            connection = commands.getPool().getResource();
        } catch (JedisException e) {
            throw new NotConnectedException(e);
        }
        try (connection) {
            try {
                return use.apply(connection);
            } catch (Error e) {
                connection.setBroken(); // Out of memory, say, with half a reply read: the next call would get the rest.
                throw e;
            }
        }
    }

    private <T> T twice(Supplier<T> attempt) {
        long start = System.nanoTime();
        boolean changed;
        try {
            return attempt.get();
        } catch (JedisException e) {
            metrics.redisError(Unavailable.kind(e));
            changed = Unavailable.mayHaveChanged(e);
            boolean dropped = dropConnections(commands, e);
            if (!dropped || System.nanoTime() - start >= timeout.multipliedBy(2).toNanos()) {
                throw Unavailable.because(e, address, maxConnections, changed);
            }
        }
        try {
            return attempt.get();
        } catch (JedisException e) {
            metrics.redisError(Unavailable.kind(e));
            dropConnections(commands, e);
            throw Unavailable.because(e, address, maxConnections, changed || Unavailable.mayHaveChanged(e));
        }
    }

    /** When one connection is of no use any more, neither are those of the same time. Returns whether that is so. */
    private static boolean dropConnections(RedisClient client, JedisException e) {
        boolean useless = e instanceof JedisConnectionException || Refusal.isByReplica(e);
        if (useless) {
            client.getPool().clear();
        }
        return useless;
    }

    /** Whether Redis answers and has all scripts; loads those that it lacks. */
    public boolean isReady() {
        try {
            String[] shas = Arrays.stream(Script.values()).map(Script::sha).toArray(String[]::new);
            List<Boolean> loaded = call(redis -> redis.scriptExists(prefix, shas));
            for (Script script : Script.values()) {
                if (!loaded.get(script.ordinal())) {
                    call(redis -> redis.scriptLoad(script.source(), prefix));
                }
            }
            return true;
        } catch (StoreUnavailableException e) {
            return false;
        }
    }

    @Override
    public void close() {
        commands.close();
        tokens.close();
        entries.close();
    }
}
