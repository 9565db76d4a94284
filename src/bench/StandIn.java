import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A server with CivitAI's API that counts the calls. For each hash and each id it has a model with
 * one file and one image with parameters.
 */
final class StandIn implements AutoCloseable {

  private static final Pattern SHA256 = Pattern.compile("[0-9A-F]{64}");
  private static final Pattern ID = Pattern.compile("\\d+");

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final AtomicInteger idCalls = new AtomicInteger();
  private final AtomicInteger modelCalls = new AtomicInteger();

  private final int creators;
  private final String description;

  /** Hashes by model; the index is the model's id. */
  private final List<String> hashes = new ArrayList<>();

  private final Map<String, Integer> ids = new HashMap<>();

  /**
   * @param creators the number of creators of all models together
   * @param descriptionLength the number of characters of each model's description
   */
  StandIn(int creators, int descriptionLength) throws IOException {
    this.creators = creators;
    this.description = "fog ".repeat(descriptionLength / 4);
    hashes.add("no model has the id 0");
    server.createContext("/api/v1/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/api/v1";
  }

  /** The number of calls for ids by hash. */
  int idCalls() {
    return idCalls.get();
  }

  /** The number of all other calls. */
  int modelCalls() {
    return modelCalls.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = call.getRequestURI().getPath().replace("/api/v1", "");
    String answer =
        switch (path) {
          case "/model-versions/by-hash/ids" -> ids(body);
          case "/model-versions/by-hash" -> versions(body);
          case "/models" -> models(call.getRequestURI().getQuery());
          default -> null;
        };
    (path.endsWith("/ids") ? idCalls : modelCalls).incrementAndGet();
    byte[] json = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().add("Content-Type", "application/json");
    call.sendResponseHeaders(answer == null ? 404 : 200, json.length);
    call.getResponseBody().write(json);
    call.close();
  }

  private synchronized String ids(String body) {
    return SHA256
        .matcher(body)
        .results()
        .map(
            found -> {
              int id = id(found.group());
              return "{\"modelVersionId\": %d, \"modelId\": %d, \"hash\": \"%s\"}"
                  .formatted(id, id, found.group());
            })
        .collect(array());
  }

  private int id(String hash) {
    return ids.computeIfAbsent(
        hash,
        h -> {
          hashes.add(h);
          return hashes.size() - 1;
        });
  }

  private synchronized String versions(String body) {
    String meta = "{\"prompt\": \"a lighthouse in fog\", \"steps\": 30, \"seed\": 1}";
    return SHA256
        .matcher(body)
        .results()
        .map(found -> version(modelWith(found.group()), meta))
        .collect(array());
  }

  private synchronized String models(String query) {
    String asked = query.replaceAll(".*\\bids=([^&]*).*", "$1");
    return ID.matcher(asked)
        .results()
        .map(found -> model(Integer.parseInt(found.group())))
        .collect(Collectors.joining(", ", "{\"items\": [", "], \"metadata\": {}}"));
  }

  private String model(int id) {
    return """
        {"id": %1$d, "name": "Style %1$d", "type": "LORA", "nsfw": false, "tags": ["style", "fog"],
         "description": "%2$s", "creator": {"username": "creator %3$d"},
         "stats": {"downloadCount": %1$d}, "modelVersions": [%4$s]}"""
        .formatted(id, description, id % creators, version(id, "null"));
  }

  private String version(int id, String meta) {
    return """
        {"id": %1$d, "modelId": %1$d, "name": "v1", "index": 0, "baseModel": "SDXL 1.0",
         "publishedAt": "2026-01-02T03:04:05.000Z", "trainedWords": ["style %1$d"],
         "files": [{"id": %1$d, "name": "style-%1$d.safetensors", "type": "Model", "primary": true,
           "hashes": {"SHA256": "%2$s"}}],
         "images": [{"url": "https://image.example/original=true/%1$d.jpeg", "width": 832,
           "height": 1216, "hasMeta": true, "meta": %3$s}]}"""
        .formatted(id, hash(id), meta);
  }

  /** The hash of a model that was requested by its id only is made of the id. */
  private String hash(int id) {
    return id < hashes.size() ? hashes.get(id) : "%064X".formatted(id);
  }

  private int modelWith(String hash) {
    Integer known = ids.get(hash);
    return known != null ? known : (int) Long.parseLong(hash, hash.length() - 8, hash.length(), 16);
  }

  private static java.util.stream.Collector<CharSequence, ?, String> array() {
    return Collectors.joining(", ", "[", "]");
  }
}
