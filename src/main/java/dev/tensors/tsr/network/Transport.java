package dev.tensors.tsr.network;

import dev.tensors.tsr.network.CallFailure.AnswerTooLarge;
import dev.tensors.tsr.network.CallFailure.PermanentFailure;
import dev.tensors.tsr.network.CallFailure.UnreadableAnswer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request to a service or to a host of pictures once, and follows safe redirects. */
public final class Transport implements AutoCloseable {

  /** Passes the proxies of {@link NetworkSettings} to HttpClient. */
  static final class ProxyRules extends ProxySelector {

    private final NetworkSettings network;

    ProxyRules(NetworkSettings network) {
      this.network = network;
    }

    @Override
    public List<Proxy> select(URI target) {
      NetworkSettings.Proxy proxy = network.proxy(target);
      return List.of(
          proxy == null
              ? Proxy.NO_PROXY
              : new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port())));
    }

    @Override
    public void connectFailed(URI target, SocketAddress address, IOException failure) {
      // The exception of the call reports it.
    }
  }

  /** The compression of bodies; gzip shrinks a listing to an eighth. */
  static final class ContentEncoding {

    /** The value of Accept-Encoding. */
    static final String ACCEPTED = "gzip";

    private ContentEncoding() {}

    /**
     * Decompresses a body.
     *
     * @param encoding the value of Content-Encoding; null if the header is absent
     * @param limit the largest decompressed size in bytes
     * @throws AnswerTooLarge if the decompressed body is larger
     * @throws IOException if the body is truncated or malformed
     */
    static byte[] decode(byte[] body, @Nullable String encoding, int limit) throws IOException {
      if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
        return body;
      }
      if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
        throw new UnreadableAnswer("the answer has an unknown Content-Encoding");
      }
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        byte[] decoded = in.readNBytes(limit);
        if (in.read() >= 0) {
          throw AnswerTooLarge.thanBytes(limit);
        }
        return decoded;
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

  private static final Duration CONNECT_TIME = Duration.ofSeconds(10);
  private static final int MOST_REDIRECTS = 5;

  /** For a null body, which HttpClient returns where a proxy refuses a tunnel. */
  private static final byte[] EMPTY = {};

  private final Settings settings;
  private final HttpClient http;

  public Transport(Settings settings) {
    this.settings = settings;
    // Redirect.NEVER, since HttpClient would send the key along to any host. HTTP/1.1, since HTTP/2
    // is no faster for four calls at once, and a flood of its frames exhausts the memory.
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIME)
            .followRedirects(Redirect.NEVER)
            .proxy(new ProxyRules(settings.network()));
    SSLContext trust = settings.network().trust();
    if (trust != null) {
      client.sslContext(trust);
    }
    this.http = client.build();
  }

  /**
   * Sends a request, and waits for the whole response.
   *
   * @throws AnswerTooLarge if it has more bytes than the limit
   * @throws PermanentFailure if it is a redirect that must not be followed
   * @throws ConnectionFailure if no whole response comes in time
   */
  public Response send(HttpCall call) throws CallFailure, InterruptedException {
    long deadline = System.nanoTime() + call.limits().time().toNanos();
    HttpCall sent = call;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Response response = exchange(sent, deadline);
      URI next = Redirection.of(response, sent.target());
      if (next == null) {
        return response;
      }
      sent = sent.redirected(response.status(), next);
    }
    throw new PermanentFailure(
        "more than " + MOST_REDIRECTS + " redirects, to " + sent.target().getHost());
  }

  private Response exchange(HttpCall call, long deadline) throws CallFailure, InterruptedException {
    long start = System.nanoTime();
    NetworkSettings.@Nullable Proxy proxy = proxy(call.target());
    int limit = call.limits().bytes();
    try {
      HttpResponse<byte[]> received = receive(request(call, proxy), call.limits(), deadline);
      String encoding = received.headers().firstValue("Content-Encoding").orElse(null);
      byte[] sent = received.body() == null ? EMPTY : received.body();
      byte[] body = ContentEncoding.decode(sent, encoding, limit);
      log(call, received.statusCode() + ", " + sent.length + " bytes", start);
      return new Response(received.statusCode(), received.headers(), body);
    } catch (AnswerTooLarge e) {
      log(call, e.reason(), start);
      throw e;
    } catch (IOException e) {
      ConnectionFailure failure =
          new ConnectionFailure(e, call.target(), proxy, source(call), settings.secrets());
      log(call, failure.reason(), start);
      throw failure;
    }
  }

  /** Null if the call leads to another host than the configured one. */
  private @Nullable String source(HttpCall call) {
    return ServiceAddress.sameOrigin(call.target(), settings.base())
        ? settings.addressSource()
        : null;
  }

  /** Settings have checked the proxy for the API; a redirect can lead to one that is invalid. */
  private NetworkSettings.@Nullable Proxy proxy(URI target) throws PermanentFailure {
    try {
      return settings.network().proxy(target);
    } catch (InvalidSettings e) {
      throw new PermanentFailure(e.getMessage());
    }
  }

  private HttpRequest request(HttpCall call, NetworkSettings.@Nullable Proxy proxy) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.target())
            .header("Accept", call.accept())
            .header("Accept-Encoding", ContentEncoding.ACCEPTED)
            .header("User-Agent", settings.userAgent());
    if (call.mayHaveKey()
        && settings.key() != null
        && ServiceAddress.sameOrigin(call.target(), settings.base())) {
      request.header("Authorization", "Bearer " + settings.key());
    }
    String authorization = proxy == null ? null : proxy.authorization();
    if (authorization != null) {
      request.header("Proxy-Authorization", authorization);
    }
    String body = call.body();
    if (body != null) {
      request.header("Content-Type", "application/json");
      request.POST(BodyPublishers.ofString(body));
    }
    return request.build();
  }

  /** Limits the time of the body, too: HttpRequest's own timeout ends with the headers. */
  private HttpResponse<byte[]> receive(HttpRequest request, AnswerLimits limits, long deadline)
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
      response.cancel(true); // after an interrupt; no effect on a finished exchange
    }
  }

  /** Without the query, which in a redirect can contain a token. */
  private static void log(HttpCall call, String outcome, long start) {
    if (LOG.isTraceEnabled()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      String place = call.target().getRawAuthority() + call.target().getRawPath();
      LOG.trace("{} {}: {} in {} ms", call.method(), place, outcome, millis);
    }
  }

  /** Aborts the calls under way. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
