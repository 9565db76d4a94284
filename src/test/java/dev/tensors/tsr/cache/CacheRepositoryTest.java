package dev.tensors.tsr.cache;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static dev.tensors.tsr.program.HubStub.file;
import static dev.tensors.tsr.program.HubStub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.HubStub;
import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The repositories of Hugging Face in the catalogue. */
class CacheRepositoryTest extends CommandTest {

  @RegisterExtension static final HubStub HUB = new HubStub();

  private static final String OLD = "a".repeat(40);
  private static final String NEW = "b".repeat(40);
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final String TOKEN = "hf_abcdefghijklmnop";

  @BeforeEach
  void callTheStub() {
    tsr.with("HF_ENDPOINT", HUB.url());
  }

  @Test
  void storesTheFilesOfAllPages() {
    HUB.hasRepository(
        "tide/quay",
        OLD,
        "{\"type\":\"directory\",\"oid\":\"d\",\"size\":0,\"path\":\"vae\"}",
        "{\"type\":\"file\",\"oid\":\"e\",\"size\":7,\"path\":\"README.md\"}");
    String tree = "/api/models/tide/quay/tree/" + OLD;
    HUB.answers(
        tree + "?recursive=true&expand=false",
        json("[" + file("a.safetensors", ONE) + "]")
            .withHeader(
                "Link",
                "<https://elsewhere.example/x>; rel=\"canonical\"",
                "<https://elsewhere.example/y?cursor=no>; rel=\"prev\","
                    + " <https://elsewhere.example/x?recursive=true&cursor=ab%3D>;title=x;"
                    + " rel=\"next\""));
    HUB.answers(
        tree + "?recursive=true&cursor=ab%3D",
        json(
            "[%s,%s]"
                .formatted(
                    file("vae/b.safetensors", "sha256:" + TWO),
                    "{\"type\":\"file\",\"oid\":\"e\",\"size\":7,\"path\":\"README.md\"}")));

    tsr.db("cache hf:tide/quay --json")
        .ends(
            0,
            """
            [{"model_id":null,"name":"tide/quay","versions":null,"files":3,"images":null,\
            "prompts":null,"previews":null,"status":"cached"}]
            """,
            "");
    tsr.db("cache hf:tide/quay").ends(0, "\ttide/quay\t\t3\t\t\t\trefreshed\n", "");

    catalogue.has(
        "SELECT repo, revision, ref, licence, base_model, gated, modified_at FROM hf_repositories",
        "tide/quay|" + OLD + "|main|flux-1-dev|x/y; z|1|2026-08-01T10:00:00Z");
    catalogue.has(
        "SELECT path, size_bytes, sha256 FROM hf_files ORDER BY path",
        "README.md|7|null",
        "a.safetensors|5000|" + ONE,
        "vae/b.safetensors|5000|" + TWO);
  }

  @Test
  void readsNamesFromStandardInput() {
    HUB.hasRepository("tide/quay", OLD, file("a.safetensors", ONE));

    tsr.withInput("hf:tide/quay\n").db("cache -").ends(0, "\ttide/quay\t\t1\t\t\t\tcached\n", "");
    assertThat(tsr.withInput("hf:tide quay\n").db("cache -").exits(2).err())
        .startsWith("tsr: 'hf:tide quay' names no repository;");
  }

  @Test
  void refreshesTheRepositoryOfAFile() {
    Path a = library.model("a.safetensors", 1);
    library.model("b.safetensors", 2);
    workplace.scan();
    HUB.hasRepository("tide/quay", OLD, file("a.safetensors", Library.sha256(a)));
    tsr.db("cache hf:tide/quay").exits(0);
    tsr.db("link --offline").exits(0);

    tsr.db("cache a.safetensors").ends(0, "\ttide/quay\t\t1\t\t\t\trefreshed\n", "");
    tsr.db("cache b.safetensors a hf:tide/quay")
        .ends(
            4,
            "\ttide/quay\t\t1\t\t\t\trefreshed\n",
            "tsr: "
                + a.resolveSibling("b.safetensors")
                + ": not linked to CivitAI, so it has no model; see tsr db link\n");
  }

  @Test
  void keepsOfAnOlderCommitOnlyWhatIsHere() {
    HUB.hasRepository("tide/quay", OLD, file("a.safetensors", ONE));
    tsr.db("cache hf:tide/quay").exits(0);
    HUB.hasRepository("tide/quay", NEW, file("b.safetensors", TWO));

    tsr.db("cache hf:tide/quay").exits(0);

    catalogue.has("SELECT revision, path FROM hf_files", NEW + "|b.safetensors");
    catalogue.has("SELECT count(*) FROM hf_repositories", "1");
  }

