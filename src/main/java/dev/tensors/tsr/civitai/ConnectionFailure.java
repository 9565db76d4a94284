package dev.tensors.tsr.civitai;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/** Words for what HttpClient throws, which often has no message, or one for its authors. */
final class ConnectionFailure {

  private ConnectionFailure() {}

  /**
   * Why there is no answer of a host.
   *
   * @param proxy through which it was asked; null for none
   */
  static String reason(IOException failure, String host, NetworkSettings.Proxy proxy) {
    if (proxy == null) {
      return reason(failure, host);
    }
    String message = String.valueOf(failure.getMessage());
    return message.startsWith("Tunnel failed")
        ? proxy + " refuses to connect to " + host + shown(message)
        : reason(failure, failure instanceof ConnectException ? proxy.toString() : host);
  }

  static String reason(IOException failure, String host) {
    return switch (failure) {
      case UnreadableAnswer unreadable -> unreadable.getMessage();
      case HttpConnectTimeoutException _ -> "no connection to " + host + " in time";
      case HttpTimeoutException _ -> "no whole answer from " + host + " in time";
      case ConnectException _ -> noConnection(failure, host);
      case SSLException tls -> noTrust(tls, host);
      case ZipException _ -> "the answer of " + host + " is damaged";
      default ->
          isCausedBy(EOFException.class, failure)
              ? "the connection to " + host + " was cut"
              : "the connection to " + host + " failed" + shown(failure.getMessage());
    };
  }

  private static String noConnection(IOException failure, String host) {
    return isCausedBy(UnresolvedAddressException.class, failure)
        ? "no network, or no host named " + host
        : "no connection to " + host;
  }

  private static String noTrust(SSLException failure, String host) {
    String reason =
        isCausedBy(CertificateException.class, failure)
            ? " (its certificate is not trusted)"
            : shown(failure.getMessage());
    return "no secure connection to " + host + reason;
  }

  private static boolean isCausedBy(Class<? extends Exception> type, Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !type.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private static String shown(String message) {
    return message == null ? "" : " (" + ErrorText.oneLine(message) + ")";
  }
}
