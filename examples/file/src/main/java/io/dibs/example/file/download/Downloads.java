package io.dibs.example.file.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;

/**
 * Downloads files, so many at a time. The thread that calls {@link #run} decides everything: it starts transfers, takes
 * note of their ends, and looks several times a second whether it should stop. Its other threads only move bytes, one file
 * each: blocking connections take less of the processor than the JDK's asynchronous client.
 */
public final class Downloads implements Closeable {
    private static final long PULSE_MILLIS = 100;

    private final DownloadSettings settings;
    private final Supplier<Path> newFile;
    private final Runnable checkStopped;
    private final ExecutorService threads;
    private final CloseableHttpClient client;
    private final Set<Transfer> running = new HashSet<>();
    private final BlockingQueue<Transfer> ended = new LinkedBlockingQueue<>();
    private final Deque<Retry> retries = new ArrayDeque<>();

    private record Retry(Wanted wanted, int attempt, long notBefore) {}

    /**
     * Prepares downloads; nothing is done yet.
     *
     * @param newFile names a file to write to, which does not exist
     * @param checkStopped throws if the work should stop; called every 100 ms
     */
    public Downloads(DownloadSettings settings, Supplier<Path> newFile, Runnable checkStopped) {
        this.settings = settings;
        this.newFile = newFile;
        this.checkStopped = checkStopped;
        threads = Executors.newFixedThreadPool(settings.concurrency(), task -> {
            Thread thread = new Thread(task, "dibs-file-download");
            thread.setDaemon(true);
            return thread;
        });
        client = DownloadClient.of(settings);
    }

    /** Where the files to download come from. */
    @FunctionalInterface
    public interface Source {
        /** The next one, or null after the last one. */
        Wanted next() throws IOException;
    }

    /** What happens to a file that was downloaded. */
    @FunctionalInterface
    public interface Sink {
        /** Takes over a file that has been verified and has this digest. */
        void accept(Wanted wanted, Path file, String digest) throws IOException;
    }

    /**
     * Downloads all of them and hands each to the sink, on this thread, in the order in which they arrive. The first
     * failure ends everything.
     *
     * @throws DownloadException if one cannot be had, or is not what was promised
     * @throws InterruptedException if the thread is interrupted
     */
    public void run(Source source, Sink sink) throws IOException, InterruptedException {
        boolean more = true;
        while (more || !running.isEmpty() || !retries.isEmpty()) {
            checkStopped.run();
            startRetries();
            while (more && running.size() < settings.concurrency()) {
                Wanted wanted = source.next();
                more = wanted != null;
                if (more) {
                    start(wanted, 1);
                }
            }
            Transfer transfer = ended.poll(PULSE_MILLIS, TimeUnit.MILLISECONDS);
            for (; transfer != null; transfer = ended.poll()) {
                end(transfer, sink);
            }
        }
    }

    private void start(Wanted wanted, int attempt) {
        Transfer transfer = new Transfer(wanted, attempt, newFile.get(), settings.readTimeout());
        running.add(transfer);
        threads.execute(() -> {
            transfer.run(client);
            ended.add(transfer);
        });
    }

    private void startRetries() {
        while (!retries.isEmpty()
                && running.size() < settings.concurrency()
                && retries.peek().notBefore - System.nanoTime() <= 0) {
            Retry retry = retries.remove();
            start(retry.wanted, retry.attempt);
        }
    }

    private void end(Transfer transfer, Sink sink) throws IOException {
        running.remove(transfer);
        try {
            String digest = transfer.digest();
            sink.accept(transfer.wanted(), transfer.file(), digest);
        } catch (DownloadException e) {
            retry(transfer, e);
        } finally {
            transfer.close();
        }
    }

    private void retry(Transfer transfer, DownloadException failure) throws DownloadException {
        if (!failure.isTransient() || transfer.attempt() >= settings.attempts()) {
            throw failure;
        }
        long pause = settings.retryDelay().toNanos() << (transfer.attempt() - 1);
        retries.add(new Retry(transfer.wanted(), transfer.attempt() + 1, System.nanoTime() + pause));
    }

    /** Ends what still runs, waits for its threads, and removes its files. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Transfer transfer : running) {
            transfer.close();
        }
        client.close(CloseMode.IMMEDIATE);
        awaitThreads();
        for (Transfer transfer : running) {
            transfer.close(); // It may have created its file just then.
        }
        running.clear();
    }

    private void awaitThreads() {
        try {
            threads.awaitTermination(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
