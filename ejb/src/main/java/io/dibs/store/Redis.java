package io.dibs.store;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.dibs.StoreUnavailableException;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The connections to Redis: a pool for commands, and one connection that a worker blocks on. Thread-safe.
 *
 * <p>A command whose connection broke is sent once more, on a new connection: all scripts may be repeated (R2), and after
 * a restart of Redis every pooled connection is broken.
 */
public final class Redis implements AutoCloseable {
    private final String address;
    private final String prefix;
    private final List<String> keys;
    private final RedisClient commands;
    private final RedisClient blocking;

    public Redis(StoreSettings settings) {
        address = settings.address();
        prefix = settings.prefix();
        keys = List.of(prefix);
        commands = client(settings, settings.maxConnections());
        blocking = client(settings, 1);
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
                .sslOptions(JedisURIHelper.isRedisSSLScheme(url) ? SslOptions.defaults() : null)
                .connectionTimeoutMillis(timeout)
                .socketTimeoutMillis(timeout)
                .blockingSocketTimeoutMillis(timeout + Math.toIntExact(LONGEST_BLOCK.toMillis()))
                .clientName("dibs")
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

    /** The longest time for which {@link #awaitToken} may block. */
    static final Duration LONGEST_BLOCK = Duration.ofSeconds(10);

    /** Redis takes no time at all, to which it rounds a millisecond too, for ever. */
    private static final long SHORTEST_BLOCK_MILLIS = 10;

    private static final String UNKNOWN = "it is not known whether anything was changed";

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
        return call(redis -> {
            try {
                return redis.evalsha(script.sha(), keys, arguments);
            } catch (JedisNoScriptException e) {
                return redis.eval(script.source(), keys, arguments);
            }
        });
    }

    Object run(Script script, String... arguments) {
        return run(script, List.of(arguments));
    }

    /** Blocks for 10 ms to 10 s, until a token is in the list, and takes it; returns whether there was one in time. */
    boolean awaitToken(String key, Duration atMost) {
        try {
            long millis = Math.max(SHORTEST_BLOCK_MILLIS, Math.min(atMost.toMillis(), LONGEST_BLOCK.toMillis()));
            return blocking.blpop(millis / 1000.0, key) != null;
        } catch (JedisException e) {
            throw unavailable(e);
        }
    }

    <T> T call(Function<UnifiedJedis, T> use) {
        boolean sent;
        try {
            return use.apply(commands);
        } catch (JedisConnectionException e) {
            sent = mayHaveBeenSent(e);
            commands.getPool().clear();
        } catch (JedisException e) {
            throw unavailable(e);
        }
        try {
            return use.apply(commands);
        } catch (JedisException e) {
            throw sent ? unavailable(e, UNKNOWN) : unavailable(e);
        }
    }

    private static boolean mayHaveBeenSent(JedisException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return false;
            }
        }
        return e instanceof JedisConnectionException;
    }

    private StoreUnavailableException unavailable(JedisException e) {
        return unavailable(e, mayHaveBeenSent(e) ? UNKNOWN : "nothing was changed");
    }

    private StoreUnavailableException unavailable(JedisException e, String consequence) {
        String what = e instanceof JedisDataException ? "refused" : "does not answer";
        return new StoreUnavailableException(
                "Redis at " + address + " " + what + "; " + consequence + ": " + e.getMessage(), e);
    }

    /** Whether Redis answers and has all scripts; loads those that it lacks. */
    public boolean isReady() {
        try {
            String[] shas = Arrays.stream(Script.values()).map(Script::sha).toArray(String[]::new);
            List<Boolean> loaded = commands.scriptExists(prefix, shas);
            for (Script script : Script.values()) {
                if (!loaded.get(script.ordinal())) {
                    commands.scriptLoad(script.source(), prefix);
                }
            }
            return true;
        } catch (JedisException e) {
            return false;
        }
    }

    @Override
    public void close() {
        commands.close();
        blocking.close();
    }
}
