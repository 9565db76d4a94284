package dev.tensors.tsr.sidecars.imports;

import static dev.tensors.tsr.program.Library.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Sidecars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user told other managers counts where he has told tsr nothing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ImportedNotesTest extends CommandTest {

  private static final String TAGGED =
      """
      {"file_name":"quay","sha256":"%s","tags":["Mine","sea","Über"],"civitai":%s}""";

  private String paths(Object... arguments) {
    return tsr.db("list", arguments)
        .out()
        .replaceAll("\t.*", "")
        .replace(library.path("") + "/", "");
  }

  /** A file of a model with the tag sea, and a sidecar with the user's tags. */
  private void tagged() {
    String hash = sha256(library.model("quay.safetensors", 1));
    String version =
        Sidecars.version(5, hash).replace("\"poi\":false", "\"tags\":[\"sea\",\"boat\"]");
    library.sidecar("quay.metadata.json", TAGGED.formatted(hash, version));
    library.model("tide.safetensors", 2);
    workplace.scan();
    tsr.db("import");
  }

  @Test
  void tagsOfAnotherManagerAreTheUsersOwn() {
    tagged();
    tsr.db("note quay --tag night --tag SEA");
    tsr.db("note tide --tag mine");

    assertThat(paths("--tag", "mine")).isEqualTo("quay.safetensors\ntide.safetensors\n");
    assertThat(paths("--tag", "ÜBER")).isEqualTo("quay.safetensors\n");
    assertThat(paths("--tag", "mine", "--tag", "boat", "--tag", "night"))
        .isEqualTo("quay.safetensors\n");
    assertThat(paths("--tag", "min")).isEmpty();
    String tags = "\"tags\":[\"night\",\"SEA\",\"Mine\",\"Über\",\"boat\"]";
    assertThat(tsr.db("list --tag boat --json").out()).contains(tags);
    assertThat(tsr.db("show quay --json").out()).contains(tags);
    assertThat(tsr.db("show quay --format table").out()).containsOnlyOnce("boat");
  }

  @Test
  void completionOffersTagsOfAnotherManager() {
    tagged();
    tsr.db("note tide --tag moon");
    assertThat(tsr.db("note quay --json").out())
        .endsWith("\"tags\":[\"Mine\",\"Über\"],\"source\":\"lora-manager\"}]\n");

    tsr.complete("db", "list", "--tag", "M").prints("Mine\t\n");
    tsr.complete("db", "note", "quay", "--tag", "m").prints("moon\t\n");
    tsr.complete("db", "note", "quay", "--untag", "üb").prints("Über\t\n");
    tsr.complete("db", "note", "quay", "--untag", "").prints("Mine\t\nmoon\t\nÜber\t\n");
  }

  @Test
  void aTagOfAnotherManagerCanBeRemoved() {
    tagged();

    tsr.db("note quay tide --untag MINE --untag sea").says("1 note changed\n");

    assertThat(paths("--tag", "mine")).isEmpty();
    assertThat(tsr.db("list quay --json").out()).contains("\"tags\":[\"Über\",\"sea\",\"boat\"]");
    tsr.db("note quay --untag Über");
    assertThat(tsr.db("list quay --json").out()).contains("\"tags\":[\"sea\",\"boat\"]");
    tsr.db("note quay --untag Über").says("0 notes changed\n");
  }

  /** Counts that only CivitAI tells are not known of a model that only a sidecar tells of. */
  @Test
  void whatNoAnswerToldIsNotKnown() {
    String hash = sha256(library.model("quay.safetensors", 1));
    library.sidecar("quay.civitai.info", Sidecars.version(5, hash));
    workplace.scan();
    tsr.db("import");

    assertThat(tsr.db("show quay --format table").out()).doesNotContain("0 downloads");
    String unknown = "\"download_count\":null,\"thumbs_up_count\":null,";
    assertThat(tsr.db("search model --json").out()).contains(unknown);
    tsr.db("export --for stability-matrix");
    assertThat(library.path("quay.cm-info.json")).content().contains("\"Stats\":null,");
    catalogue.execute(
        """
        UPDATE models SET download_count = 0, thumbs_up_count = 0, thumbs_down_count = 0,
          comment_count = 0, tipped_amount_count = 0
        """); // the columns' defaults
    assertThat(tsr.db("show quay --format table").out()).doesNotContain("0 downloads");
    assertThat(tsr.db("search model --json").out()).contains(unknown);
    catalogue.execute("UPDATE models SET comment_count = 3");
    assertThat(tsr.db("show quay --format table").out()).contains("0 downloads, 0 likes");
    assertThat(tsr.db("search model --json").out()).contains("\"download_count\":0,");
  }

  @Test
  void whatWasExportedDoesNotComeBack() {
    String hash = sha256(library.model("quay.safetensors", 1));
    library.sidecar("quay.civitai.info", Sidecars.version(5, hash));
    workplace.scan();
    tsr.db("import");
    tsr.db(
        "note quay --text mine --triggers",
        "old pier, gulls",
        "--favourite",
        "--tag",
        "night",
        "--weight",
        "0.5");
    tsr.db("export --for a1111,lora-manager");

    assertThat(tsr.db("import --json").out()).contains("\"taken\":[]").doesNotContain("triggers");

    catalogue.has("SELECT * FROM imported_notes");
    tsr.db("note quay --clear").says("1 note changed\n");
    tsr.db("triggers quay").prints("fog\nsea mist\n");
    tsr.db("list --favourite -q").prints("");
  }

  /** A file with a sidecar of LoRA Manager that has the user's note. */
  private String noted(String note) {
    String hash = sha256(library.model("quay.safetensors", 1));
    note(hash, note);
    return hash;
  }

  private void note(String hash, String note) {
    library.sidecar(
        "quay.metadata.json",
        """
        {"file_name":"quay","sha256":"%s","notes":"%s","civitai":%s}"""
            .formatted(hash, note, Sidecars.version(5, hash)));
  }

  private List<String> imported() {
    return catalogue.rows("SELECT source, key, value FROM imported_notes ORDER BY source, key");
  }

  @Test
  void whatTheUserToldAManagerComesBackThoughAnotherGotIt() {
    String hash = noted("foo");
    workplace.scan();
    tsr.db("import");
    tsr.db("export --for a1111");
    assertThat(tsr.db("export --for lora-manager --merge").out()).contains("\tmerged\t");

    note(hash, "bar!");
    tsr.db("import");
    note(hash, "foo");

    assertThat(tsr.db("import --json").out()).contains("\"taken\":[\"text\"]");
    assertThat(imported()).contains("lora-manager|text|foo");
    assertThat(tsr.db("list quay --json").out()).contains("\"note\":\"foo\"");
  }

  /** Once the user has replaced what export wrote, the same words are his. */
  @Test
  void whatTheUserWritesInPlaceOfAnExportIsHis() {
    String hash = noted("");
    workplace.scan();
    tsr.db("import");
    tsr.db("note quay --text foo");
    tsr.db("export --for lora-manager --merge");
    tsr.db("note quay --clear");
    assertThat(tsr.db("import --json").out()).contains("\"taken\":[]");
    assertThat(imported()).isEmpty();

    note(hash, "bar");
    tsr.db("import");
    assertThat(imported()).containsExactly("lora-manager|text|bar");
    note(hash, "foo");
    tsr.db("import");

    assertThat(imported()).containsExactly("lora-manager|text|foo");
  }

  @Test
  void whatTheUserToldAManagerGoesOverToARewrittenHeader() {
    noted("foo");
    workplace.scan();
    tsr.db("import");
    assertThat(imported()).containsExactly("lora-manager|text|foo");

    library.model("quay.safetensors", 16, 1, "{\"k\":\"v\"}");
    workplace.scan();

    assertThat(tsr.db("list quay --json").out()).contains("\"note\":\"foo\"");
    assertThat(imported()).containsExactly("lora-manager|text|foo");
    catalogue.has("SELECT * FROM exported_values");
    tsr.db("import");
    assertThat(imported()).containsExactly("lora-manager|text|foo");
  }

  /** A copy with the old header keeps what was told. */
  @Test
  void whatTheUserToldAManagerStaysWithACopy() {
    String hash = noted("foo");
    workplace.scan();
    tsr.db("import");
    library.model("copy.safetensors", 1);
    workplace.scan();

    String rewritten = sha256(library.model("quay.safetensors", 16, 1, "{\"k\":\"v\"}"));
    workplace.scan();

    assertThat(catalogue.rows("SELECT sha256, value FROM imported_notes"))
        .containsExactlyInAnyOrder(hash + "|foo", rewritten + "|foo");
  }

  /** The new SHA-256 has no link, but the sidecar still says which version it tells of. */
  @Test
  void tagsAndWordsStayWhereARewrittenHeaderCostTheLink() {
    String hash = sha256(library.model("quay.safetensors", 1));
    library.sidecar(
        "quay.metadata.json",
        """
        {"file_name":"quay","tags":["Mine","sea"],"trainedWords":["pier"],"civitai":%s}"""
            .formatted(Sidecars.version(5, hash).replace("\"poi\":false", "\"tags\":[\"sea\"]")));
    workplace.scan();
    tsr.db("import");
    List<String> told = List.of("lora-manager|tags|Mine", "lora-manager|triggers|pier");
    assertThat(imported()).isEqualTo(told);

    rewriteHeader();

    assertThat(tsr.db("import").out()).endsWith("\tcontradicted\t\n");
    assertThat(imported()).isEqualTo(told);
  }

  /**
   * Without a link, and without a version in the sidecar, no one knows which tags are CivitAI's.
   */
  @Test
  void tagsStayWhereTheyCanNoLongerBeToldFromThoseOfCivitai() {
    String hash = sha256(library.model("quay.safetensors", 1));
    library.sidecar("quay.civitai.info", Sidecars.version(5, hash));
    library.sidecar("quay.metadata.json", "{\"tags\":[\"Mine\",\"Pier\"],\"civitai\":{}}");
    workplace.scan();
    tsr.db("import");
    assertThat(imported()).containsExactly("lora-manager|tags|Mine\nPier");

    rewriteHeader();
    tsr.db("import");
    assertThat(imported()).containsExactly("lora-manager|tags|Mine\nPier");
    library.sidecar("quay.metadata.json", "{\"tags\":[\"pier\",\"new\"],\"civitai\":{}}");
    tsr.db("import");
    assertThat(imported()).containsExactly("lora-manager|tags|pier");
  }

  /** A sidecar that tells of another version than the file's link has that version's words. */
  @Test
  void tagsOfAnotherVersionAreCivitaisToo() {
    String hash = sha256(library.model("quay.safetensors", 1));
    library.sidecar("quay.civitai.info", Sidecars.version(5, hash));
    library.sidecar(
        "quay.metadata.json",
        "{\"tags\":[\"boat\"],\"civitai\":%s}".formatted(Sidecars.version(6, Sidecars.OTHER_HASH)));
    workplace.scan();

    assertThat(tsr.db("import").out()).contains("\tcontradicted\t\n");
    assertThat(imported()).isEmpty();
  }

  /** AUTOMATIC1111 names no version, but its words are those of the version that others name. */
  @Test
  void wordsOfCivitaiDoNotBecomeTheUsersWhereTheLinkIsLost() {
    String hash = sha256(library.model("quay.safetensors", 1));
    library.sidecar("quay.civitai.info", Sidecars.version(5, hash));
    library.sidecar("quay.json", "{\"activation text\":\"sea mist, fog\",\"notes\":\"mine\"}");
    workplace.scan();
    tsr.db("import");

    rewriteHeader();
    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|text|mine");
  }

  private void rewriteHeader() {
    library.model("quay.safetensors", 16, 1, "{\"k\":\"v\"}");
    workplace.scan();
    assertThat(tsr.db("list quay --json").out()).contains("\"civitai_version_id\":null");
  }

  /** A copy of quay.safetensors with a sidecar of its own, which is newer. */
  private void copy(String sidecar) throws IOException {
    library.model("copy/quay.safetensors", 1);
    later(library.sidecar("copy/quay.json", sidecar), 1);
    workplace.scan();
  }

  private static void later(Path sidecar, int seconds) throws IOException {
    Files.setLastModifiedTime(
        sidecar, FileTime.from(Instant.parse("2030-01-01T00:00:00Z").plusSeconds(seconds)));
  }

  @Test
  void theSidecarOfACopyDeletesNothing() throws IOException {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"notes\":\"at night\",\"activation text\":\"pier\"}");
    workplace.scan();
    tsr.db("import");
    copy("{\"notes\":\"by day\",\"preferred weight\":0.5}");

    assertThat(tsr.db("import").out())
        .endsWith("copy/quay.json\ta1111\tnotes_only\ttext; weight\n");

    assertThat(imported())
        .containsExactly("a1111|text|by day", "a1111|triggers|pier", "a1111|weight|0.5");
    library.sidecar("quay.json", "{\"notes\":\"at dawn\"}");
    assertThat(tsr.db("import").out()).endsWith("/quay.json\ta1111\tnotes_only\t\n");
    assertThat(imported()).containsExactly("a1111|text|by day", "a1111|weight|0.5");
  }

  /** The sidecar of a copy has a newer note, and a weight that the older one lacks. */
  private void importWithCopy() throws IOException {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"notes\":\"at night\"}");
    workplace.scan();
    copy("{\"notes\":\"by day\",\"preferred weight\":0.5}");
    tsr.db("import");
  }

  /** What a sidecar no longer says counts again where an older one of a copy says it. */
  @Test
  void theSidecarOfACopyCountsAgain() throws IOException {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"notes\":\"at night\"}");
    workplace.scan();
    copy("{\"notes\":\"by day\"}");
    tsr.db("import");
    assertThat(imported()).containsExactly("a1111|text|by day");

    later(library.sidecar("copy/quay.json", "{\"preferred weight\":0.5}"), 2);
    String copies = library.path("copy").toString();
    assertThat(tsr.db("import -q", copies).out().replace(library.path("") + "/", ""))
        .isEqualTo(
            """
            copy/quay.json\ta1111\tnotes_only\tweight
            quay.json\ta1111\tnotes_only\ttext
            """);

    assertThat(imported()).containsExactly("a1111|text|at night", "a1111|weight|0.5");
    later(library.sidecar("copy/quay.json", "{\"notes\":\"by day\"}"), 3);
    tsr.db("import");
    assertThat(imported()).containsExactly("a1111|text|by day");
    later(library.sidecar("copy/quay.json", "{\"notes\":\"restored\"}"), -1000000000);
    tsr.db("import");
    assertThat(imported()).containsExactly("a1111|text|at night");
  }

  /** Of the values that the sidecar no longer has, none stays with its old path. */
  @ParameterizedTest
  @ValueSource(strings = {"scan", "relocate"})
  void aSidecarThatWasMovedWithItsModelReplacesItsOwnValues(String command) throws IOException {
    Path old = library.path("old");
    library.model("old/quay.safetensors", 1);
    library.sidecar("old/quay.json", "{\"notes\":\"at night\",\"preferred weight\":0.5}");
    workplace.scan();
    tsr.db("import");
    Path moved = Files.move(old, library.path("new"));
    later(library.sidecar("new/quay.json", "{\"notes\":\"restored\"}"), -1000000000);
    tsr.db(command, command.equals("scan") ? List.of() : List.of(old, moved));

    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|text|restored");
  }

  /** Without a cached version, only the tags that were the user's before are known to be his. */
  @Test
  void tagsFollowAModelThatMoves() {
    String hash = sha256(library.model("quay.safetensors", 1));
    library.sidecar("quay.civitai.info", Sidecars.version(5, hash));
    library.sidecar("quay.metadata.json", "{\"tags\":[\"Mine\",\"Pier\"],\"civitai\":{}}");
    workplace.scan();
    tsr.db("import");
    rewriteHeader();
    library.move("quay.safetensors", "jetty.safetensors");
    library.delete("quay.metadata.json");
    library.sidecar("jetty.metadata.json", "{\"tags\":[\"New\",\"Mine\"],\"civitai\":{}}");
    workplace.scan();

    tsr.db("import");

    assertThat(imported()).containsExactly("lora-manager|tags|Mine");
  }

  /** A deleted sidecar yields to an older one, and what no other sidecar has stays. */
  @Test
  void theSidecarOfACopyCountsWhereANewerOneWasDeleted() throws IOException {
    importWithCopy();

    library.delete("copy/quay.json");
    String copies = library.path("copy").toString();
    assertThat(tsr.db("import -q", copies).out()).endsWith("/quay.json\ta1111\tnotes_only\ttext\n");
    assertThat(imported()).containsExactly("a1111|text|at night", "a1111|weight|0.5");

    later(library.sidecar("copy/quay.json", "{\"notes\":\"by day\"}"), 1);
    tsr.db("import");
    assertThat(imported()).containsExactly("a1111|text|by day");
  }

  /** Where the model is away with its sidecar, its disk may be. */
  @Test
  void valuesStayWhileTheDiskOfTheirSidecarIsAway() throws IOException {
    importWithCopy();
    List<String> told = List.of("a1111|text|by day", "a1111|weight|0.5");
    Path mount = library.path("copy");
    Path away = Files.move(mount, library.path("../away"));
    Files.createDirectory(mount);

    tsr.db("import");
    assertThat(imported()).isEqualTo(told);
    workplace.scan();
    later(library.sidecar("quay.json", "{\"notes\":\"at dawn\"}"), -1000000000);
    tsr.db("import");
    assertThat(imported()).isEqualTo(told);

    Files.delete(mount);
    Files.move(away, mount);
    workplace.scan();
    tsr.db("import");
    assertThat(imported()).isEqualTo(told);
  }

  /** What the user forgets for good yields to an older sidecar of a copy. */
  @Test
  void theSidecarOfACopyCountsWhereTheModelOfANewerOneIsForgotten() throws IOException {
    importWithCopy();
    library.delete("copy/quay.json");
    library.delete("copy/quay.safetensors");
    workplace.scan();
    tsr.db("import");
    assertThat(imported()).contains("a1111|text|by day");

    tsr.db("prune");
    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|text|at night", "a1111|weight|0.5");
  }

  /** The sidecar that is read again because of the first one has changed, too. */
  @Test
  void eachSidecarThatCountsAgainIsReadInOneRun() throws IOException {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"preferred weight\":0.7}");
    library.model("z/quay.safetensors", 1);
    later(library.sidecar("z/quay.json", "{\"preferred weight\":0.6,\"notes\":\"x\"}"), 0);
    workplace.scan();
    copy("{\"activation text\":\"pier\",\"notes\":\"by day\"}");
    tsr.db("import");
    assertThat(imported())
        .containsExactly("a1111|text|by day", "a1111|triggers|pier", "a1111|weight|0.6");
    later(library.sidecar("copy/quay.json", "{\"activation text\":\"pier\"}"), 2);
    later(library.sidecar("z/quay.json", "{\"notes\":\"x\"}"), 3);

    tsr.db("import", library.path("copy"));

    assertThat(imported())
        .containsExactly("a1111|text|x", "a1111|triggers|pier", "a1111|weight|0.7");
  }

  /**
   * The sidecar of two files has words of CivitAI for the linked one, and the user's for the other.
   */
  @Test
  void importEndsWhereAFileForgetsTheSidecarsOfCopiesEachTime() {
    library.sidecar(
        "0/pier.civitai.info", Sidecars.version(5, sha256(library.model("0/pier.safetensors", 2))));
    for (String folder : List.of("a/", "b/")) {
      library.model(folder + "quay.safetensors", 1);
      library.model(folder + "quay.sft", 1);
      library.sidecar(folder + "quay.json", "{\"activation text\":\"fog, sea mist\"}");
    }
    workplace.scan();
    catalogue.execute(
        """
        UPDATE local_files
        SET civitai_model_id = 5, civitai_version_id = 1005, link_source = 'manual'
        WHERE file_path LIKE '%.sft'
        """);

    Result result =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> tsr.db("import -q")).exits(0);
    assertThat(result.out()).contains("/0/pier.civitai.info\t", "/a/quay.json\t", "/b/quay.json\t");
  }

  /** name.v2.json is the sidecar of name.v2.safetensors, and not of name.safetensors. */
  @Test
  void theSidecarOfALongerNameStaysWhereItIs() {
    library.model("d/quay.safetensors", 1);
    library.model("d/quay.v2.safetensors", 1);
    library.sidecar("d/quay.v2.json", "{\"notes\":\"at night\",\"activation text\":\"pier\"}");
    workplace.scan();
    tsr.db("import");
    library.move("d/quay.safetensors", "e/quay.safetensors");
    workplace.scan();

    library.sidecar("d/quay.v2.json", "{\"notes\":\"at night\"}");
    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|text|at night");
    library.delete("e/quay.safetensors");
    workplace.scan();
    tsr.db("prune");
    assertThat(times()).doesNotContain("0").hasSize(1);
  }

  /** The sidecar of two files with one content goes, and yields, with the last one of them. */
  @Test
  void theSidecarOfTwoFilesStaysWithTheOneThatStays() {
    library.model("d/quay.safetensors", 1);
    library.model("d/quay.metadata.safetensors", 1);
    library.sidecar("d/quay.metadata.json", "{\"notes\":\"at night\"}");
    library.model("d/pier.safetensors", 2);
    library.model("d/pier.sft", 2);
    library.sidecar("d/pier.json", "{\"notes\":\"by day\"}");
    workplace.scan();
    tsr.db("import");

    for (String name : List.of("quay.safetensors", "pier.sft")) {
      library.move("d/" + name, "e/" + name);
    }
    workplace.scan();
    assertThat(tellers()).containsExactly("d/pier.json", "d/quay.metadata.json");

    library.move("d", "f");
    workplace.scan();
    assertThat(tellers()).containsExactly("f/pier.json", "f/quay.metadata.json");
    library.delete("e/pier.sft");
    workplace.scan();
    tsr.db("prune");
    assertThat(times()).doesNotContain("0");
  }

  /** A sidecar counts in any case of its name, so its values go with it in any case, too. */
  @Test
  void aSidecarInAnotherCaseMovesAndIsRenamed() {
    library.model("quay.safetensors", 1);
    library.sidecar("Quay.json", "{\"notes\":\"at night\",\"preferred weight\":0.5}");
    workplace.scan();
    tsr.db("import");
    library.move("quay.safetensors", "d/quay.safetensors");
    library.move("Quay.json", "d/Quay.json");
    workplace.scan();
    library.sidecar("d/Quay.json", "{\"notes\":\"at night\",\"activation text\":\"pier\"}");
    tsr.db("import");
    assertThat(imported()).containsExactly("a1111|text|at night", "a1111|triggers|pier");

    library.delete("d/Quay.json");
    library.sidecar("d/quay.json", "{\"notes\":\"at night\"}");
    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|text|at night");
    catalogue.has("SELECT path FROM sidecars", library.path("d/quay.json").toString());
    tsr.db("import").says("Sidecars: 1 unchanged\n");
  }

  @Test
  void aSidecarInAnotherCaseThatWasDeletedYields() throws IOException {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"notes\":\"at night\"}");
    copy("{\"notes\":\"by day\"}");
    library.move("copy/quay.json", "copy/QUAY.json");
    tsr.db("import");
    assertThat(imported()).containsExactly("a1111|text|by day");

    library.delete("copy/QUAY.json");
    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|text|at night");
    tsr.db("import").says("Sidecars: 1 unchanged\n");
  }

  /** On a disk that distinguishes the cases, each of two models has its own sidecar. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theSidecarOfAModelInAnotherCaseIsAnotherOne() throws IOException {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"notes\":\"at night\"}");
    library.model("QUAY.safetensors", 1);
    later(library.sidecar("QUAY.json", "{\"notes\":\"by day\"}"), 1);
    workplace.scan();
    tsr.db("import");
    assertThat(imported()).containsExactly("a1111|text|by day");
    tsr.db("import").says("Sidecars: 2 unchanged\n");

    library.delete("QUAY.json");
    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|text|at night");
  }

  /** Where the model has moved since, nothing but the values tells of the sidecar. */
  @Test
  void aSidecarThatWasDeletedBeforeItsModelMovedYields() throws IOException {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"notes\":\"at night\"}");
    copy("{\"notes\":\"by day\",\"preferred weight\":0.5}");
    tsr.db("import");
    library.delete("copy/quay.json");
    library.move("copy/quay.safetensors", "new/quay.safetensors");
    workplace.scan();

    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|text|at night", "a1111|weight|0.5");
    tsr.db("import").says("Sidecars: 1 unchanged\n");
  }

  private List<String> times() {
    return catalogue.rows("SELECT mtime_ns FROM imported_notes");
  }

  /** The sidecars that provided values, relative to the library. */
  private List<String> tellers() {
    return catalogue.rows("SELECT DISTINCT path FROM imported_notes").stream()
        .map(path -> path.replace(library.path("") + "/", ""))
        .sorted()
        .toList();
  }

  /** Browser-plus adds ids to a sidecar of AUTOMATIC1111, which counts before it. */
  @Test
  void aSidecarThatAnotherManagerTookOverIsBelieved() {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"notes\":\"at night\",\"preferred weight\":0.5}");
    workplace.scan();
    tsr.db("import");

    library.sidecar("quay.json", "{\"notes\":\"by day\",\"modelId\":7}");
    tsr.db("import");

    assertThat(imported()).containsExactly("a1111|weight|0.5", "browser-plus|text|by day");
  }

  @Test
  void noteShowsWhatCountsAndWhereItIsFrom() {
    library.model("quay.safetensors", 1);
    library.sidecar(
        "quay.metadata.json",
        "{\"file_name\":\"quay\",\"notes\":\"by day\",\"favorite\":true,"
            + "\"usage_tips\":\"{\\\"strength\\\":0.7}\"}");
    library.model("tide.safetensors", 2);
    workplace.scan();
    tsr.db("import");
    String note =
        "\"text\":%s,\"rating\":%s,\"favourite\":%s,\"weight\":%s,\"triggers\":[],\"tags\":%s,\"source\":%s}]\n";

    assertThat(tsr.db("note quay --json").out())
        .endsWith(note.formatted("\"by day\"", null, true, 0.7, "[]", "\"lora-manager\""));
    assertThat(tsr.db("note tide --json").out())
        .endsWith(note.formatted(null, null, false, null, "[]", null));
    assertThat(tsr.db("note quay --rating 3 --text mine --json").out())
        .endsWith(note.formatted("\"mine\"", 3, true, 0.7, "[]", "\"user, lora-manager\""));
  }

  @Test
  void clearSaysWhatStillCounts() {
    tagged();
    tsr.db("note quay --text mine");

    tsr.db("note quay --clear")
        .says(
            "1 note changed\nimported values stay (lora-manager: tags); change them in that manager and"
                + " import again, or note your own\n");
  }

  /** Of AUTOMATIC1111 and LoRA Manager the first one's word goes before. */
  @Test
  void clearNamesNothingThatDoesNotCount() {
    library.model("quay.safetensors", 1);
    library.sidecar("quay.json", "{\"notes\":\"at night\"}");
    library.sidecar(
        "quay.metadata.json",
        "{\"file_name\":\"quay\",\"notes\":\"by day\",\"usage_tips\":\"{\\\"strength\\\":0.7}\"}");
    workplace.scan();
    tsr.db("import");

    tsr.db("note quay --clear")
        .says(
            """
            nothing was noted in tsr
            imported values stay (a1111: text; lora-manager: weight); change them in that manager and import \
            again, or note your own
            """);
    tsr.db("note quay --clear --text new")
        .says(
            "1 note changed\nimported values stay (lora-manager: weight); change them in that manager and"
                + " import again, or note your own\n");
    tsr.db("note quay --clear --text x --weight 1").says("1 note changed\n");
  }

  @Test
  void noTagOfAnotherManagerComesUpWhenTheLastOneIsRemoved() {
    tagged();
    catalogue.execute(
        """
        INSERT INTO imported_notes (sha256, source, key, value, rank, path, mtime_ns)
        SELECT sha256, 'stability-matrix', 'tags', 'theirs', 99, '/s', 1 FROM imported_notes;
        """);
    String tags = "\"tags\":[\"Mine\",\"Über\",\"sea\",\"boat\"]";
    assertThat(tsr.db("list quay --json").out()).contains(tags);

    tsr.db("note quay --untag mine");
    tsr.db("note quay --untag über").says("1 note changed\n");

    assertThat(tsr.db("list quay --json").out()).contains("\"tags\":[\"sea\",\"boat\"]");
    assertThat(paths("--tag", "theirs")).isEmpty();
    assertThat(tsr.db("show quay --format table").out()).doesNotContain("lora-manager");
    tsr.db("note quay --clear").says("nothing was noted in tsr\n");
  }

  @Test
  void showSaysEachThingOnceWithAllWhomTheUserToldIt() {
    library.model("quay.safetensors", 1);
    library.sidecar(
        "quay.json",
        """
        {"activation text":"old pier, gulls","preferred weight":0.7,"notes":"best at night"}""");
    library.sidecar(
        "quay.metadata.json",
        """
        {"file_name":"quay","notes":"best at night","trainedWords":["old pier","gulls"],
         "usage_tips":"{\\"strength\\":0.7}"}""");
    workplace.scan();
    tsr.db("import");

    assertThat(tsr.db("show quay --format table").out())
        .contains(
            """
            words    old pier, gulls (your own)
            note     best at night
                     (from a1111, lora-manager)
            weight   0.7
                     (from a1111, lora-manager)
            """);
    tsr.db("note quay --text", "best at night", "--triggers", "harbour");
    assertThat(tsr.db("show quay --format table").out())
        .contains(
            """
            words    harbour (your own)
            note     best at night
            words    old pier, gulls
                     (from a1111, lora-manager)
            weight   0.7
                     (from a1111, lora-manager)
            """);
  }
}
