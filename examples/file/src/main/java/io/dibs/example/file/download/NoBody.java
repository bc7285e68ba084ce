package io.dibs.example.file.download;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes nothing of a response's body: that of an error may be without an end. */
final class NoBody implements BodySubscriber<String> {
    private final CompletableFuture<String> never = new CompletableFuture<>();

    NoBody(DownloadException reason) {
        never.completeExceptionally(reason);
    }

    @Override
    public CompletionStage<String> getBody() {
        return never;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
}
