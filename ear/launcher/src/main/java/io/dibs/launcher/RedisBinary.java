package io.dibs.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server program that speaks Redis' protocol, of a version that is new enough, and that runs on this machine. */
record RedisBinary(Path path, int major) {
    /** Redis 6.2; Valkey counts on from Redis 7.2. */
    private static final int FLOOR = 602;

    private static final int TRIES_WHILE_BUSY = 50;
    private static final int PAUSE_WHILE_BUSY_MS = 20;

    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.(\\d+)");

    /** The newest is not looked for: the first on the PATH wins, as in a shell; the bundled one is for when there is none. */
    static RedisBinary find(Path folder) {
        return onPath().or(() -> bundled(folder))
                .orElseThrow(() -> new RedisUnavailableException(
                        "Neither redis-server nor valkey-server, version 6.2 or later, is on the PATH, and the bundled"
                                + " server does not run on this system (" + platform()
                                + "). Install one of them, or set dibs.redis.url to a server that runs already."));
    }

    static RedisBinary given(Path program) {
        return probe(program)
                .orElseThrow(() -> new RedisUnavailableException(
                        program + " is not a Redis or Valkey server of version 6.2 or later that runs here."));
    }

    static Optional<RedisBinary> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String name : List.of("redis-server", "valkey-server")) {
            for (String directory : path.split(Pattern.quote(File.pathSeparator))) {
                Path candidate = Path.of(directory, name);
                Optional<RedisBinary> found =
                        !directory.isEmpty() && Files.isExecutable(candidate) ? probe(candidate) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Unpacks the program for this system into the given folder, where its server runs anyway, unless it is there. */
    static Optional<RedisBinary> bundled(Path folder) {
        String resource = resource();
        try (InputStream program = RedisBinary.class.getResourceAsStream("/" + resource)) {
            if (program == null) {
                return Optional.empty();
            }
            Path target = folder.resolve(resource);
            Optional<RedisBinary> unpacked = Files.isExecutable(target) ? probe(target) : Optional.empty();
            if (unpacked.isPresent()) {
                return unpacked;
            }
            // Moved into place when whole: a start that was killed half-way leaves nothing that looks like a program.
            Path part = Files.createTempFile(folder, resource, ".part");
            Files.copy(program, part, StandardCopyOption.REPLACE_EXISTING);
            if (!part.toFile().setExecutable(true)) {
                throw new IOException("The file system does not let " + part + " be executable.");
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return probe(target);
        } catch (IOException e) {
            throw new RedisUnavailableException("The bundled Redis server could not be unpacked into " + folder, e);
        }
    }

    /** Runs the program once: an old version, or one built for another system, is as good as none. */
    static Optional<RedisBinary> probe(Path program) {
        try {
            Process process = start(new ProcessBuilder(program.toString(), "--version").redirectErrorStream(true));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(output);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0 || !version.find()) {
                return Optional.empty();
            }
            int major = Integer.parseInt(version.group(1));
            int minor = Integer.parseInt(version.group(2));
            return major * 100 + minor < FLOOR ? Optional.empty() : Optional.of(new RedisBinary(program, major));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Linux refuses to run a file that somebody still has open to write. A process that another thread starts just while this
     * one writes the file has it open for a moment too.
     */
    private static Process start(ProcessBuilder program) throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return program.start();
            } catch (IOException e) {
                if (tries == TRIES_WHILE_BUSY || !String.valueOf(e.getMessage()).contains("error=26,")) {
                    throw e;
                }
                Thread.sleep(PAUSE_WHILE_BUSY_MS);
            }
        }
    }

    private static String platform() {
        return System.getProperty("os.name") + ", " + System.getProperty("os.arch");
    }

    private static String resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (system.contains("mac")) {
            return "redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64");
        }
        return arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }
}
