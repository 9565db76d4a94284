package dev.tensors.tsr.civitai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.InvalidSettings;
import dev.tensors.tsr.network.NetworkSettings;
import dev.tensors.tsr.network.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies and certificates from the environment. */
class NetworkTest {

  private static final URI CIVITAI = URI.create("https://civitai.com/api/v1");

  @RegisterExtension static final Host HOST = new Host();

  private final Waits waits = new Waits();

  /** Settings from variables, each written as {@code NAME=value}. */
  private static NetworkSettings network(String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables) {
      environment.put(
          variable.substring(0, variable.indexOf('=')),
          variable.substring(variable.indexOf('=') + 1));
    }
    return NetworkSettings.of(environment);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY=http://p.example:3128, p.example 3128",
    "https_proxy=http://p.example:3128/, p.example 3128",
    "HTTPS_PROXY=p.example:80, p.example 80",
    "HTTPS_PROXY=HTTP://p.example, p.example 1080",
    "HTTPS_PROXY=http://[::1]:3128, [::1] 3128",
    "HTTPS_PROXY=http://u:w@p.example:3128, p.example 3128 u:w",
    "HTTPS_PROXY=http://u%40x:w%20%2f+@p.example:3128, p.example 3128 u@x:w /+",
    "HTTPS_PROXY=u:w@rd@p.example:3128, p.example 3128 u:w@rd",
    "ALL_PROXY=http://p.example:3128, p.example 3128",
    "all_proxy=http://p.example:3128, p.example 3128",
    "HTTP_PROXY=http://p.example:3128, ",
    "HTTPS_PROXY=, "
  })
  void takesTheProxyOfHttps(String variable, String proxy) {
    assertThat(shown(network(variable).proxy(CIVITAI))).isEqualTo(proxy);
  }

  private static String shown(NetworkSettings.Proxy proxy) {
    return proxy == null
        ? null
        : proxy.host() + " " + proxy.port() + (proxy.user() == null ? "" : " " + proxy.user());
  }

  @Test
  void takesTheMoreParticularVariableAndLowerCaseFirst() {
    assertThat(shown(network("HTTPS_PROXY=a:1", "https_proxy=b:2", "ALL_PROXY=c:3").proxy(CIVITAI)))
        .isEqualTo("b 2");
    assertThat(network("https_proxy=", "HTTPS_PROXY=a:1", "ALL_PROXY=c:3").proxy(CIVITAI)).isNull();
    assertThat(shown(network("http_proxy=a:1", "all_proxy=c:3").proxy(CIVITAI))).isEqualTo("c 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://p:1", "SOCKS5H://u:w0rd@p:1", "socks4://p", "socks://p"})
  void refusesSocks(String address) {
    assertThatThrownBy(
            () -> Settings.of("https://civitai.com", null, "t", network("ALL_PROXY=" + address)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "ALL_PROXY: SOCKS proxies are not supported; name an HTTP proxy, such as"
                + " http://host:3128");
    assertThat(network("ALL_PROXY=" + address, "NO_PROXY=civitai.com").proxy(CIVITAI)).isNull();
    assertThat(network("ALL_PROXY=" + address, "HTTPS_PROXY=p:1").proxy(CIVITAI)).isNotNull();
  }

  @Test
  void namesTheVariableInTheCaseInWhichItIsSet() {
    assertThatThrownBy(() -> network("https_proxy=ftp://p", "HTTPS_PROXY=p").proxy(CIVITAI))
        .hasMessageStartingWith("https_proxy: ");
    assertThat(network("all_proxy=http://p.example:3128").proxy(CIVITAI))
        .hasToString("the proxy p.example:3128 (all_proxy)");
  }

  @ParameterizedTest
  @CsvSource({
    "https://p:1, 'HTTPS_PROXY: the address of a proxy must begin with http://, also for https requests'",
    "http://u:w0rd@, 'HTTPS_PROXY: not the address of a proxy, such as http://user:password@host:3128; correct the variable or unset it'",
    "http://p:99999, 'HTTPS_PROXY: not the address of a proxy, such as http://user:password@host:3128; correct the variable or unset it'",
    "u:w0rd@p q, 'HTTPS_PROXY: not the address of a proxy, such as http://user:password@host:3128; correct the variable or unset it'"
  })
  void refusesWhatIsNoProxyWithoutShowingIt(String address, String message) {
    assertThatThrownBy(() -> network("HTTPS_PROXY=" + address).proxy(CIVITAI))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                       | https://civitai.com        | true
          civitai.com             | https://civitai.com        | true
          CIVITAI.com             | https://www.Civitai.com    | true
          .civitai.com            | https://civitai.com        | true
          .civitai.com            | https://image.civitai.com  | true
          *.civitai.com           | https://image.civitai.com  | true
          civitai.com             | https://notcivitai.com     | false
          civitai.com.            | https://civitai.com        | true
          civitai.com             | https://civitai.com.       | true
          a.example, civitai.com  | https://civitai.com        | true
          a.example civitai.com   | https://civitai.com        | true
          *civitai.com            | https://civitai.com        | false
          civitai.com:443         | https://civitai.com        | true
          civitai.com:8443        | https://civitai.com        | false
          civitai.com:8443        | https://civitai.com:8443   | true
          10.0.0.0/8              | https://10.1.2.3           | true
          10.0.0.0/8              | https://11.1.2.3           | false
          10.1.2.3                | https://10.1.2.3           | true
          10.1.2.3:443            | https://10.1.2.3           | true
          10.1.2                  | https://10.1.2.3           | false
          192.168.4.0/22          | https://192.168.7.255      | true
          192.168.4.0/22          | https://192.168.8.0        | false
          0.0.0.0/0               | https://8.8.8.8            | true
          10.0.0.0/33             | https://10.0.0.0           | false
          10.0.0.0/x              | https://10.0.0.0           | false
          10.0.0.0/8              | https://civitai.com        | false
          fd00::/8                | https://[fd12::1]          | true
          fd00::/8                | https://[fe80::1]          | false
          [fd12::1]               | https://[fd12:0:0::1]      | true
          [fd12::1]:443           | https://[fd12::1]          | true
          [fd12::1]:80            | https://[fd12::1]          | false
          ::                      | https://civitai.com        | false
          """)
  void passesOverTheProxyForTheseHosts(String list, String target, boolean direct) {
    NetworkSettings network = network("HTTPS_PROXY=http://p:1", "no_proxy=" + list, "NO_PROXY=x");

    assertThat(network.proxy(URI.create(target)) == null).isEqualTo(direct);
  }

  @Test
  void asksThisMachineThroughNoProxyElsewhere() {
    URI local = URI.create("http://localhost:8080/api/v1");

    assertThat(network("HTTP_PROXY=http://p.example:1").proxy(local)).isNull();
    assertThat(shown(network("HTTP_PROXY=http://127.0.0.1:1").proxy(local)))
        .isEqualTo("127.0.0.1 1");
  }

  private Answer<WireModel> ask(String base, NetworkSettings network) throws InterruptedException {
    Settings settings = Settings.of(base, "s3cret-key", "tsr/1.2.3", network);
    try (Civitai civitai = new Civitai(settings, waits, waits, () -> 0.5)) {
      return civitai.model(7);
    }
  }

  @Test
  void asksTheProxyAndTellsItUserAndPassword() throws Exception {
    HOST.answers(Host.json(200, Host.MODEL));
    String proxy = "http_proxy=http://ann:w%20rd@localhost:" + HOST.getPort();

    assertThat(ask("http://localhost:1/api", network(proxy))).isInstanceOf(Answer.Found.class);
    assertThat(HOST.onlyRequest().getAbsoluteUrl()).isEqualTo("http://localhost:1/api/models/7");
    assertThat(HOST.onlyRequest().getHeader("Proxy-Authorization"))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString("ann:w rd".getBytes()));
  }

  @Test
  void saysThatTheProxyWantsAPassword() throws Exception {
    HOST.answers(Host.page(407));

    assertThat(ask("http://localhost:1", network("HTTP_PROXY=localhost:" + HOST.getPort())))
        .isEqualTo(
            new Answer.Refused<>(
                "the proxy requires a user name and password, or refuses the ones given (407)",
                "see HTTPS_PROXY=http://user:password@host:port"));
  }

  /** Runs a proxy on loopback with one answer for all; returns the lines it received. */
  private List<String> tunnel(String answer, TunnelTest test) throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerAll(server, answer, lines));
      test.run(server.getLocalPort());
    }
    return lines;
  }

  private interface TunnelTest {
    void run(int port) throws Exception;
  }

  private static void answerAll(ServerSocket server, String answer, List<String> lines) {
    try {
      while (!server.isClosed()) {
        try (Socket socket = server.accept()) {
          BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
          for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
            lines.add(line);
            line = in.readLine();
          }
          socket.getOutputStream().write(answer.getBytes());
        }
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void tellsTheProxyOfHttpsThePasswordAndNeverTheKey() throws Exception {
    List<String> lines =
        tunnel(
            "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n",
            port ->
                assertThat(
                        ask(
                            "https://civitai.example",
                            network("https_proxy=http://ann:w0rd@127.0.0.1:" + port)))
                    .isInstanceOf(Answer.Refused.class));

    assertThat(lines)
        .contains("CONNECT civitai.example:443 HTTP/1.1", "Proxy-Authorization: Basic YW5uOncwcmQ=")
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void namesTheProxyThatRefuses() throws Exception {
    tunnel(
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        port ->
            assertThat(ask("https://civitai.example", network("ALL_PROXY=127.0.0.1:" + port)))
                .isEqualTo(
                    new Answer.Unreachable<>(
                        "the proxy 127.0.0.1:%d (ALL_PROXY) refuses to connect to civitai.example"
                                .formatted(port)
                            + " (Tunnel failed, got: 403)")));
  }

  @Test
  void namesTheProxyThatIsNotThere() throws Exception {
    assertThat(ask("https://civitai.example", network("HTTPS_PROXY=127.0.0.1:1")))
        .isEqualTo(
            new Answer.Unreachable<>("cannot connect to the proxy 127.0.0.1:1 (HTTPS_PROXY)"));
    assertThat(ask("https://civitai.example", network("HTTPS_PROXY=proxy.invalid:1")))
        .isEqualTo(
            new Answer.Unreachable<>(
                "no network, or no host named the proxy proxy.invalid:1 (HTTPS_PROXY)"));
  }

  @Test
  void trustsTheCertificatesOfAFileToo(@TempDir Path folder) throws Exception {
    KeyStore keys = selfSigned(folder);
    String pem = pem(keys.getCertificate("k"));
    Path file =
        Files.writeString(
            folder.resolve("ca.pem"),
            "# some - others\n" + selfSignedPem(folder) + pem + "\nand no more");
    HttpsServer server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
    try {
      server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              RawHost.send(exchange, Host.MODEL.getBytes());
            }
          });
      server.start();
      String base = "https://localhost:" + server.getAddress().getPort();

      assertThat(ask(base, network("SSL_CERT_FILE=" + file))).isInstanceOf(Answer.Found.class);
      assertThat(ask(base, network())).isInstanceOf(Answer.Unreachable.class);
    } finally {
      server.stop(0);
    }
  }

  /** A flood of HTTP/2 frames exhausts the memory of HttpClient. */
  @Test
  void offersNoHttp2(@TempDir Path folder) throws Exception {
    KeyStore keys = selfSigned(folder);
    Path file = Files.writeString(folder.resolve("ca.pem"), pem(keys.getCertificate("k")));
    List<String> offered = new CopyOnWriteArrayList<>(List.of("nothing"));
    try (ServerSocket server = context(keys).getServerSocketFactory().createServerSocket(0)) {
      Thread.ofVirtual().start(() -> answerOnce(server, offered));

      assertThat(
              ask("https://localhost:" + server.getLocalPort(), network("SSL_CERT_FILE=" + file)))
          .isInstanceOf(Answer.Found.class);
    }
    assertThat(offered).doesNotContain("h2");
  }

  private static void answerOnce(ServerSocket server, List<String> offered) {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.setHandshakeApplicationProtocolSelector(
          (_, protocols) -> {
            offered.addAll(protocols);
            return protocols.getLast();
          });
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      String line = in.readLine();
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s";
      socket.getOutputStream().write(answer.formatted(Host.MODEL.length(), Host.MODEL).getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String selfSignedPem(Path folder) throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    return pem(selfSigned(other).getCertificate("k")) + "\n";
  }

  private static KeyStore selfSigned(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String options =
        "-genkeypair -alias k -keyalg EC -storepass secret -dname CN=x -ext san=dns:localhost";
    List<String> command = new ArrayList<>(List.of(keytool.toString()));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-keystore", store.toString()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    return KeyStore.getInstance(store.toFile(), "secret".toCharArray());
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(Certificate certificate) throws CertificateEncodingException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----";
  }

  @ParameterizedTest
  @CsvSource({
    "'', holds no certificate in PEM",
    "garbage, holds no certificate in PEM",
    "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', holds a certificate that cannot be read",
    "'-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----', holds a certificate that cannot be read"
  })
  void saysWhatIsWrongWithAFileOfCertificates(String text, String wrong, @TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), text);

    assertRefused(file, wrong);
    assertRefused(folder, "is not a file of certificates");
    assertRefused(folder.resolve("none"), "is not a file of certificates");
  }

  private static void assertRefused(Path file, String wrong) {
    assertThatThrownBy(() -> network("SSL_CERT_FILE=" + file))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "SSL_CERT_FILE: %s %s; correct the variable or unset it".formatted(file, wrong));
  }
}