  @Test
  void asksForARevisionAndByAPage() {
    HUB.answers("/api/models/tide/quay/revision/refs%2Fpr%2F1", json("{\"sha\":\"" + OLD + "\"}"));
    HUB.answers(
        "/api/models/tide/quay/tree/" + OLD + "?recursive=true&expand=false",
        json("[" + file("a.safetensors", ONE) + "]"));
    HUB.answers(
        "/api/models/tide/boat/revision/main",
        json("{\"error\":\"Invalid rev id\"}").withStatus(404));

    tsr.db("cache hf:tide/quay@refs/pr/1 https://huggingface.co/tide/boat/tree/main").exits(3);
    catalogue.has("SELECT repo, ref FROM hf_repositories", "tide/quay|refs/pr/1");
  }

  @Test
  void saysWhichRepositoriesAreNotThereOrClosed() {
    HUB.answers(
        "/api/models/no/repo",
        json("{\"error\":\"Repository not found\"}")
            .withStatus(401)
            .withHeader("X-Error-Code", "RepoNotFound"));
    HUB.answers(
        "/api/models/no/gate", json("{\"error\":\"Access is restricted\"}").withStatus(403));
    HUB.answers(
        "/api/models/no/revision/v9",
        json("{\"error\":\"Invalid rev id: v9\"}")
            .withStatus(404)
            .withHeader("X-Error-Code", "RevisionNotFound"));
    HUB.answers("/api/models/no/api", json("{\"error\":\"no such path\"}").withStatus(404));
    HUB.hasRepository("tide/quay", OLD, file("a.safetensors", ONE));

    tsr.db("cache hf:no/repo hf:no/gate hf:no@v9 hf:no/api hf:tide/quay")
        .ends(
            3,
            """
            \tno/repo\t\t\t\t\t\tnot_found
            \tno/gate\t\t\t\t\t\tnot_found
            \tno\t\t\t\t\t\tnot_found
            \tno/api\t\t\t\t\t\tnot_found
            \ttide/quay\t\t1\t\t\t\tcached
            """,
            """
            tsr: Hugging Face has no no/repo, or it is private; check the name, or set HF_TOKEN
            tsr: no/gate is gated at Hugging Face; accept its terms on https://huggingface.co/no/gate, \
            and set HF_TOKEN
            tsr: Hugging Face has no revision v9 of no; hf:no means its branch main
            tsr: %s (HF_ENDPOINT) has no no/api, or is not the API of Hugging Face; check the name and \
            the address
            """
                .formatted(HUB.url()));
    assertThat(tsr.with("HF_TOKEN", TOKEN).db("cache hf:no/repo hf:no/gate").exits(3).err())
        .isEqualTo(
            """
            tsr: Hugging Face has no no/repo, or it is private; check the name, or set HF_TOKEN to a \
            token that may read it
            tsr: no/gate is gated at Hugging Face; accept its terms on https://huggingface.co/no/gate, \
            and set HF_TOKEN to a token that may read it
            """);
  }

  /** It is asked again and again, which takes seconds. */
  @Test
  @Tag("long")
  void namesTheAddressThatAnswersWithAWebPage() {
    HUB.answers(
        "/api/models/tide/quay",
        aResponse().withStatus(200).withHeader("Content-Type", "text/html").withBody("<html>"));
    assertThat(tsr.db("cache hf:tide/quay").exits(5).err())
        .isEqualTo(
            "tsr: a web page instead of an answer (200) from %s (HF_ENDPOINT); try again later\n"
                .formatted(HUB.url().replace("http://", "")));
  }

  @Test
  void takesTheNewNameOfARepository() {
    HUB.answers(
        "/api/models/old/quay",
        aResponse().withStatus(307).withHeader("Location", "/api/models/tide/quay"));
    HUB.hasRepository("tide/quay", OLD, file("a.safetensors", ONE));

    tsr.db("cache hf:old/quay")
        .ends(0, "\ttide/quay\t\t1\t\t\t\tcached\n", "The repository old/quay is tide/quay now.\n");
  }

