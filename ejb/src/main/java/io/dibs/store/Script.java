package io.dibs.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** The Lua scripts. Each file's header is its contract. */
enum Script {
    ABANDON,
    ASK_THREADS,
    BEGIN_WATCH,
    CANCEL,
    CANCEL_GROUP,
    CHANGES,
    CHECK,
    CLOSE_GROUP,
    DELETE,
    DISPATCH,
    DRAIN_WORKER,
    DUE,
    END_WATCH,
    EXCHANGE,
    FACTS,
    GIVE_THREADS,
    IMMEDIATE,
    LINE,
    LISTEN,
    OPEN_GROUP,
    PACE,
    PAUSE_QUEUE,
    PROGRESS,
    PURGE,
    QUEUES,
    READ,
    RECONCILE,
    REGISTER,
    RENEW,
    RESERVE,
    RESUME_QUEUE,
    RUN_SCHEDULE,
    SCHEDULE,
    STATISTICS,
    SWEEP,
    TICK,
    UNREGISTER,
    UNSCHEDULE,
    WAITING,
    WHY,
    WORKERS;

    private static final String INCLUDE = "--@include ";

    private final String source = read(name().toLowerCase(Locale.ROOT) + ".lua");
    private final String sha = sha1(source);
    private final String text = name().toLowerCase(Locale.ROOT);

    /** The whole script, with what it includes. */
    String source() {
        return source;
    }

    /** Its name in metrics. */
    String text() {
        return text;
    }

    /** The digest by which Redis knows it. */
    String sha() {
        return sha;
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The script " + file + " is missing from the archive of the engine.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.startsWith(INCLUDE) ? read(line.substring(INCLUDE.length())) : line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
