package dev.tensors.tsr.link;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.tensors.tsr.answers.CachedModels;
import dev.tensors.tsr.answers.fetching.ModelCache;
import dev.tensors.tsr.answers.fetching.ModelCache.CacheOutcome;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.network.Settings;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Failures of single calls while CivitAI answers others; retries take no time. */
class OneBadAnswerTest {

  private static final ResponseDefinitionBuilder BROKEN =
      status(500).withHeader("Content-Type", "application/json").withBody("{\"error\": \"boom\"}");

  @RegisterExtension static final CivitaiStub CIVITAI = new CivitaiStub();

  private final List<String> outcomes = new ArrayList<>();
  private Database database;
  private Civitai civitai;
  private ModelCache cache;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = CatalogueDatabase.open(folder.resolve("models.db"));
    civitai =
        new Civitai(
            Settings.of(CIVITAI.url(), null, "tsr/1.2.3"),
            InstantSource.system(),
            _ -> {},
            () -> 0.5);
    cache = new ModelCache(civitai, new CachedModels(database), InstantSource.system());
  }

  @AfterEach
  void close() {
    civitai.close();
    database.close();
  }

  private void cache(long... ids) throws InterruptedException {
    cache.cache(
        LongStream.of(ids).boxed().toList(),
        outcome ->
            outcomes.add(
                outcome.modelId()
                    + " "
                    + outcome.getClass().getSimpleName()
                    + (outcome instanceof CacheOutcome.Failed(long _, String reason)
                        ? ": " + reason
                        : "")));
  }

  private static String model(long id) {
    return "{\"id\": " + id + "}";
  }

  @Test
  void isThatModelsFailureWhereOthersAreAnswered() throws InterruptedException {
    CIVITAI.lists(model(2), model(4));
    CIVITAI.stubFor(get(urlEqualTo("/api/v1/models/3")).willReturn(BROKEN));

    cache(2, 3, 4);

    assertThat(outcomes)
        .containsExactly("2 Cached", "3 Failed: CivitAI is unavailable (500: boom)", "4 Cached");
  }

  @Test
  void hasTheModelsAskedForOneByOneWhereItSpoilsTheList() throws InterruptedException {
    CIVITAI.stubFor(get(urlPathEqualTo("/api/v1/models")).willReturn(BROKEN));
    CIVITAI.stubFor(
        get(urlEqualTo("/api/v1/models?limit=1")).willReturn(okJson("{\"items\": []}")));
    CIVITAI.answers("/models/2", model(2));
    CIVITAI.stubFor(get(urlEqualTo("/api/v1/models/3")).willReturn(BROKEN));
    CIVITAI.answers("/models/4", model(4));

    cache(2, 3, 4, 5);

    assertThat(outcomes)
        .containsExactly(
            "2 Cached", "3 Failed: CivitAI is unavailable (500: boom)", "4 Cached", "5 NotFound");
  }

  @Test
  void isThatModelsFailureWhereTheAnswerIsAboutAnother() throws InterruptedException {
    CIVITAI.lists(model(2));
    CIVITAI.answers("/models/3", model(4));

    cache(2, 3);

    assertThat(outcomes).containsExactly("2 Cached", "3 Failed: the answer is about model 4");
  }

  @Test
  void endsAllAtOnceWhereNothingElseIsAnswered() {
    CIVITAI.stubFor(any(anyUrl()).willReturn(BROKEN));

    assertThatThrownBy(() -> cache(2, 3))
        .isInstanceOf(ServiceUnavailable.class)
        .hasMessage("CivitAI is unavailable (500: boom); try again later");
    assertThat(outcomes).containsExactly("2 NotAsked", "3 NotAsked");
    assertThat(CIVITAI.getAllServeEvents()).hasSize(6);
  }

  @Test
  void endsAllWhereTwentyAreAskedForInVain() {
    CIVITAI.stubFor(get(urlPathEqualTo("/api/v1/models")).willReturn(BROKEN));
    CIVITAI.stubFor(
        get(urlEqualTo("/api/v1/models?limit=1")).willReturn(okJson("{\"items\": []}")));
    LongStream.rangeClosed(1, 50)
        .forEach(id -> CIVITAI.stubFor(get(urlEqualTo("/api/v1/models/" + id)).willReturn(BROKEN)));

    assertThatThrownBy(() -> cache(LongStream.rangeClosed(1, 50).toArray()))
        .isInstanceOf(ServiceUnavailable.class);
    assertThat(outcomes).hasSize(50).allMatch(outcome -> outcome.endsWith("NotAsked"));
  }

  /** Each model has 13 MB, so that two of them exceed the limit of an answer. */
  @Test
  void hasFewerAskedForAtOnceWhereTheyAreLarge() throws InterruptedException {
    for (String ids : List.of("2,3", "2", "3")) {
      List<String> models = Stream.of(ids.split(",")).map(OneBadAnswerTest::large).toList();
      CIVITAI.stubFor(
          get(urlEqualTo("/api/v1/models?ids=" + ids + "&nsfw=true&limit=100"))
              .willReturn(okJson("{\"items\": " + models + "}")));
    }

    cache(2, 3);

    assertThat(outcomes).containsExactly("2 Cached", "3 Cached");
    assertThat(CIVITAI.getAllServeEvents()).hasSize(3);
  }

  private static String large(String id) {
    String half = "\"" + "x".repeat(6_500_000) + "\"";
    return "{\"id\": %s, \"padding\": [%s, %s]}".formatted(id, half, half);
  }
}
