package io.dibs.store;

import redis.clients.jedis.exceptions.JedisException;

/** No connection was to be had, so nothing was sent. */
final class NotConnectedException extends JedisException {
    private static final long serialVersionUID = 1L;

    NotConnectedException(JedisException cause) {
        super(cause.getMessage(), cause);
    }
}
