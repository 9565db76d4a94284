package dev.tensors.tsr.link;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tensors.tsr.program.CivitaiStub.match;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static dev.tensors.tsr.program.HubStub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.HubStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LinkCivArchiveTest extends OnlineTest {

  @RegisterExtension static final HubStub SITE = new HubStub();

  private Path a;
  private Path b;
  private String hashOfA;
  private String hashOfB;

  @BeforeEach
  void files() {
    tsr.with("CIVARCHIVE_URL", SITE.url() + "/api");
    a = library.model("a.safetensors", 1);
    b = library.model("b.safetensors", 2);
    hashOfA = Library.sha256(a);
    hashOfB = Library.sha256(b);
    workplace.scan();
    unknown(hashOfA);
    unknown(hashOfB);
  }

  private static String path(String sha256) {
    return "/api/sha256/" + sha256.toLowerCase(Locale.ROOT);
  }

  private static void unknown(String sha256) {
    SITE.answers(path(sha256), json("{\"detail\":\"Not Found\"}").withStatus(404));
  }

  private static String answer(String sha256, String platform) {
    return """
    {"id":7,"name":"Harbour","type":"LORA","username":"tidewater","tags":["fog"],
    "is_nsfw":false,"downloadCount":812,"deletedAt":"2026-01-02T00:00:00Z","platform":"%s",
    "versions":[{"id":72,"name":"v2"},{"id":71,"name":"v1"}],
    "version":{"id":71,"modelId":7,"name":"v1","baseModel":"SDXL 1.0","trigger":["harbour fog"],
    "files":[{"id":701,"name":"fog.safetensors","type":"Model","sizeKB":12.5,"sha256":"%s",
    "is_primary":false,"downloadUrl":"https://evil.example/x"}],
    "images":[{"id":1,"url":"https://img.genur.art/x.jpg"}]}}\
    """
        .formatted(platform, sha256.toLowerCase(Locale.ROOT));
  }

  @Test
  void linksWhatCivitaiDoesNotKnowAndRemembersMisses() {
    SITE.answers(path(hashOfA), json("{\"data\":" + answer(hashOfA, "civitai") + "}"));

    tsr.db("link --civarchive")
        .ends(
            0,
            a + "\tv1\tHarbour\tcivarchive\tlinked\n" + b + "\t\t\tcivarchive\tnot_found\n",
            "1 linked, 1 not found\n");

    catalogue.has(
        """
        SELECT m.name, m.type, c.username, m.fetched_at, m.gone_at, m.filled_from, v.name,
          v.base_model, v.version_index, w.word, f.is_primary, f.download_url, h.hash_value
        FROM models m JOIN creators c ON c.id = m.creator_id
        JOIN model_versions v ON v.model_id = m.id JOIN trained_words w ON w.version_id = v.id
        JOIN version_files f ON f.version_id = v.id JOIN file_hashes h ON h.file_id = f.id\
        """,
        "Harbour|LORA|tidewater|null|null|civarchive|v1|SDXL 1.0|null|harbour fog|1|null|"
            + hashOfA);
    catalogue.has("SELECT count(*) FROM version_images", "0");
    catalogue.has("SELECT source, sha256 FROM unknown_elsewhere", "civarchive|" + hashOfB);
    assertThat(tsr.db("show a --format table").out())
        .contains(
            "\nbase      SDXL 1.0 (CivArchive's word); no model",
            "\nwords     harbour fog (from CivArchive)\n",
            "\ncounts    812 downloads\n",
            "\ntold      from CivArchive, as of ")
        .doesNotContain("published");

    SITE.resetRequests();
    tsr.db("link --civarchive").exits(0);
    assertThat(SITE.calls()).isEmpty();
    tsr.db("link --civarchive --retry-after 0").exits(0);
    assertThat(SITE.calls()).containsExactly(path(hashOfB));
  }

  @Test
  void asksNothingThatCivitaiKnowsAndNothingUnlessTold() {
    CIVITAI.matches(match(hashOfA, 91, 9));
    CIVITAI.lists(model(9, "Quay", version(91, "v1", "2025-01-01", hashOfA)));

    tsr.db("link").exits(0);
    assertThat(SITE.calls()).isEmpty();
    tsr.db("link --civarchive").exits(0);
    assertThat(SITE.calls()).containsExactly(path(hashOfB));
  }

  /** Its repository explains the file: no other service needs to know that the user has it. */
  @Test
  void asksForNoFileOfARepositoryThatIsNotNamed() {
    catalogue.execute(
        """
        INSERT INTO hf_repositories (repo, revision, ref, gated, fetched_at)
          VALUES ('tide/quay', 'c1', 'main', 0, '2026-01-01T00:00:00Z');
        INSERT INTO hf_files (repo, revision, path, sha256)
          VALUES ('tide/quay', 'c1', 'vae/a.safetensors', '%s');
        """
            .formatted(hashOfA));

    assertThat(tsr.db("link --civarchive --limit 1").exits(0).err())
        .isEqualTo("1 linked, 1 not found\n");
    assertThat(SITE.calls()).containsExactly(path(hashOfB));
    tsr.db("link --civarchive --retry-after 0", a.getParent()).exits(0);
    assertThat(SITE.calls()).containsExactly(path(hashOfB), path(hashOfB));
    assertThat(tsr.db("link --civarchive", a).exits(0).out())
        .isEqualTo(a + "\t\ttide/quay\thuggingface\tkept\n");
    assertThat(SITE.calls()).containsExactly(path(hashOfB), path(hashOfB), path(hashOfA));

    SITE.resetRequests();
    SITE.answers(path(hashOfA), json("{\"data\":" + answer(hashOfA, "civitai") + "}"));
    tsr.db("link --civarchive --no-cache --retry-after 0", a).exits(0);
    tsr.db("link --civarchive --relink --retry-after 0").exits(0);
    catalogue.has("SELECT link_source FROM local_files WHERE hf_repo IS NOT NULL", "civarchive");
    assertThat(SITE.calls())
        .as("its link is looked up again")
        .containsExactly(path(hashOfA), path(hashOfA), path(hashOfB));
  }

  @Test
  void readsItsOtherFormAndLeavesOutOtherPlaces() {
    SITE.answers(
        path(hashOfA),
        json(
            """
            {"files":[{"model_id":"1234567890123456789","model_version_id":"9","source":"seaart"},
            {"model_id":7,"model_version_id":71,"source":"civitai"}]}\
            """));
    SITE.answers("/api/models/7?modelVersionId=71", json(answer(hashOfA, "civitai")));
    SITE.answers(path(hashOfB), json(answer(hashOfB, "tensorart")));

    tsr.db("link --civarchive")
        .ends(
            0,
            a + "\tv1\tHarbour\tcivarchive\tlinked\n" + b + "\t\t\tcivarchive\tnot_found\n",
            "1 linked, 1 not found\n");
  }

  @Test
  void leavesWordsToTheSourceThatToldThemFirst() {
    catalogue.execute(
        """
        INSERT INTO models (civitai_id, name, type, filled_from, filled_as_of)
        VALUES (7, 'Fog', 'LORA', 'archive', '2025-08-08T00:00:00Z')\
        """);
    SITE.answers(path(hashOfA), json(answer(hashOfA, "civitai")));

    tsr.db("link a --civarchive").exits(0);
    catalogue.has(
        "SELECT m.name, filled_from, filled_as_of, v.name FROM models m"
            + " JOIN model_versions v ON v.model_id = m.id",
        "Fog|archive|2025-08-08T00:00:00Z|v1");
  }

  @Test
  void linksToIdsOfWhichItTellsNoMore() {
    SITE.answers(path(hashOfA), json("{\"files\":[{\"model_id\":\"7\",\"model_version_id\":71}]}"));
    SITE.answers(
        "/api/models/7?modelVersionId=71", json("{\"detail\":\"Not Found\"}").withStatus(404));

    tsr.db("link a --civarchive")
        .ends(0, a + "\t\t\tcivarchive\tlinked\n", "1 linked, 0 not found\n");
    catalogue.has(
        "SELECT civitai_model_id, civitai_version_id FROM local_files WHERE id = 1", "7|71");
  }

  @Test
  @Tag("long")
  void takesNoOtherAnswerForAMiss() {
    SITE.answers(path(hashOfA), json("{\"message\":\"Come back on Monday\"}"));

    tsr.db("link a --civarchive")
        .ends(
            5,
            a + "\t\t\t\tfailed\n",
            """
            0 linked, 0 not found, 1 failed
            tsr: the answer has neither a version nor files (200: Come back on Monday); try again later
            """);
    catalogue.has("SELECT count(*) FROM unknown_elsewhere", "0");
  }

  @Test
  void endsWhereItTakesNoMoreRequests() {
    SITE.answers(path(hashOfA), json(answer(hashOfA, "civitai")));
    SITE.answers(path(hashOfB), aResponse().withStatus(429).withHeader("Retry-After", "1500"));

    assertThat(tsr.db("link --civarchive").exits(3))
        .satisfies(
            result ->
                assertThat(result.out())
                    .isEqualTo(a + "\tv1\tHarbour\tcivarchive\tlinked\n" + b + "\t\t\t\tfailed\n"),
            result ->
                assertThat(result.err())
                    .containsPattern(
                        "too many requests to CivArchive \\(429\\); try again after [0-9TZ:-]+;"
                            + " the rest is asked for next time\n"));
    assertThat(SITE.calls()).containsExactly(path(hashOfA), path(hashOfB));
    catalogue.has("SELECT count(*) FROM unknown_elsewhere", "0");
  }

  /** A redirect that must not be followed fails at once. */
  private static void fails(String sha256) {
    SITE.answers(
        path(sha256), aResponse().withStatus(302).withHeader("Location", "http://x.example/"));
  }

  @Test
  void endsWhereItAnswersNothing() {
    tsr.db("link --civarchive --limit 1").exits(0);
    catalogue.has("SELECT sha256 FROM unknown_elsewhere", hashOfA);
    Path c = library.model("c.safetensors", 3);
    workplace.scan();
    fails(hashOfB);
    SITE.resetRequests();

    tsr.db("link --civarchive")
        .ends(
            5,
            a + "\t\t\tcivarchive\tnot_found\n" + b + "\t\t\t\tfailed\n" + c + "\t\t\t\tfailed\n",
            """
            0 linked, 1 not found, 2 failed
            CivitAI was not asked again about 2 files that it did not know lately; --retry-after 0 asks.
            tsr: a redirect from localhost to unencrypted http; try again later
            """);
    assertThat(SITE.calls()).containsOnly(path(hashOfB));
  }

  @Test
  void endsWhereItNoLongerAnswers() {
    SITE.answers(path(hashOfA), json(answer(hashOfA, "civitai")));
    fails(hashOfB);
    for (int i = 3; i < 9; i++) {
      fails(Library.sha256(library.model("c" + i + ".safetensors", i)));
    }
    workplace.scan();

    assertThat(tsr.db("link --civarchive").exits(3).err())
        .contains("; try again later; the rest is asked for next time\n")
        .endsWith("1 linked, 0 not found, 7 failed\n");
    assertThat(SITE.calls().stream().distinct()).hasSize(4);
  }

  @Test
  void waitsIfTold() {
    SITE.answers(path(hashOfB), aResponse().withStatus(429).withHeader("Retry-After", "999999"));

    assertThat(tsr.db("link b --civarchive --wait").exits(3).err())
        .contains("the rest is asked for next time");
  }

  @Test
  void asksForNoMoreThanTheLimit() {
    tsr.db("link --civarchive --limit 1")
        .ends(
            0,
            a + "\t\t\tcivarchive\tnot_found\n" + b + "\t\t\tcivitai\tnot_found\n",
            """
            tsr: CivArchive was not asked for 1 more; run the command again (--limit)
            0 linked, 2 not found
            """);
    assertThat(SITE.calls()).containsExactly(path(hashOfA));
    tsr.db("link --civarchive --limit 1").exits(0);
    assertThat(SITE.calls()).containsExactly(path(hashOfA), path(hashOfB));
  }

  @Test
  void refusesOptionsThatDoNotFit() {
    assertThat(tsr.db("link --civarchive --offline").exits(2).err())
        .startsWith("tsr: --civarchive and --offline exclude each other\n");
    assertThat(tsr.db("link --limit 3").exits(2).err())
        .startsWith("tsr: --limit is for --civarchive only\n");
    assertThat(tsr.db("link --wait").exits(2).err())
        .startsWith("tsr: --wait is for --civarchive only\n");
    assertThat(
            tsr.with("CIVARCHIVE_URL", "http://x.example").db("link --civarchive").exits(2).err())
        .startsWith("tsr: CIVARCHIVE_URL: plain http lets others read the key and change answers:");
  }
}
