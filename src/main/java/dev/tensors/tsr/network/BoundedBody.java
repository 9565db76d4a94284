package dev.tensors.tsr.network;

import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Receives a body up to a limit, and closes the connection if it is longer or its Content-Length
 * says so. {@code BodyHandlers.limiting} would read a body whose announced length exceeds the limit
 * up to the limit, and fails with a plain IOException, which the caller could not tell from others.
 */
final class BoundedBody implements BodySubscriber<byte[]> {

  private final int limit;
  private final boolean announcedTooLarge;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  /** {@code limit} is in bytes. */
  BoundedBody(int limit, ResponseInfo response) {
    this.limit = limit;
    this.announcedTooLarge =
        response.headers().firstValueAsLong("Content-Length").orElse(0) > limit;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    if (announcedTooLarge) {
      refuse();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (body.isDone()) {
        return;
      }
      if (buffer.remaining() > limit - received.size()) {
        refuse();
        return;
      }
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      received.writeBytes(bytes);
    }
  }

  private void refuse() {
    if (subscription != null) {
      subscription.cancel();
    }
    body.completeExceptionally(AnswerTooLarge.thanBytes(limit));
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(received.toByteArray());
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }
}
