package io.dibs.store;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.dibs.seal.KeyRing;

/**
 * Where the store is and what it keeps.
 *
 * @param domain the reservation domain: tasks of one domain share resources, queues and workers
 * @param url {@code redis://[user:password@]host:port[/database]}, or {@code rediss://} for TLS
 * @param user the Redis user, when the URL names none
 * @param password the password, when the URL names none
 * @param timeout how long to wait for a connection and for an answer
 * @param maxConnections how many connections are open at most, apart from the one that workers block on
 * @param retention what is kept of final tasks
 * @param replication what a dispatch waits for
 * @param sealing the keys with which tasks are encrypted and signed
 * @param tls for connections by TLS
 */
public record StoreSettings(
        String domain,
        URI url,
        Optional<String> user,
        Optional<String> password,
        Duration timeout,
        int maxConnections,
        Retention retention,
        Replication replication,
        Sealing sealing,
        Tls tls) {

    /** Where a dispatch waits for no replica, and nothing is encrypted or signed. */
    public StoreSettings(
            String domain,
            URI url,
            Optional<String> user,
            Optional<String> password,
            Duration timeout,
            int maxConnections,
            Retention retention) {
        this(
                domain,
                url,
                user,
                password,
                timeout,
                maxConnections,
                retention,
                Replication.NONE,
                Sealing.NONE,
                Tls.DEFAULT);
    }

    /** The same with keys. */
    public StoreSettings with(Sealing keys) {
        return new StoreSettings(
                domain, url, user, password, timeout, maxConnections, retention, replication, keys, tls);
    }

    /** The same with other certificates. */
    public StoreSettings with(Tls certificates) {
        return new StoreSettings(
                domain, url, user, password, timeout, maxConnections, retention, replication, sealing, certificates);
    }

    /** The same as another user of Redis. */
    public StoreSettings as(String name, String secret) {
        return new StoreSettings(
                domain,
                url,
                Optional.of(name),
                Optional.of(secret),
                timeout,
                maxConnections,
                retention,
                replication,
                sealing,
                tls);
    }

    /**
     * How many replicas must have a task before its dispatch returns, and how long it waits for them.
     *
     * @param replicas 0 to wait for none
     * @param timeout at most; 1 ms or more
     */
    public record Replication(int replicas, Duration timeout) {
        /** A dispatch returns when the primary has the task. */
        public static final Replication NONE = new Replication(0, Duration.ofSeconds(1));
    }

    /** How many final tasks are kept of each state, and for how long. */
    public record Retention(int completed, int failed, int canceled, Ages ages) {
        /** The same age for all states. */
        public Retention(int completed, int failed, int canceled, Duration age) {
            this(completed, failed, canceled, new Ages(age, age, age));
        }

        /** How many of each state, as scripts take it. */
        List<String> counts() {
            return List.of(Integer.toString(completed), Integer.toString(failed), Integer.toString(canceled));
        }
    }

    /** How long final tasks of each state are kept, from their end on. */
    public record Ages(Duration completed, Duration failed, Duration canceled) {}

    /**
     * The keys with which tasks are sealed.
     *
     * @param encryption for arguments, results and errors; with none, they are stored in clear
     * @param signing for what decides what runs; with none, nothing is signed or verified
     * @param required whether a task that is not signed does not run, if there are keys to sign with
     */
    public record Sealing(KeyRing encryption, KeyRing signing, boolean required) {
        /** Tasks are stored in clear, and not signed. */
        public static final Sealing NONE = new Sealing(KeyRing.NONE, KeyRing.NONE, true);
    }

    /** The prefix of all keys of the domain. The braces make it one Redis Cluster slot. */
    String prefix() {
        return "dibs:{" + domain + "}:";
    }

    /** Where it is, for messages: the URL without its password. */
    String address() {
        return url.getScheme() + "://" + url.getHost() + ":" + (url.getPort() < 0 ? 6379 : url.getPort());
    }

    @Override
    public String toString() {
        return "StoreSettings[domain=" + domain + ", url=" + address() + "]";
    }
}
