package io.dibs.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Answers by which Redis refuses a command without having changed anything. The names are Redis' own words for them; it
 * refuses a script at its first command that changes something, so nothing is left half done.
 */
enum Refusal {
    BUSY("is busy with one script for long; try again later"),
    LOADING("still loads its data; try again later"),
    MASTERDOWN("is a replica that has lost its primary; dibs.redis.url has to lead to the primary"),
    MISCONF("cannot write its data to disk and takes no changes; its log says why"),
    NOAUTH("wants a password; set dibs.redis.password"),
    NOPERM("does not permit this user to do that; see the rights of dibs.redis.user"),
    NOREPLICAS("has fewer replicas than its min-replicas-to-write and takes no changes"),
    OOM(
            "has reached its memory limit (maxmemory) and takes nothing new; let tasks end, delete final ones, or raise it"),
    READONLY("is a replica and takes no changes; dibs.redis.url has to lead to the primary"),
    WRONGPASS("does not know this user and password; see dibs.redis.user and dibs.redis.password");

    /** At the beginning; up to Redis 6.2 behind a preamble when it comes from within a script. */
    private static final Pattern CODE = Pattern.compile(Stream.of(values())
            .map(Refusal::name)
            .collect(Collectors.joining("|", "^(?:ERR Error running script .*: -)?(", ")\\b.*")));

    private final String sentence;

    Refusal(String sentence) {
        this.sentence = sentence;
    }

    /** What is the matter with Redis, and what to do. */
    String sentence() {
        return sentence;
    }

    /** The refusal that is the cause of an exception. */
    static Optional<Refusal> of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JedisDataException && cause.getMessage() != null) {
                Matcher code = CODE.matcher(cause.getMessage());
                if (code.matches()) {
                    return Optional.of(valueOf(code.group(1)));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the server is not the primary, or not any more. */
    static boolean isByReplica(Throwable thrown) {
        return of(thrown)
                        .filter(refusal -> refusal == READONLY || refusal == MASTERDOWN)
                        .isPresent()
                || String.valueOf(thrown.getMessage()).startsWith("UNBLOCKED");
    }
}
