package io.dibs.example.file.download;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import io.dibs.example.file.manifest.Sha256;

/**
 * Writes a response's body to a file and hashes it on the way, buffer by buffer, so that memory does not grow with the
 * file. It stops at the first byte that was not promised.
 */
final class HashingFile implements BodySubscriber<String>, Closeable {
    private final Wanted wanted;
    private final Path file;
    private final Runnable sign;
    private final FileChannel channel;
    private final MessageDigest sha256 = Sha256.digest();
    private final CompletableFuture<String> digest = new CompletableFuture<>();
    private Subscription subscription;
    private long size;

    /**
     * Creates the file.
     *
     * @param sign is run whenever a part arrives
     */
    HashingFile(Wanted wanted, Path file, Runnable sign) throws IOException {
        this.wanted = wanted;
        this.file = file;
        this.sign = sign;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** The digest of what arrived, once it is all there and is what was promised. */
    @Override
    public CompletionStage<String> getBody() {
        return digest;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        sign.run();
        try {
            for (ByteBuffer buffer : buffers) {
                size += buffer.remaining();
                if (size > wanted.size()) {
                    throw tooLarge(wanted);
                }
                sha256.update(buffer.duplicate());
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            digest.completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        digest.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        try {
            channel.close();
            digest.complete(verified());
        } catch (IOException e) {
            digest.completeExceptionally(e);
        }
    }

    private String verified() throws DownloadException {
        String hex = HexFormat.of().formatHex(sha256.digest());
        if (wanted.isPromised()) {
            URI uri = wanted.uri();
            if (size != wanted.size()) {
                throw DownloadException.lasting(uri, size + " bytes came, but " + wanted.size() + " were promised.");
            }
            if (!hex.equals(wanted.digest())) {
                throw DownloadException.lasting(
                        uri, "its SHA-256 is " + hex + ", but " + wanted.digest() + " was promised.");
            }
        }
        return hex;
    }

    static DownloadException tooLarge(Wanted wanted) {
        return DownloadException.lasting(
                wanted.uri(),
                wanted.isPromised()
                        ? "more bytes came than the " + wanted.size() + " that were promised."
                        : "it is larger than the " + wanted.size() + " bytes that are allowed.");
    }

    /** Removes the file, unless it was moved away; a write that is going on fails. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
