package dev.tensors.tsr.civitai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.ConnectionFailure;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.Secrets;
import dev.tensors.tsr.network.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failed connections: no server, an untrusted certificate, a connection closed early. */
class ConnectionsTest {

  @RegisterExtension static final Host HOST = new Host();

  private final Waits waits = new Waits();

  private Answer<WireModel> ask(String base) throws InterruptedException {
    try (Civitai civitai = waits.civitai(base)) {
      return civitai.model(7);
    }
  }

  private void assertUnreachable(Answer<WireModel> answer, String reason) {
    assertThat(answer).isEqualTo(new Answer.Unreachable<>(reason));
    assertThat(waits.inMillis()).containsExactly(500L, 1000L, 2000L, 4000L);
  }

  @Test
  void needsAServer() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }

    String base = "http://localhost:" + port;
    assertUnreachable(ask(base), "cannot connect to localhost:" + port);
    Settings configured = Settings.of(base, null, "tsr/1").withAddressFrom("CIVITAI_API_URL");
    try (Civitai civitai = new Civitai(configured, waits, waits, () -> 0.5, AnswerLimits.USUAL)) {
      assertThat(civitai.model(7))
          .isEqualTo(
              new Answer.Unreachable<>(
                  "cannot connect to localhost:" + port + " (CIVITAI_API_URL)"));
    }
  }

  @Test
  void needsACertificateThatItTrusts() throws Exception {
    assertUnreachable(
        ask("https://localhost:" + HOST.getHttpsPort()),
        "no secure connection to localhost (its certificate is not trusted)");
    assertThat(HOST.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}"
      })
  void needsAnAnswerInHttp(String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> cutEachAnswer(server, answer));

      assertUnreachable(
          ask("http://localhost:" + server.getLocalPort()), "the answer of localhost is not HTTP");
    }
  }

  /** Cut before it was masked, a long key would be shown in part. */
  @Test
  void masksALongKeyThatTheServerRepeatsInWhatIsNoHttp() throws Exception {
    String key = "Ab1_".repeat(100);
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> cutEachAnswer(server, "HTTP/1.1 abc " + key + "\r\n\r\n"));
      Settings withKey = Settings.of("http://localhost:" + server.getLocalPort(), key, "tsr/1");

      try (Civitai civitai = new Civitai(withKey, waits, waits, () -> 0.5, AnswerLimits.USUAL)) {
        assertThat(civitai.model(7))
            .isEqualTo(
                new Answer.Unreachable<>(
                    "the connection to localhost failed (Invalid status line: \"HTTP/1.1 abc"
                        + " ***\")"));
      }
    }
  }

  @Test
  void needsTheWholeAnswer() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\": 7";
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> cutEachAnswer(server, answer));

      assertUnreachable(
          ask("http://localhost:" + server.getLocalPort()), "localhost closed the connection");
    }
  }

  private static void cutEachAnswer(ServerSocket server, String answer) {
    try {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          socket.getInputStream().read();
          OutputStream out = socket.getOutputStream();
          out.write(answer.getBytes());
        }
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String reason(IOException failure, String host) {
    return new ConnectionFailure(failure, URI.create("https://" + host), null, null, Secrets.NONE)
        .reason();
  }

  @Test
  void givesAReasonForExceptionsWithoutAMessage() {
    IOException noHost = new ConnectException();
    noHost.initCause(new UnresolvedAddressException());

    assertThat(reason(noHost, "h")).isEqualTo("no network, or no host named h");
    assertThat(reason(new HttpConnectTimeoutException("x"), "h"))
        .isEqualTo("connecting to h timed out");
    assertThat(reason(new IOException(), "h")).isEqualTo("the connection to h failed");
    assertThat(reason(new IOException("a\nb"), "h")).isEqualTo("the connection to h failed (a b)");
  }
}