  @Test
  void sendsTheTokenToTheEndpointAloneAndNeverShowsIt() throws IOException {
    HUB.hasRepository("tide/quay", OLD, file("a.safetensors", ONE));
    tsr.with("HF_TOKEN", TOKEN);
    assertThat(tsr.db("cache hf:tide/quay -vv").exits(0).err()).doesNotContain(TOKEN);
    HUB.verify(
        2, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer " + TOKEN)));

    HUB.answers(
        "/api/models/tide/quay",
        json("{\"error\":\"Invalid credentials in Authorization header " + TOKEN + "\"}")
            .withStatus(401));
    assertThat(tsr.db("cache hf:tide/quay hf:tide/boat").exits(5))
        .satisfies(
            result ->
                assertThat(result.err())
                    .isEqualTo(
                        "tsr: Hugging Face refuses the key (401: Invalid credentials in"
                            + " Authorization header ***); see HF_TOKEN\n"),
            result ->
                assertThat(result.out())
                    .isEqualTo("\ttide/quay\t\t\t\t\t\tfailed\n\ttide/boat\t\t\t\t\t\tfailed\n"));

    HUB.resetRequests();
    tsr.with("HF_TOKEN", "");
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    tsr.with("HF_TOKEN_PATH", file.toString()).db("cache hf:tide/quay").exits(5);
    HUB.verify(
        1, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer " + TOKEN)));
    HUB.resetRequests();
    tsr.with("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1").db("cache hf:tide/quay").exits(5);
    HUB.verify(1, getRequestedFor(anyUrl()).withHeader("Authorization", absent()));
  }

  @Test
  void findsTheTokenBelowTheHomeFolder() throws IOException {
    HUB.hasRepository("tide/quay", OLD, file("a.safetensors", ONE));
    Path hub = Files.createDirectories(folder.resolve("elsewhere/hf"));
    Files.writeString(hub.resolve("token"), TOKEN + "\n");

    tsr.with("HOME", folder.resolve("elsewhere").toString())
        .with("HF_HOME", "~/hf")
        .db("cache hf:tide/quay")
        .exits(0);
    HUB.verify(
        2, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer " + TOKEN)));

    HUB.resetRequests();
    tsr.with("HF_HOME", "").with("HF_TOKEN_PATH", "~/hf/token").db("cache hf:tide/quay").exits(0);
    HUB.verify(
        2, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer " + TOKEN)));
  }

  @Test
  void failsForOneRepositoryWhoseFilesAreNotTold() {
    HUB.hasRepository("tide/quay", OLD);
    HUB.answers(
        "/api/models/tide/quay/tree/" + OLD + "?recursive=true&expand=false",
        json("{\"error\":\"no\"}").withStatus(400));
    HUB.hasRepository("tide/boat", NEW, file("a.safetensors", ONE));

    tsr.db("cache hf:tide/quay hf:tide/boat")
        .ends(
            3,
            "\ttide/quay\t\t\t\t\t\tfailed\n\ttide/boat\t\t1\t\t\t\tcached\n",
            "tsr: tide/quay: Hugging Face refuses the request (400: no); see HF_TOKEN\n");
  }

  @Test
  void saysWhenItTakesRequestsAgain() {
    HUB.answers(
        "/api/models/tide/quay",
        json("{\"error\":\"We had to rate limit you\"}")
            .withStatus(429)
            .withHeader("RateLimit", "\"pages\";r=9;t=300, \"api\";r=0;t=217")
            .withHeader("RateLimit-Policy", "\"fixed window\";\"api\";q=500;w=300"));

    assertThat(tsr.db("cache hf:tide/quay hf:tide/boat").exits(5).err())
        .matches(
            "tsr: too many requests to Hugging Face \\(429: We had to rate limit you\\);"
                + " try again after [0-9TZ:-]+\n");
    assertThat(HUB.calls()).containsExactly("/api/models/tide/quay");
  }

  @Test
  void isOfflineWhereItsOwnProgramsAre() {
    tsr.with("HF_HUB_OFFLINE", "1")
        .db("cache hf:tide/quay")
        .ends(
            5,
            "",
            "tsr: Hugging Face is not asked, since HF_HUB_OFFLINE is set; unset it to ask\n");
    assertThat(HUB.calls()).isEmpty();
  }

  @Test
  void refusesWhatIsNoRepositoryAndAddressesThatOthersRead() {
    assertThat(tsr.db("cache hf:../../x").exits(2).err())
        .startsWith(
            "tsr: 'hf:../../x' names no repository; write hf:OWNER/REPO or"
                + " hf:OWNER/REPO@REVISION\n");
    for (String word :
        new String[] {"hf:datasets/tide/quay", "https://huggingface.co/datasets/tide/quay"}) {
      assertThat(tsr.db("cache", word).exits(2).err())
          .startsWith(
              "tsr: '%s' is a data set at Hugging Face, and tsr knows its repositories of models only:"
                      .formatted(word)
                  + " hf:OWNER/REPO\n");
    }
    assertThat(tsr.db("cache https://huggingface.co/spaces/tide/quay").exits(2).err())
        .contains("' is a space at Hugging Face,");
    assertThat(tsr.db("cache tide/quay").exits(2).err())
        .startsWith(
            "tsr: 'tide/quay' is not the id, page address or AIR of a model at CivitAI, nor a file in"
                + " the catalogue, nor hf:OWNER/REPO; for a repository write hf:tide/quay\n");
    assertThat(tsr.with("HF_ENDPOINT", "http://mirror.example").db("cache hf:a/b").exits(2).err())
        .isEqualTo(
            "tsr: HF_ENDPOINT: plain http lets others read the key and change answers:"
                + " http://mirror.example; use https\n");
    assertThat(
            tsr.with("HF_ENDPOINT", "").with("HF_TOKEN", "a b").db("cache hf:a/b").exits(2).err())
        .startsWith("tsr: the token of Hugging Face (HF_TOKEN) is longer than 4 KiB");
  }
}
