package dev.tensors.tsr.cache;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.tensors.tsr.program.CivitaiStub.error;
import static dev.tensors.tsr.program.CivitaiStub.json;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Workplace;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One bad answer among good ones, and a service that has nothing but bad ones. */
class CacheFailuresTest {

  private static final String HASH = "AB".repeat(32);
  private static final String IMAGES =
      "[{\"id\": 91, \"url\": \"https://i.example/91.jpeg\", \"hasMeta\": true}]";
  private static final String TOO_DEEP = "[".repeat(200) + "]".repeat(200);

  @RegisterExtension static final CivitaiStub CIVITAI = new CivitaiStub();

  private Program tsr;
  private Catalogue catalogue;

  @BeforeEach
  void home(@TempDir Path folder) {
    Workplace workplace = Workplace.in(folder);
    catalogue = workplace.catalogue();
    tsr = workplace.tsr().with("CIVITAI_API_URL", CIVITAI.url());
  }

  private Program.Result cache(String... arguments) {
    return tsr.run(
        Stream.concat(Stream.of("db", "cache"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void keepsTheGoodModelsOfAListAndNamesTheBadOne() throws SQLException {
    String bad = model(3, "Bad").replace("\"tags\"", "\"x\": " + TOO_DEEP + ", \"tags\"");
    CIVITAI.lists(model(2, "Two"), bad, model(4, "Four"));
    CIVITAI.answers("/models/3", bad);

    assertThat(cache("2", "3", "4"))
        .isEqualTo(
            new Program.Result(
                3,
                "2\tTwo\t0\t0\t0\t0\t0\tcached\n3\t\t\t\t\t\t\tfailed\n4\tFour\t0\t0\t0\t0\t0\tcached\n",
                "tsr: model 3 could not be cached: the answer nests deeper than 100 levels;"
                    + " retry with tsr db cache 3\n"));
    assertThat(catalogue.rows("SELECT civitai_id FROM models ORDER BY 1"))
        .containsExactly("2", "4");
  }

  @ParameterizedTest
  @CsvSource({
    "400, CivitAI refuses the request (400: boom)",
    "403, CivitAI requires a key (403: boom)"
  })
  void namesAModelThatIsRefusedAloneAndMarksItNotGone(int status, String reason)
      throws SQLException {
    CIVITAI.lists(model(3, "Bad"), model(4, "Four"));
    cache("3", "4");
    CIVITAI.lists(model(4, "Four"));
    CIVITAI.answers(get(urlEqualTo("/api/v1/models/3")), error(status, "boom"));

    assertThat(cache("3", "4"))
        .isEqualTo(
            new Program.Result(
                3,
                "3\t\t\t\t\t\t\tfailed\n4\tFour\t0\t0\t0\t0\t0\trefreshed\n",
                "tsr: model 3 could not be cached: " + reason + "; retry with tsr db cache 3\n"));
    assertThat(catalogue.rows("SELECT civitai_id, gone_at FROM models WHERE civitai_id = 3"))
        .containsExactly("3|null");
  }

  @Test
  void storesAModelWithoutTheParametersThatCannotBeRead() throws SQLException {
    String own = "{\"id\": %d, \"images\": [{\"url\": \"x/91.jpeg\", \"meta\": {\"prompt\": %s}}]}";
    CIVITAI.lists(
        model(7, "Seven", version(71, "v1", "2025-01-01", HASH).replace("[]", IMAGES)),
        model(8, "Eight", version(81, "v1", "2025-01-01", "C".repeat(64)).replace("[]", IMAGES)));
    CIVITAI.details(own.formatted(71, TOO_DEEP), own.formatted(81, "\"a boat\""));
    CIVITAI.answers("/model-versions/71", own.formatted(71, TOO_DEEP));

    assertThat(cache("7", "8"))
        .isEqualTo(
            new Program.Result(
                3,
                "7\tSeven\t1\t1\t1\t0\t0\tcached\n8\tEight\t1\t1\t1\t1\t0\tcached\n",
                "tsr: model 7 was cached only in part: version 71: the answer nests deeper than"
                    + " 100 levels; retry with tsr db cache 7\n"));
  }

  @Test
  void believesNoOneThatSaysOfEverythingThatItIsNotThere() throws SQLException {
    CIVITAI.lists(model(7, "Seven"));
    cache("7");
    CIVITAI.refuses(error(404, "Not Found"));

    for (String[] arguments : new String[][] {{"7", "8"}, {"civitai.com/model-versions/71"}}) {
      Program.Result result = cache(arguments);

      assertThat(result.err())
          .isEqualTo(
              "tsr: no CivitAI API at this address: it lists no models; see" + " --api-url\n");
      assertThat(result.exitCode()).isEqualTo(5);
    }
    assertThat(catalogue.rows("SELECT gone_at FROM models")).containsExactly("null");
  }

  @Test
  void believesOneThatHasAListOfModels() throws SQLException {
    CIVITAI.lists(model(7, "Seven"));
    cache("7");
    CIVITAI.refuses(error(404, "Not Found"));
    CIVITAI.stubFor(
        get(urlEqualTo("/api/v1/models?limit=1"))
            .atPriority(1)
            .willReturn(json("{\"items\": [{\"id\": 1}]}")));

    assertThat(cache("7").out()).isEqualTo("7\tSeven\t0\t0\t0\t0\t0\tgone\n");
    assertThat(CIVITAI.calls())
        .endsWith("GET /models?ids=7&nsfw=true&limit=100", "GET /models/7", "GET /models?limit=1");
  }
}
