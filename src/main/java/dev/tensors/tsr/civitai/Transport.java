package dev.tensors.tsr.civitai;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a call to CivitAI once, and follows redirects where that is safe. */
final class Transport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
  private static final int MOST_REDIRECTS = 5;

  /** HttpClient gives no body where a proxy refuses a tunnel. */
  private static final byte[] NOTHING = {};

  private final Settings settings;
  private final AnswerLimits limits;
  private final HttpClient http;

  Transport(Settings settings, AnswerLimits limits) {
    this.settings = settings;
    this.limits = limits;
    // HttpClient would take the key along to wherever it is sent. HTTP/2 is no faster for four
    // calls
    // at once, and HttpClient can be flooded with its frames until there is no memory left.
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIME)
            .followRedirects(Redirect.NEVER)
            .proxy(new ProxyRules(settings.network()));
    if (settings.network().trust() != null) {
      client.sslContext(settings.network().trust());
    }
    this.http = client.build();
  }

  /**
   * Sends a call, and waits for the whole response.
   *
   * @throws AnswerTooLarge if it has more bytes than the limit
   * @throws PermanentFailure if it redirects to where it is not followed
   * @throws IOException if there is no whole response in time
   */
  Response send(ApiCall call) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limits.time().toNanos();
    URI target = settings.resolve(call.path());
    ApiCall sent = call;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Response response = exchange(sent, target, deadline);
      URI next = Redirection.of(response, target);
      if (next == null) {
        return response;
      }
      // 303 alone asks for a GET. The others must not turn a question into another one.
      sent = response.status() == 303 ? ApiCall.get(call.path()) : sent;
      target = next;
    }
    throw new PermanentFailure(
        "more than " + MOST_REDIRECTS + " redirects, to " + target.getHost());
  }

  private Response exchange(ApiCall call, URI target, long deadline)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    NetworkSettings.Proxy proxy = proxy(target);
    try {
      HttpResponse<byte[]> received = receive(request(call, target, proxy), deadline);
      String encoding = received.headers().firstValue("Content-Encoding").orElse(null);
      byte[] sent = received.body() == null ? NOTHING : received.body();
      byte[] body = ContentEncoding.decode(sent, encoding, limits.bytes());
      log(call, target, received.statusCode() + ", " + sent.length + " bytes", start);
      return new Response(received.statusCode(), received.headers(), body);
    } catch (AnswerTooLarge e) {
      log(call, target, e.getMessage(), start);
      throw e;
    } catch (IOException e) {
      String reason = ConnectionFailure.reason(e, target.getHost(), proxy);
      log(call, target, reason, start);
      throw new IOException(reason, e);
    }
  }

  /** The one for the API's own address was looked at before; a redirect can lead to another one. */
  private NetworkSettings.Proxy proxy(URI target) throws PermanentFailure {
    try {
      return settings.network().proxy(target);
    } catch (InvalidSettings e) {
      throw new PermanentFailure(e.getMessage());
    }
  }

  private HttpRequest request(ApiCall call, URI target, NetworkSettings.Proxy proxy) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .header("Accept", "application/json")
            .header("Accept-Encoding", ContentEncoding.ACCEPTED)
            .header("User-Agent", settings.userAgent());
    if (settings.key() != null && ServiceAddress.sameOrigin(target, settings.base())) {
      request.header("Authorization", "Bearer " + settings.key());
    }
    if (proxy != null && proxy.authorization() != null) {
      request.header("Proxy-Authorization", proxy.authorization());
    }
    if (call.body() != null) {
      request.header("Content-Type", "application/json");
      request.POST(BodyPublishers.ofString(call.body()));
    }
    return request.build();
  }

  /** HttpRequest's own time-out ends with the headers; a body may drip for ever. */
  private HttpResponse<byte[]> receive(HttpRequest request, long deadline)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> response =
        http.sendAsync(request, info -> new BoundedBody(limits.bytes(), info));
    try {
      return response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("after " + limits.time());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      response.cancel(true); // also when interrupted; does nothing once it has come
    }
  }

  /** Without the query: where a redirect leads, it may hold somebody's token. */
  private static void log(ApiCall call, URI target, String outcome, long start) {
    if (LOG.isTraceEnabled()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      String place = target.getRawAuthority() + target.getRawPath();
      LOG.trace("{} {}: {} in {} ms", call.method(), place, outcome, millis);
    }
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
