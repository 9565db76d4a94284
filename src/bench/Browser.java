import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Chromium without a screen, which opens pages from the disk and runs scripts in them. */
final class Browser implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  /**
   * @throws IOException if chromium or chromedriver is not installed
   */
  Browser() throws IOException, InterruptedException {
    driver = new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
    String address = "http://127.0.0.1:" + port(driver.inputReader()) + "/session";
    List<String> arguments =
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--window-size=1300,900",
            "--enable-precise-memory-info");
    Object options = Map.of("goog:chromeOptions", Map.of("args", arguments));
    JsonNode opened = post(address, Map.of("capabilities", Map.of("alwaysMatch", options)));
    session = address + "/" + opened.get("sessionId").stringValue();
  }

  private static String port(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return port.group(1);
      }
    }
    throw new IOException("chromedriver did not start");
  }

  void open(Path page) throws IOException, InterruptedException {
    post(session + "/url", Map.of("url", "about:blank"));
    post(session + "/url", Map.of("url", page.resolve("index.html").toUri().toString()));
  }

  /**
   * Runs a script that passes its result to its last argument.
   *
   * @return the result as a number
   */
  double run(String script) throws IOException, InterruptedException {
    Map<String, Object> call =
        Map.of("script", "const done = arguments[0];" + script, "args", List.of());
    return post(session + "/execute/async", call).doubleValue();
  }

  /** Makes room, so that the heap has only what is used. */
  void collectGarbage() throws IOException, InterruptedException {
    Map<String, Object> command = Map.of("cmd", "HeapProfiler.collectGarbage", "params", Map.of());
    post(session + "/goog/cdp/execute", command);
  }

  private JsonNode post(String address, Object body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
    return JSON.readTree(answer.body()).get("value");
  }

  @Override
  public void close() {
    try {
      HttpRequest end = HttpRequest.newBuilder(URI.create(session)).DELETE().build();
      client.send(end, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      // the driver ends the browser, too
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    driver.destroy();
  }
}
