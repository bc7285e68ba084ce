package io.dibs.store;

import java.io.IOException;

import io.dibs.log.Log;
import io.dibs.log.LogEvent;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisClient;

/** A connection of its own, on which one thread at a time waits for something, and which can be cut meanwhile. Thread-safe. */
final class BlockedConnection implements AutoCloseable {
    private static final Log LOG = Log.of(BlockedConnection.class);

    /** Of one connection. */
    private final RedisClient client;

    private volatile Connection waiting;

    BlockedConnection(RedisClient client) {
        this.client = client;
    }

    RedisClient client() {
        return client;
    }

    <T> T execute(CommandObject<T> command) {
        try (Connection connection = client.getPool().getResource()) {
            waiting = connection;
            return connection.executeCommand(command);
        } finally {
            waiting = null;
        }
    }

    /** Has {@link #execute} fail, if a thread waits there now. */
    void cut() {
        Connection connection = waiting;
        if (connection != null) {
            try {
                connection.forceDisconnect();
            } catch (IOException e) {
                LOG.tell(e, LogEvent.REDIS_WAIT_ENDS);
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
