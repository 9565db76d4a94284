package dev.tensors.tsr.network;

import dev.tensors.tsr.network.CallFailure.UnreadableAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * No whole answer came; the call is retried. The reason replaces the message of HttpClient's
 * exception, which is often absent, or of no use to a user.
 */
public final class ConnectionFailure extends CallFailure {

  private static final long serialVersionUID = 1;

  /**
   * @param proxy through which the request was sent
   * @param source the setting that names the target; null: the target is the usual one
   * @param secrets which a server can repeat in what is no HTTP
   */
  public ConnectionFailure(
      IOException failure,
      URI target,
      NetworkSettings.@Nullable Proxy proxy,
      @Nullable String source,
      Secrets secrets) {
    super(
        proxy == null && source != null && isUnconnected(failure)
            ? reason(failure, target, null, secrets) + " (" + source + ")"
            : reason(failure, target, proxy, secrets));
    initCause(failure);
  }

  private static boolean isUnconnected(IOException failure) {
    return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
  }

  private static String reason(
      IOException failure, URI target, NetworkSettings.@Nullable Proxy proxy, Secrets secrets) {
    String host = target.getHost();
    if (proxy == null) {
      return isRefused(failure)
          ? "cannot connect to " + ServiceAddress.hostAndPort(target)
          : reason(failure, host, secrets);
    }
    String message = String.valueOf(failure.getMessage());
    return message.startsWith("Tunnel failed")
        ? proxy + " refuses to connect to " + host + shown(message, secrets)
        : reason(failure, failure instanceof ConnectException ? proxy.toString() : host, secrets);
  }

  private static String reason(IOException failure, String host, Secrets secrets) {
    return switch (failure) {
      case UnreadableAnswer unreadable -> unreadable.reason();
      case HttpConnectTimeoutException _ -> "connecting to " + host + " timed out";
      case HttpTimeoutException _ -> "the answer of " + host + " timed out";
      case ConnectException _ -> noConnection(failure, host);
      case SSLException tls -> noTrust(tls, host, secrets);
      case ZipException _ -> "the answer of " + host + " is damaged";
      default ->
          isCausedBy(EOFException.class, failure)
              ? host + " closed the connection"
              : isCausedBy(
                      RuntimeException.class, failure) // HttpClient does not check what it parses
                  ? "the answer of " + host + " is not HTTP"
                  : "the connection to " + host + " failed" + shown(failure.getMessage(), secrets);
    };
  }

  private static boolean isRefused(IOException failure) {
    return failure instanceof ConnectException
        && !isCausedBy(UnresolvedAddressException.class, failure);
  }

  private static String noConnection(IOException failure, String host) {
    return isCausedBy(UnresolvedAddressException.class, failure)
        ? "no network, or no host named " + host
        : "cannot connect to " + host;
  }

  private static String noTrust(SSLException failure, String host, Secrets secrets) {
    String reason =
        isCausedBy(CertificateException.class, failure)
            ? " (its certificate is not trusted)"
            : shown(failure.getMessage(), secrets);
    return "no secure connection to " + host + reason;
  }

  private static boolean isCausedBy(Class<? extends Exception> type, Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** Masked before it is cut: the rest of a cut key would not be recognized. */
  private static String shown(@Nullable String message, Secrets secrets) {
    return message == null ? "" : " (" + ErrorText.oneLine(secrets.mask(message)) + ")";
  }
}
