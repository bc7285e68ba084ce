package io.dibs.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * All that outlasts a run: {@code redis} (tasks), {@code database} (H2), {@code app} (files of the application), {@code
 * users} and {@code admin-password} (who can sign in); and {@code server}, which does not: it is made anew at each start, so that nothing of a killed run is left in it. One
 * process at a time can open it.
 */
final class DataFolder implements AutoCloseable {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(45);
    private static final Duration LOCK_POLL = Duration.ofMillis(100);

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Creates the folder if missing. */
    static DataFolder open(Path folder) {
        try {
            Path path = Files.createDirectories(folder).toRealPath();
            FileChannel lock =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock, path)) {
                lock.close();
                throw new LaunchException("The folder " + path
                        + " is in use by another Dibs. Stop that one, or choose another folder with --dibs-data.");
            }
            DataFolder data = new DataFolder(path, lock);
            deleteTree(data.server());
            for (Path part : new Path[] {
                data.redis(), data.application(), data.server(), data.database().getParent()
            }) {
                Files.createDirectories(part);
            }
            return data;
        } catch (IOException e) {
            throw new LaunchException(
                    "The folder " + folder + " cannot be used (" + e + "). Choose another one with --dibs-data.", e);
        }
    }

    Path redis() {
        return path.resolve("redis");
    }

    Path application() {
        return path.resolve("app");
    }

    Path server() {
        return path.resolve("server");
    }

    /** The users that the launcher has made. */
    Path users() {
        return path.resolve("users");
    }

    /** The password of the first of them, for people and for scripts. */
    Path adminPassword() {
        return path.resolve("admin-password");
    }

    /** Without H2's own suffix. */
    Path database() {
        return path.resolve("database").resolve("dibs");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** A Dibs that was told to stop may still drain: the next one waits for it. */
    private static boolean locked(FileChannel lock, Path path) throws IOException {
        long deadline = System.nanoTime() + LOCK_TIMEOUT.toNanos();
        for (boolean told = false; lock.tryLock() == null; told = true) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            if (!told) {
                System.err.println("Another Dibs uses the folder " + path + ": waiting for up to "
                        + LOCK_TIMEOUT.toSeconds() + " s for its end.");
            }
            LockSupport.parkNanos(LOCK_POLL.toNanos());
        }
        return true;
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
