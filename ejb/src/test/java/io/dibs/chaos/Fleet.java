package io.dibs.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.dibs.chaos.Entry.Verb;
import io.dibs.fault.AofRedis;
import io.dibs.fault.FaultProxy;
import io.dibs.fault.Signals;

/**
 * The worker processes. There is a fixed number of seats, each with a proxy to Redis of its own; a process that ends is
 * replaced by another, with another name. Seat 0 is the calm one: no fault is aimed at it, and it serves no toxic tasks, so
 * whatever it loses is Dibs' fault. Thread-safe.
 */
final class Fleet implements AutoCloseable {
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    /**
     * What all processes are given.
     *
     * @param toxic whether toxic tasks are toxic
     * @param classPath goes before the class path of the test
     */
    record Options(
            String domain,
            Duration lease,
            Duration grace,
            int seats,
            boolean toxic,
            Path folder,
            List<Path> classPath) {}

    /** A seat. Its fields are guarded by itself. */
    final class Seat {
        final int number;
        final FaultProxy proxy;
        Process process;
        String name;
        boolean stopped;
        boolean cutOff;

        private Seat(int number) {
            this.number = number;
            this.proxy = new FaultProxy(redis.port());
        }
    }

    private final AofRedis redis;
    private final Ledger ledger;
    private final Options options;
    private final List<Seat> seats = new ArrayList<>();
    private final AtomicInteger started = new AtomicInteger();
    private final Queue<Process> all = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;

    Fleet(AofRedis redis, Ledger ledger, Options options) {
        this.redis = redis;
        this.ledger = ledger;
        this.options = options;
        for (int i = 0; i < options.seats(); i++) {
            seats.add(new Seat(i));
        }
        seats.forEach(this::start);
    }

    List<Seat> seats() {
        return seats;
    }

    int started() {
        return started.get();
    }

    /** Puts a new process into a seat. */
    private void start(Seat seat) {
        synchronized (seat) {
            String name = "w" + seat.number + "." + started.incrementAndGet();
            Path log = options.folder().resolve("w" + seat.number + ".log");
            try {
                Process process = new ProcessBuilder(command(seat, name))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
                seat.process = process;
                seat.name = name;
                seat.stopped = false;
                all.add(process);
                process.onExit().thenRun(() -> exited(seat, process, name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<String> command(Seat seat, String name) {
        List<String> classPath = new ArrayList<>();
        options.classPath().forEach(path -> classPath.add(path.toString()));
        classPath.add(System.getProperty("java.class.path"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-classpath",
                String.join(File.pathSeparator, classPath),
                WorkerMain.class.getName(),
                name,
                redis.uri(seat.proxy.port()),
                options.domain(),
                Long.toString(options.lease().toMillis()),
                Long.toString(options.grace().toMillis()),
                Integer.toString(ledger.port()),
                options.folder().resolve("work").toString(),
                seat.number == 0 && options.toxic() ? Job.CALM : Job.TOXIC + "," + Job.CALM,
                Boolean.toString(options.toxic()));
    }

    private void exited(Seat seat, Process process, String name) {
        ledger.write(Entry.of(Verb.EXITED, name, Integer.toString(process.exitValue())));
        synchronized (seat) {
            if (seat.process == process && !closing) {
                start(seat);
            }
        }
    }

    /** Kills the process of a seat; another follows. */
    void kill(Seat seat) {
        synchronized (seat) {
            // Before the signal: what it has not released by now, it holds until then.
            ledger.write(Entry.of(Verb.KILLING, seat.name, ""));
            seat.process.destroyForcibly();
        }
    }

    /** Stops the process of a seat; returns what ends that, or empty if it is stopped already. */
    Optional<Runnable> stop(Seat seat) {
        synchronized (seat) {
            if (seat.stopped || !seat.process.isAlive()) {
                return Optional.empty();
            }
            Process process = seat.process;
            String name = seat.name;
            ledger.write(Entry.of(Verb.STOPPING, name, ""));
            Signals.pause(process.pid());
            seat.stopped = true;
            return Optional.of(() -> {
                synchronized (seat) {
                    if (process.isAlive()) { // Else its id may be another's.
                        ledger.write(Entry.of(Verb.CONTINUED, name, ""));
                        Signals.resume(process.pid());
                    }
                    if (seat.process == process) {
                        seat.stopped = false;
                    }
                }
            });
        }
    }

    /** Asks the process of a seat to end, and puts another one there at once; returns false if it is stopped. */
    boolean drain(Seat seat) {
        synchronized (seat) {
            if (seat.stopped || !seat.process.isAlive()) {
                return false;
            }
            ledger.write(Entry.of(Verb.TERMINATING, seat.name, ""));
            seat.process.destroy();
            start(seat);
            return true;
        }
    }

    /** Cuts a seat off from Redis; returns what ends that, or empty if it is cut off already. */
    Optional<Runnable> cutOff(Seat seat, Duration time, Runnable how) {
        synchronized (seat) {
            if (seat.cutOff) {
                return Optional.empty();
            }
            seat.cutOff = true;
            ledger.write(Entry.of(Verb.CUT_OFF, seat.name, Long.toString(time.toMillis())));
            how.run();
            return Optional.of(() -> {
                synchronized (seat) {
                    seat.proxy.pass();
                    seat.proxy.cut();
                    seat.cutOff = false;
                }
            });
        }
    }

    /** Has all processes print their threads to their logs. */
    void printThreads() {
        all.stream().filter(Process::isAlive).forEach(process -> {
            try {
                new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Drains all processes, those that drain already included; returns how many did not end. */
    int drainAll() {
        closing = true;
        ledger.write(Entry.of(Verb.OVER, "", ""));
        for (Seat seat : seats) {
            synchronized (seat) {
                seat.process.destroy();
            }
        }
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        int left = 0;
        for (Process process : all) {
            try {
                if (!process.waitFor(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    left++;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return left + 1;
            }
        }
        return left;
    }

    /** Ends all that is left. */
    @Override
    public void close() {
        closing = true;
        all.forEach(Process::destroyForcibly);
        seats.forEach(seat -> seat.proxy.close());
    }

    /** The folder for the logs of processes, empty. */
    static Path emptyFolder(String name) {
        try {
            Path folder = Path.of("target", "chaos", name).toAbsolutePath();
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.delete(file);
                    }
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
