package io.dibs.it;

import static java.util.concurrent.TimeUnit.MINUTES;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import jakarta.json.JsonObject;

/**
 * How long a synchronisation takes beside {@code curl --parallel} and {@code sha256sum}, with the same files, server and
 * number of connections, in turn in one run; and how much memory the server has needed after few files, many files, and a
 * large one. Needs curl and sha256sum on the PATH, and Linux.
 */
final class SyncBenchmark implements AutoCloseable {
    private static final int FILES = Integer.getInteger("bench.files", 1_200);
    private static final int RUNS = Integer.getInteger("bench.runs", 5);
    private static final int WARM_UPS = 3;
    private static final int CONNECTIONS = 10;
    private static final long LARGE = 1L << 30;

    private final Path folder;
    private final MicroProcess micro;
    private final FileApi api;

    private SyncBenchmark(Path folder) throws Exception {
        this.folder = folder;
        micro = MicroProcess.start(folder.resolve("data"), Map.of());
        api = new FileApi(micro.baseUri());
    }

    public static void main(String[] arguments) throws Exception {
        Path report = Path.of(arguments[0]);
        Files.createDirectories(report.getParent());
        Path folder = Files.createTempDirectory(report.getParent(), "sync");
        try (SyncBenchmark benchmark = new SyncBenchmark(folder)) {
            String text = benchmark.run();
            Files.writeString(report, text);
            System.out.println("\n" + text);
        } finally {
            Folders.delete(folder);
        }
    }

    private String run() throws Exception {
        LocalRepository local = LocalRepository.ofThisBuild();
        List<Path> files = local.files(FILES);
        long small;
        double[] ratios = new double[RUNS];
        double[] seconds = new double[RUNS];
        double first;
        try (FileServer few = server(local, files.subList(0, 50));
                FileServer many = server(local, files)) {
            sync(few);
            small = peakMemory();
            first = sync(many) / curl(many);
            for (int i = 1; i < WARM_UPS; i++) {
                sync(many);
            }
            for (int i = 0; i < RUNS; i++) {
                double curl = curl(many);
                seconds[i] = sync(many);
                ratios[i] = seconds[i] / curl;
            }
        }
        long afterMany = peakMemory();
        syncLargeFile();
        Arrays.sort(ratios);
        Arrays.sort(seconds);
        return String.format(
                Locale.ROOT,
                """
                sync of %d files beside curl --parallel (%d connections) and sha256sum: %.2f × its time (%.2f – %.2f), \
                median of %d; %.2f s
                the first sync after a start: %.2f × its time
                peak memory of the server: %d MiB after 50 files, %d after %d, %d after one of 1 GiB
                """,
                FILES,
                CONNECTIONS,
                ratios[RUNS / 2],
                ratios[0],
                ratios[RUNS - 1],
                RUNS,
                seconds[RUNS / 2],
                first,
                small,
                afterMany,
                FILES,
                peakMemory());
    }

    private static FileServer server(LocalRepository local, List<Path> files) throws Exception {
        FileServer server = new FileServer();
        for (Path file : files) {
            server.file(local.path(file), file);
        }
        return server;
    }

    private void syncLargeFile() throws Exception {
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw");
                FileServer server = new FileServer()) {
            file.setLength(LARGE);
            sync(server.file("large", large));
        }
    }

    /** Seconds that a sync into a new repository runs, with no artifact there yet. */
    private double sync(FileServer server) throws Exception {
        Folders.delete(folder.resolve("data").resolve("app").resolve("artifacts"));
        String repository = api.repository();
        JsonObject task = api.completed(api.sync(repository, api.remote(server.url())));
        return seconds(Duration.between(FileApi.time(task, "started_at"), FileApi.time(task, "finished_at")));
    }

    private double curl(FileServer server) throws Exception {
        Path target = folder.resolve("curl");
        Folders.delete(target);
        Files.createDirectories(target);
        StringBuilder config = new StringBuilder();
        StringBuilder sums = new StringBuilder();
        server.manifest().lines().forEach(line -> {
            String[] entry = line.split(",");
            config.append("url = \"").append(server.url()).append(entry[0]).append("\"\n");
            config.append("output = \"").append(entry[0]).append("\"\n");
            sums.append(entry[1]).append("  ").append(entry[0]).append('\n');
        });
        Files.writeString(folder.resolve("curl.txt"), config);
        Files.writeString(folder.resolve("sums.txt"), sums);
        long start = System.nanoTime();
        command(
                target,
                "curl --silent --no-progress-meter --fail --parallel --parallel-max " + CONNECTIONS
                        + " --create-dirs --config ../curl.txt");
        command(target, "sha256sum --check --quiet ../sums.txt");
        return seconds(Duration.ofNanos(System.nanoTime() - start));
    }

    private static void command(Path folder, String command) throws Exception {
        Process process = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .inheritIO()
                .start();
        if (!process.waitFor(5, MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("'" + command + "' failed.");
        }
    }

    /** The most memory that the server's process has had, MiB. */
    private long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(micro.process().pid()), "status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @Override
    public void close() {
        micro.close();
    }
}
