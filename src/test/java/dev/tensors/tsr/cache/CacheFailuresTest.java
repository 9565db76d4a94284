package dev.tensors.tsr.cache;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.tensors.tsr.program.CivitaiStub.error;
import static dev.tensors.tsr.program.CivitaiStub.json;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.OnlineTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One bad answer among good ones, and a service that has nothing but bad ones. */
class CacheFailuresTest extends OnlineTest {

  private static final String HASH = "AB".repeat(32);
  private static final String IMAGES =
      "[{\"id\": 91, \"url\": \"https://i.example/91.jpeg\", \"hasMeta\": true}]";
  private static final String TOO_DEEP = "[".repeat(200) + "]".repeat(200);

  @Test
  void keepsTheGoodModelsOfAListAndNamesTheBadOne() {
    String bad = model(3, "Bad").replace("\"tags\"", "\"x\": " + TOO_DEEP + ", \"tags\"");
    CIVITAI.lists(model(2, "Two"), bad, model(4, "Four"));
    CIVITAI.answers("/models/3", bad);

    tsr.db("cache 2 3 4")
        .ends(
            3,
            "2\tTwo\t0\t0\t0\t0\t0\tcached\n3\t\t\t\t\t\t\tfailed\n4\tFour\t0\t0\t0\t0\t0\tcached\n",
            "tsr: model 3 could not be cached: the answer nests deeper than 100 levels;"
                + " retry with tsr db cache 3\n");
    catalogue.has("SELECT civitai_id FROM models ORDER BY 1", "2", "4");
  }

  @ParameterizedTest
  @CsvSource({
    "400, CivitAI refuses the request (400: boom)",
    "403, CivitAI requires a key (403: boom)"
  })
  void namesAModelThatIsRefusedAloneAndMarksItNotGone(int status, String reason) {
    CIVITAI.lists(model(3, "Bad"), model(4, "Four"));
    tsr.db("cache 3 4");
    CIVITAI.lists(model(4, "Four"));
    CIVITAI.answers(get(urlEqualTo("/api/v1/models/3")), error(status, "boom"));

    tsr.db("cache 3 4")
        .ends(
            3,
            "3\t\t\t\t\t\t\tfailed\n4\tFour\t0\t0\t0\t0\t0\trefreshed\n",
            "tsr: model 3 could not be cached: " + reason + "; retry with tsr db cache 3\n");
    catalogue.has("SELECT civitai_id, gone_at FROM models WHERE civitai_id = 3", "3|null");
  }

  @Test
  void storesAModelWithoutTheParametersThatCannotBeRead() {
    String own = "{\"id\": %d, \"images\": [{\"url\": \"x/91.jpeg\", \"meta\": {\"prompt\": %s}}]}";
    CIVITAI.lists(
        model(7, "Seven", version(71, "v1", "2025-01-01", HASH).replace("[]", IMAGES)),
        model(8, "Eight", version(81, "v1", "2025-01-01", "C".repeat(64)).replace("[]", IMAGES)));
    CIVITAI.details(own.formatted(71, TOO_DEEP), own.formatted(81, "\"a boat\""));
    CIVITAI.answers("/model-versions/71", own.formatted(71, TOO_DEEP));

    tsr.db("cache 7 8")
        .ends(
            3,
            "7\tSeven\t1\t1\t1\t0\t0\tcached\n8\tEight\t1\t1\t1\t1\t0\tcached\n",
            "tsr: model 7 was cached only in part: version 71: the answer nests deeper than"
                + " 100 levels; retry with tsr db cache 7\n");
  }

  @Test
  void believesNoOneThatSaysOfEverythingThatItIsNotThere() {
    CIVITAI.lists(model(7, "Seven"));
    tsr.db("cache 7");
    CIVITAI.refuses(error(404, "Not Found"));

    for (String models : List.of("7 8", "civitai.com/model-versions/71")) {
      tsr.db("cache " + models)
          .exits(5)
          .says(
              "tsr: no CivitAI API at %s (CIVITAI_API_URL): it lists no models; check the address\n"
                  .formatted(CIVITAI.url()));
    }
    catalogue.has("SELECT gone_at FROM models", "null");
  }

  @Test
  void believesOneThatHasAListOfModels() {
    CIVITAI.lists(model(7, "Seven"));
    tsr.db("cache 7");
    CIVITAI.refuses(error(404, "Not Found"));
    CIVITAI.stubFor(
        get(urlEqualTo("/api/v1/models?limit=1"))
            .atPriority(1)
            .willReturn(json("{\"items\": [{\"id\": 1}]}")));

    tsr.db("cache 7").shows("7\tSeven\t0\t0\t0\t0\t0\tgone\n");
    assertThat(CIVITAI.calls())
        .endsWith("GET /models?ids=7&nsfw=true&limit=100", "GET /models/7", "GET /models?limit=1");
  }
}
