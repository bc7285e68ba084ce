package io.dibs.store;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;

import javax.net.ssl.SSLHandshakeException;

import io.dibs.StoreUnavailableException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Says why the store cannot be used, and whether what was asked of it may have been done. */
final class Unavailable {
    /** So Redis 6.2 says it, without a code; it may have run a part of the script before. */
    private static final String NOT_PERMITTED_IN_SCRIPT = "The user executing the script can't";

    private Unavailable() {}

    /** Whether a command that ended so may have changed something. */
    static boolean mayHaveChanged(JedisException e) {
        if (e instanceof JedisConnectionException) {
            return !isCausedBy(e, ConnectException.class)
                    && !isCausedBy(e, UnknownHostException.class)
                    && !isCausedBy(e, SSLHandshakeException.class);
        }
        return e instanceof JedisDataException && Refusal.of(e).isEmpty();
    }

    static StoreUnavailableException because(
            JedisException e, String address, int connections, boolean mayHaveChanged) {
        String consequence = mayHaveChanged ? "It is not known whether anything was changed" : "Nothing was changed";
        return new StoreUnavailableException(
                sentence(e, address, connections) + ". " + consequence + ". (" + e.getMessage() + ")", e);
    }

    /** What kind of error that is, in one word: one of some twenty. */
    static String kind(JedisException e) {
        Optional<Refusal> refusal = Refusal.of(e);
        if (refusal.isPresent()) {
            return refusal.get().name().toLowerCase(Locale.ROOT);
        }
        if (e instanceof JedisDataException) {
            return "error";
        }
        if (isCausedBy(e, NoSuchElementException.class)) {
            return "pool";
        }
        if (isCausedBy(e, SSLHandshakeException.class)) {
            return "tls";
        }
        return isCausedBy(e, SocketTimeoutException.class) ? "timeout" : "connection";
    }

    private static String sentence(JedisException e, String address, int connections) {
        Optional<Refusal> refusal = Refusal.of(e);
        if (refusal.isPresent()) {
            return "Redis at " + address + " " + refusal.get().sentence();
        }
        if (String.valueOf(e.getMessage()).contains(NOT_PERMITTED_IN_SCRIPT)) {
            return "Redis at " + address + " " + Refusal.NOPERM.sentence();
        }
        if (e instanceof JedisDataException) {
            return "Redis at " + address + " answered with an error";
        }
        if (isCausedBy(e, NoSuchElementException.class)) {
            return "All " + connections + " connections to Redis at " + address
                    + " are in use; see dibs.redis.max-connections";
        }
        if (isCausedBy(e, SSLHandshakeException.class)) {
            return "Redis at " + address + " and this process do not trust each other (TLS); see dibs.redis.ca-file and"
                    + " dibs.redis.client-certificate-file";
        }
        return "Redis at " + address + " does not answer";
    }

    private static boolean isCausedBy(Throwable thrown, Class<? extends Exception> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
