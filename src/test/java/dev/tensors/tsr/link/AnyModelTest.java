package dev.tensors.tsr.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.fetching.ModelCache.CacheOutcome;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.network.Settings;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Any answer about a model is either stored whole or ends the run. */
class AnyModelTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String MODEL =
      """
      {"items": [{
        "id": 7, "name": "Harbour", "type": "LORA", "nsfw": true, "nsfwLevel": 31, "mode": null,
        "allowCommercialUse": ["Sell"], "stats": {"downloadCount": 1},
        "creator": {"username": "nomad", "image": "u"}, "tags": ["style", "boats"],
        "modelVersions": [{
          "id": 71, "index": 0, "name": "v1", "baseModel": "SDXL 1.0",
          "publishedAt": "2025-02-03T00:00:00.000Z", "trainedWords": ["harbour", "dawn"],
          "trainingDetails": {"steps": 1}, "stats": {"downloadCount": 1},
          "files": [{
            "id": 710, "name": "h", "sizeKB": 1.5, "primary": true, "metadata": {"fp": "fp16"},
            "hashes": {"SHA256": "%1$s"}
          }],
          "images": [{
            "id": 4711, "url": "https://i.example/4711.jpeg", "type": "video", "width": 8,
            "metadata": {"duration": 5.04, "audio": true}, "hasMeta": true
          }, {"url": "https://i.example/4712.jpeg"}]
        }, {"id": 72, "name": "v2", "files": [{"id": 720, "hashes": {"SHA256": "%1$s"}}]}]
      }]}
      """
          .formatted("AB".repeat(32));

  private static final String DETAILS =
      """
      [{"id": 71, "modelId": 7, "images": [{
        "url": "https://i.example/x/4711.jpeg",
        "meta": {
          "prompt": "a boat", "seed": 1, "hashes": {"model": "31e3"},
          "resources": [{"name": "x", "type": "lora", "hash": "ff", "weight": 0.8}],
          "civitaiResources": [{"modelVersionId": 71, "weight": 1}]
        }
      }]}]
      """;

  private static final List<String> STRANGE =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "71",
          "1e999",
          "9223372036854775807",
          "99999999999999999999",
          "\"\"",
          "\"style\"",
          "\"NaN\"",
          "\"\\u0000\\u001b[2J\\ud800\"",
          "\"'); DROP TABLE models; --\"",
          "\"\\\" OR * NEAR( name:\"",
          "\"-262143-01-01T00:00:00Z\"",
          "[]",
          "{}",
          "[[{}]]",
          "{\"id\": 71}",
          "{\"meta\": {\"meta\": []}}");

  private static Path folder;
  private static Database database;
  private static HttpServer host;
  private static Civitai civitai;
  private static int stored;
  private static byte[] listing;
  private static byte[] details;

  @BeforeContainer
  static void start() throws IOException {
    folder = Files.createTempDirectory("any-model");
    database = CatalogueDatabase.open(folder.resolve("models.db"));
    host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestMethod().equals("POST") ? details : listing;
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    host.start();
    String url = "http://localhost:" + host.getAddress().getPort();
    Settings settings = Settings.of(url, null, "tsr/1.2.3");
    civitai = new Civitai(settings, InstantSource.system(), _ -> {}, () -> 0.5);
  }

  @AfterContainer
  static void stop() throws IOException, SQLException {
    civitai.close();
    host.stop(0);
    database.close();
    assertThat(stored).isGreaterThan(75);
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("models.db"));
        var statement = connection.createStatement();
        var whole = statement.executeQuery("PRAGMA integrity_check")) {
      assertThat(whole.getString(1)).isEqualTo("ok");
    }
    Files.delete(folder.resolve("models.db"));
    Files.delete(folder);
  }

  @Property(seed = "20260205")
  void anyAnswerIsStoredWhole(@ForAll Random random) throws InterruptedException {
    listing = changed(MODEL, random);
    details = changed(DETAILS, random);
    CachedModels models = new CachedModels(database);
    List<CacheOutcome> outcomes = new ArrayList<>();

    try {
      new ModelCache(civitai, models, InstantSource.system()).cache(List.of(7L), outcomes::add);
    } catch (ServiceUnavailable e) {
      assertThat(e).hasMessageEndingWith("; try again later");
    }

    assertThat(outcomes).hasSize(1).first().extracting(CacheOutcome::modelId).isEqualTo(7L);
    if (outcomes.getFirst() instanceof CacheOutcome.Refreshed) {
      assertThat(models.extent(7)).isPresent();
      stored++;
    }
  }

  /** The answer with some of its values replaced; sometimes cut, so that it is not JSON. */
  private static byte[] changed(String answer, Random random) {
    JsonNode tree = JSON.readTree(answer);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      change(tree, random);
    }
    byte[] bytes = tree.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(20) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Replaces or duplicates a value within this one. */
  private static void change(JsonNode node, Random random) {
    List<String> names = new ArrayList<>(node.propertyNames());
    int size = node.size();
    if (size == 0) {
      return;
    }
    int at = random.nextInt(size);
    JsonNode child = node.isArray() ? node.get(at) : node.get(names.get(at));
    if (child.size() > 0 && random.nextInt(5) > 0) {
      change(child, random);
      return;
    }
    JsonNode other = JSON.readTree(STRANGE.get(random.nextInt(STRANGE.size())));
    if (node instanceof ArrayNode array) {
      array.add(child.deepCopy());
      array.set(at, other);
    } else if (node instanceof ObjectNode object) {
      object.set(names.get(at), other);
    }
  }
}
