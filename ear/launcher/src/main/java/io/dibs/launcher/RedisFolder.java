package io.dibs.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The folder that one Redis server lives in: its configuration, log, process id and data. */
record RedisFolder(Path path) {
    private static final int LOG_LINES = 5;

    Path log() {
        return path.resolve("redis.log");
    }

    /** The password stands in this file only, which nobody else can read: a command line is for all to see. */
    Path writeConfiguration(int port, String password, boolean durable, Map<String, String> more) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bind", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("requirepass", password);
        settings.put("dir", quoted(path));
        settings.put("pidfile", quoted(pidFile()));
        settings.put("daemonize", "no");
        settings.put("save", "\"\"");
        settings.put("appendonly", durable ? "yes" : "no");
        settings.put("hash-max-ziplist-value", "512"); // A task with usual arguments stays compact: see operations.md.
        settings.putAll(more);
        Path file = path.resolve("redis.conf");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(
                file,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " " + setting.getValue())
                        .toList());
    }

    /**
     * Waits for the server of an earlier run: if that run was killed, its server is only just stopping, and two servers
     * that append to one file ruin it.
     */
    void awaitFree() throws IOException {
        if (!Files.exists(pidFile())) {
            return;
        }
        String pid = Files.readString(pidFile()).strip();
        ProcessHandle server = pid.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(pid))
                        .filter(RedisFolder::isServer)
                        .orElse(null)
                : null;
        if (server == null) {
            return;
        }
        try {
            server.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new RedisUnavailableException("The folder " + path + " is in use by the Redis server with process id "
                    + pid + ". Stop that one first, or choose another folder.");
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisUnavailableException("Interrupted while another Redis server stopped.", e);
        }
    }

    /** Redis 6 does not see what Redis 7 has written here, and would silently start empty. */
    void checkReadableBy(RedisBinary binary) {
        if (binary.major() < 7 && Files.exists(path.resolve("appendonlydir"))) {
            throw new RedisUnavailableException("The data in " + path + " was written by Redis 7 or later, and "
                    + binary.path() + " is older. Install Redis 7 or Valkey, or choose another folder.");
        }
    }

    String lastLogLines() throws IOException {
        List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
        return lines.stream().skip(Math.max(0, lines.size() - LOG_LINES)).collect(Collectors.joining(" | "));
    }

    private Path pidFile() {
        return path.resolve("redis.pid");
    }

    /** A process id may have gone to another program since it was written down. */
    private static boolean isServer(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.contains("redis-server") || command.contains("valkey-server"))
                .isPresent();
    }

    private static String quoted(Path value) {
        return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
