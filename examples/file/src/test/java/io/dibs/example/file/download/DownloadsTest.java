package io.dibs.example.file.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.example.file.manifest.Sha256;

@Timeout(30)
class DownloadsTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final DownloadSettings SETTINGS =
            new DownloadSettings(4, Duration.ofSeconds(2), Duration.ofSeconds(20), 3, Duration.ofMillis(1));

    private final FileServer server = new FileServer();
    private final Map<String, String> received = new HashMap<>();
    private volatile boolean stopped;

    @TempDir
    Path folder;

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void filesArriveVerified() throws Exception {
        List<Wanted> wanted = IntStream.range(0, 100)
                .mapToObj(i -> {
                    server.serve("/" + i, ("file " + i).getBytes(UTF_8));
                    return wanted("/" + i, ("file " + i).getBytes(UTF_8));
                })
                .toList();
        download(SETTINGS, wanted);
        assertThat(received).hasSize(100).containsEntry("/7", "file 7");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anEmptyFileIsAFile() throws Exception {
        server.serve("/empty", new byte[0]);
        download(SETTINGS, List.of(wanted("/empty", new byte[0])));
        assertThat(received).containsEntry("/empty", "");
    }

    @Test
    void noMoreThanSoManyRunAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Wanted> wanted = IntStream.range(0, 40)
                .mapToObj(i -> {
                    server.serve("/" + i, exchange -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        pause(5);
                        running.decrementAndGet();
                        FileServer.send(exchange, HELLO);
                    });
                    return wanted("/" + i, HELLO);
                })
                .toList();
        download(SETTINGS.withConcurrency(3), wanted);
        assertThat(most.get()).isBetween(2, 3);
    }

    @Test
    void aWrongDigestIsRefused() {
        server.serve("/a", "jello".getBytes(UTF_8));
        assertThatThrownBy(() -> download(SETTINGS, List.of(wanted("/a", HELLO))))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("its SHA-256 is")
                .hasMessageContaining(server.uri("/a").toString());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatIsTooSmallIsRefused() {
        server.serve("/a", "hell".getBytes(UTF_8));
        assertThatThrownBy(() -> download(SETTINGS, List.of(wanted("/a", HELLO))))
                .hasMessageContaining("4 bytes came, but 5 were promised.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatSaysItIsTooLargeIsNotRead() {
        server.serve("/a", "hello, world".getBytes(UTF_8));
        assertThatThrownBy(() -> download(SETTINGS, List.of(wanted("/a", HELLO))))
                .hasMessageContaining("more bytes came than the 5 that were promised.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileWithoutAnEndIsLeftAtTheFirstByteTooMany() {
        server.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            endless(exchange.getResponseBody());
        });
        assertThatThrownBy(() -> download(SETTINGS, List.of(wanted("/a", HELLO))))
                .hasMessageContaining("more bytes came than the 5 that were promised.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void somethingOfUnknownSizeHasALimit() {
        server.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            endless(exchange.getResponseBody());
        });
        assertThatThrownBy(() -> download(SETTINGS, List.of(Wanted.upTo(server.uri("/a"), 100_000))))
                .hasMessageContaining("larger than the 100000 bytes that are allowed");
    }

    @Test
    void whatIsNotThereIsNotTriedAgain() {
        AtomicInteger requests = new AtomicInteger();
        server.serve("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, 0);
            endless(exchange.getResponseBody());
        });
        assertThatThrownBy(() -> download(SETTINGS, List.of(wanted("/a", HELLO))))
                .hasMessageContaining("the server answered 404.");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aServerInTroubleIsTriedAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        server.serve("/a", exchange -> {
            if (requests.incrementAndGet() < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                FileServer.send(exchange, HELLO);
            }
        });
        download(SETTINGS, List.of(wanted("/a", HELLO)));
        assertThat(received).containsEntry("/a", "hello");
    }

    @Test
    void aConnectionThatBreaksInTheMiddleIsTriedAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        server.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, HELLO.length);
            exchange.getResponseBody().write(HELLO, 0, requests.incrementAndGet() < 2 ? 2 : HELLO.length);
        });
        download(SETTINGS, List.of(wanted("/a", HELLO)));
        assertThat(received).containsEntry("/a", "hello");
        assertThat(requests).hasValue(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theAttemptsEnd() {
        AtomicInteger requests = new AtomicInteger();
        server.serve("/a", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(500, -1);
        });
        assertThatThrownBy(() -> download(SETTINGS, List.of(wanted("/a", HELLO))))
                .hasMessageContaining("the server answered 500.");
        assertThat(requests).hasValue(3);
    }

    @Test
    void nobodyThere() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Wanted wanted = Wanted.upTo(URI.create("http://127.0.0.1:" + port + "/a"), 10);
        assertThatThrownBy(() -> download(SETTINGS, List.of(wanted)))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("ConnectException");
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        CountDownLatch end = new CountDownLatch(1);
        server.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, HELLO.length);
            exchange.getResponseBody().write('h');
            exchange.getResponseBody().flush();
            await(end);
        });
        var impatient = new DownloadSettings(4, Duration.ofSeconds(2), Duration.ofMillis(300), 2, Duration.ofMillis(1));
        assertThatThrownBy(() -> download(impatient, List.of(wanted("/a", HELLO))))
                .hasMessageContaining("nothing came for 300 ms.");
        end.countDown();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        server.serve("/b", HELLO);
        server.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("Location", "/b");
            exchange.sendResponseHeaders(302, -1);
        });
        download(SETTINGS, List.of(wanted("/a", HELLO)));
        assertThat(received).containsEntry("/a", "hello");
    }

    @Test
    void stoppingEndsWhatRunsAndLeavesNoFile() {
        CountDownLatch connectionClosed = new CountDownLatch(4);
        IntStream.range(0, 4)
                .forEach(i -> server.serve("/" + i, exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    stopped = true;
                    try {
                        endless(exchange.getResponseBody());
                    } finally {
                        connectionClosed.countDown();
                    }
                }));
        List<Wanted> wanted = IntStream.range(0, 4)
                .mapToObj(i -> new Wanted(server.uri("/" + i), "ab".repeat(32), Long.MAX_VALUE))
                .toList();
        assertThatThrownBy(() -> download(SETTINGS, wanted)).isInstanceOf(CancellationException.class);
        await(connectionClosed);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptEndsWhatRunsAndLeavesNoFile() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        server.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            started.countDown();
            endless(exchange.getResponseBody());
        });
        Thread downloading = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            await(started);
            downloading.interrupt();
        });
        interrupting.start();
        assertThatThrownBy(() ->
                        download(SETTINGS, List.of(new Wanted(server.uri("/a"), "ab".repeat(32), Long.MAX_VALUE))))
                .isInstanceOf(InterruptedException.class);
        interrupting.join();
        assertThat(folder).isEmptyDirectory();
    }

    private void download(DownloadSettings settings, List<Wanted> all) throws IOException, InterruptedException {
        Iterator<Wanted> wanted = all.iterator();
        try (Downloads downloads =
                new Downloads(settings, () -> folder.resolve(UUID.randomUUID().toString()), () -> {
                    if (stopped) {
                        throw new CancellationException();
                    }
                })) {
            downloads.run(
                    () -> wanted.hasNext() ? wanted.next() : null,
                    (file, path, digest) -> received.put(file.uri().getPath(), Files.readString(path)));
        }
    }

    private Wanted wanted(String path, byte[] content) {
        return new Wanted(
                server.uri(path), HexFormat.of().formatHex(Sha256.digest().digest(content)), content.length);
    }

    private static void endless(OutputStream out) throws IOException {
        byte[] bytes = new byte[8192];
        while (true) {
            out.write(bytes);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
