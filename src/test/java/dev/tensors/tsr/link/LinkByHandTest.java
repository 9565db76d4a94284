package dev.tensors.tsr.link;

import static dev.tensors.tsr.program.CivitaiStub.match;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that the user makes: by link --to, and away again by unlink. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LinkByHandTest extends OnlineTest {

  private static final String BY_HAND =
      "Links made by hand stay; tsr db unlink FILE removes one.\n";

  private Path a;
  private Path b;
  private String hashOfA;

  /** CivitAI knows a as version 71, and has another version. */
  @BeforeEach
  void catalogue() {
    a = library.model("a.safetensors", 1);
    b = library.model("b.safetensors", 2);
    hashOfA = Library.sha256(a);
    workplace.scan();
    String harbour =
        model(
            7,
            "Harbour",
            version(72, "v2", "2025-02-01"),
            version(71, "v1", "2025-01-01", hashOfA));
    CIVITAI.matches(match(hashOfA, 71, 7));
    CIVITAI.lists(harbour);
    CIVITAI.answers("/models/7", harbour);
    CIVITAI.answers("/models/8", model(8, "Fog", version(81, "only", "2025-01-01")));
    CIVITAI.answers("/model-versions/72", "{\"id\": 72, \"modelId\": 7, \"name\": \"v2\"}");
  }

  private List<String> links() {
    return catalogue.rows(
        "SELECT civitai_model_id, civitai_version_id, link_source, link_match FROM local_files"
            + " ORDER BY file_path");
  }

  private String json(int id, Path file, String rest) {
    return """
        {"id":%d,"file_path":"%s","sha256":"%s",%s}"""
        .formatted(id, file, Library.sha256(file), rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "72",
        "https://civitai.com/models/7?modelVersionId=72",
        "https://civitai.red/models/7/harbour?modelVersionId=72#gallery",
        "civitai.com/api/download/models/72",
      })
  void takesAVersionsIdOrAddress(String version) {
    tsr.db("link a.safe --json --to " + version)
        .prints(
            "["
                + json(
                    1,
                    a,
                    """
                    "model_id":7,"version_id":72,"name":"v2","model_name":"Harbour",\
                    "source":"manual","match":null,"status":"linked\"""")
                + "]\n",
            "1 linked, 0 not found\n");
    assertThat(links()).containsExactly("7|72|manual|null", "null|null|null|null");
  }

  @Test
  void takesTheOnlyVersionOfAModel() {
    String address = "https://civitai.com/models/8/fog";
    tsr.db("link b.safe --to " + address).shows(b + "\tonly\tFog\tmanual\tlinked\n");
    assertThat(links()).endsWith("8|81|manual|null");

    tsr.db("cache 8");
    tsr.db("unlink b.safe");
    tsr.db("link b.safe --offline --to " + address).exits(0);
    assertThat(links()).endsWith("8|81|manual|null");
  }

  @Test
  void asksWhichVersionOfAModelIsMeant() {
    String versions =
        """
        tsr: model 7 has 2 versions; name one of them with --to ID:
          72  v2
          71  v1
        """;
    String line = "link b.safe --json --to https://civitai.com/models/7";
    tsr.db(line).ends(4, "[]\n", versions);

    tsr.db("cache 7");
    tsr.db(line + " --offline").ends(4, "[]\n", versions);
    assertThat(links()).endsWith("null|null|null|null");
  }

  @Test
  void namesTheFirstTenOfManyVersions() {
    String[] versions = new String[12];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = version(900 + i, "v" + i, "2025-01-01");
    }
    CIVITAI.answers("/models/9", model(9, "Long", versions));

    assertThat(tsr.db("link b.safe --to https://civitai.com/models/9").err())
        .startsWith("tsr: model 9 has 12 versions; name one of them with --to ID:\n  900  v0\n")
        .endsWith("  909  v9\n  and 2 more\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--to https://civitai.com/models/9 | CivitAI has no version of model 9",
        "--to https://civitai.com/models/9 --offline | the cache has no version of model 9",
        "--to 2147483647 | CivitAI has no version 2147483647",
        "--to 72 --offline | the cache has no version 72",
      })
  void saysThatThereIsNoSuchVersion(String options, String message) {
    tsr.db("link b.safe " + options)
        .ends(
            4,
            b + "\t\t\tmanual\tnot_found\n",
            "tsr: " + message + "; check the id\n0 linked, 1 not found\n");
    assertThat(links()).containsOnly("null|null|null|null");
  }

  @Test
  void tellsTheIdOfAModelFromThatOfAVersion() {
    tsr.db("cache 7");
    assertThat(tsr.db("link b.safe --to 7").err())
        .startsWith(
            "tsr: CivitAI has no version 7, but 7 is the id of a cached model; give the id of a version\n");
  }

  @Test
  void linksNoFolderByHand() {
    String folder = library.path("").toString();

    Result result = tsr.db("link", folder, "--to", "72").exits(4);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void takesNoVersionOfAnotherModel() {
    tsr.db("link b.safe --to https://civitai.com/models/8?modelVersionId=72")
        .fails(4, "tsr: version 72 is of model 7, not of model 8; check the address\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--to 71                    | --to needs exactly one FILE",
        "a.safe b.safe --to 71      | --to needs exactly one FILE",
        "a.safe --to 71 --relink    | --to and --relink exclude each other",
        "a.safe --to 71 --retry-after 0 | --to and --retry-after exclude each other",
        "a.safe --to 0              | --to: '0' is not the id, page"
            + " address or AIR of a version at CivitAI, nor hf:OWNER/REPO",
        "a.safe --to 2147483648     | --to: '2147483648' is not the id, page"
            + " address or AIR of a version at CivitAI, nor hf:OWNER/REPO",
        "a.safe --version-id v1     | --to: 'v1' is not the id, page"
            + " address or AIR of a version at CivitAI, nor hf:OWNER/REPO",
        "a.safe --to https://civitai.com/models/123456789012345678901234567890 | --to:"
            + " 'https://civitai.com/models/123456789012345678901234567890' is not the id, page"
            + " address or AIR of a version at CivitAI, nor hf:OWNER/REPO",
        "a.safe --to https://civitai.example/models/7?modelVersionId=71 | --to:"
            + " 'https://civitai.example/models/7?modelVersionId=71' is not the id, page"
            + " address or AIR of a version at CivitAI, nor hf:OWNER/REPO",
      })
  void refusesWhatMakesNoSense(String arguments, String message) {
    Result result = tsr.db("link " + arguments).exits(2);
    assertThat(result.err()).startsWith("tsr: " + message + "\nUsage: tsr db link ");
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"link a.safe", "link a.safe --relink", "link --relink", "link --offline --relink"})
  void keepsALinkMadeByHand(String line) {
    tsr.db("link a.safe --to 72");
    CIVITAI.resetRequests();

    Result result = tsr.db(line + " --json");

    assertThat(result.out())
        .contains(
            json(
                1,
                a,
                """
                "model_id":7,"version_id":72,"name":"v2","model_name":"Harbour",\
                "source":"manual","match":null,"status":"kept\""""));
    assertThat(result.err()).contains(" linked, ", ", 1 kept\n" + BY_HAND);
    result.exits(0);
    assertThat(links()).startsWith("7|72|manual|null");
    assertThat(CIVITAI.calls()).noneMatch(call -> call.contains(hashOfA));
  }

  @Test
  void linksByHandOverAnyLink() {
    tsr.db("link");
    tsr.db("link a.safe --to 72");
    assertThat(links()).startsWith("7|72|manual|null");

    tsr.db("link a.safe --version-id 71");
    assertThat(links()).startsWith("7|71|manual|null");
  }

  @Test
  void removesTheLinkThatItDoesNotFindAgainOnlyWhenRelinking() {
    tsr.db("link");
    catalogue.execute(
        "UPDATE local_files SET civitai_version_id = 72, link_source = 'civitai' WHERE id = 2");

    tsr.db("link b.safe")
        .prints(
            b + "\tv2\t\tcivitai\tkept\n",
            "0 linked, 0 not found, 1 kept\nCivitAI was not asked again about 1 file that it did"
                + " not know lately; --retry-after 0 asks.\n");
    tsr.db("link --relink --retry-after 0")
        .prints(
            a + "\tv1\tHarbour\tcache\tlinked\n" + b + "\t\t\tcivitai\tnot_found\n",
            "1 linked, 1 not found, 1 link removed\n");
    assertThat(links()).containsExactly("7|71|cache|sha256", "null|null|null|null");
  }

  /** Such a host may lack the call, or be no CivitAI at all. */
  @Test
  void removesNoLinkBecauseAHostKnowsNothing() {
    catalogue.execute("UPDATE local_files SET civitai_model_id = 1, civitai_version_id = 1");
    CIVITAI.refuses(CivitaiStub.error(404, "Not Found"));

    tsr.db("link --relink");

    assertThat(links()).containsOnly("1|1|null|null");
  }

  @Test
  void unlinksWhoeverMadeTheLink() {
    tsr.db("link");
    tsr.db("link b.safe --to 72");
    CIVITAI.resetRequests();

    tsr.db("unlink a.safe b.safe a.safetensors --json")
        .prints(
            "["
                + json(
                    1,
                    a,
                    """
                    "model_id":7,"version_id":71,"name":"v1","model_name":"Harbour",\
                    "source":"civitai","match":"sha256","status":"unlinked\"""")
                + ",\n "
                + json(
                    2,
                    b,
                    """
                    "model_id":7,"version_id":72,"name":"v2","model_name":"Harbour",\
                    "source":"manual","match":null,"status":"unlinked\"""")
                + "]\n",
            "2 unlinked\n");
    assertThat(links()).containsOnly("null|null|null|null");
    tsr.db("unlink b.safe").prints(b + "\t\t\t\tnot_linked\n", "0 unlinked, 1 not linked\n");
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void unlinksAllOrNone() {
    tsr.db("link");

    tsr.db("unlink a.safe nowhere --json")
        .ends(4, "[]\n", "tsr: no file in the catalogue matches nowhere; see tsr db list\n");
    tsr.db("unlink").exits(2);
    assertThat(links()).startsWith("7|71|civitai|sha256");
  }

  @Test
  void linksAndUnlinksMissingFiles() throws Exception {
    Files.delete(b);
    workplace.scan();

    assertThat(tsr.db("link b.safe --to 72").out()).endsWith("\tmanual\tlinked\n");
    assertThat(tsr.db("unlink b.safe").out()).endsWith("\tmanual\tunlinked\n");
    assertThat(tsr.db("link b.safe").out()).endsWith("\tcivitai\tnot_found\n");
  }

  @Test
  void linksACopyAsTheOtherIsLinked() {
    tsr.db("link a.safe --to 72");
    Path copy = library.model("copy.safetensors", 1);
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = NULL, civitai_version_id = NULL,
          link_source = NULL WHERE file_path LIKE '%/copy.%'
        """);
    CIVITAI.resetRequests();

    tsr.db("link copy.safe")
        .prints(copy + "\tv2\tHarbour\tmanual\tlinked\n", "1 linked, 0 not found\n");
    assertThat(CIVITAI.calls()).isEmpty();
    assertThat(links()).endsWith("7|72|manual|null");
    tsr.db("unlink copy.safe")
        .says(
            "1 unlinked\n%s, a copy of %s, stays linked; tsr db link will copy its link\n"
                .formatted(a, copy));
    for (int i = 10; i < 20; i++) {
      library.model("b%d.safetensors".formatted(i), 1);
    }
    workplace.scan();
    assertThat(tsr.db("unlink copy.safe").err())
        .startsWith(
            "0 unlinked, 1 not linked\n11 copies of %s stay linked; tsr db link will copy their"
                .formatted(copy))
        .contains(" link: " + a + ", ", "b10.safetensors, ", "b18.safetensors and 1 more\n");
  }

  @Test
  void takesOverNoLinkThatItIsToLookForAnew() {
    library.model("copy.safetensors", 2);
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 72,
          link_source = 'civitai', link_match = 'sha256' WHERE id = 2
        """);

    tsr.db("link --relink");

    assertThat(links())
        .containsExactly("7|71|civitai|sha256", "null|null|null|null", "null|null|null|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--relink"})
  void linksTheFilesBelowAFolder(String option) {
    Path inner = library.model("inner/c.safetensors", 1);
    workplace.scan();
    tsr.db("link");

    tsr.db("link " + option, inner.getParent())
        .shows(option.isEmpty() ? "" : inner + "\tv1\tHarbour\tcache\tlinked\n");
  }
}
