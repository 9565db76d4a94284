package dev.tensors.tsr.link;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tensors.tsr.program.CivitaiStub.match;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static dev.tensors.tsr.program.HubStub.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.HubStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LinkRepositoryTest extends OnlineTest {

  @RegisterExtension static final HubStub HUB = new HubStub();

  private static final String COMMIT = "a".repeat(40);
  private static final String LATER = "b".repeat(40);
  private static final String LINKS =
      "SELECT hf_repo, hf_revision, hf_path, civitai_version_id FROM local_files ORDER BY"
          + " file_path";

  private Path a;
  private Path b;
  private String hashOfA;
  private String hashOfB;

  @BeforeEach
  void files() {
    tsr.with("HF_ENDPOINT", HUB.url());
    a = library.model("a.safetensors", 1);
    b = library.model("b.safetensors", 2);
    hashOfA = Library.sha256(a);
    hashOfB = Library.sha256(b);
    workplace.scan();
  }

  private void cacheQuay() {
    HUB.hasRepository(
        "tide/quay",
        COMMIT,
        file("vae/one.safetensors", hashOfA),
        file("vae/a.safetensors", hashOfA));
    tsr.db("cache hf:tide/quay").exits(0);
  }

  @Test
  void findsFilesOfCachedRepositories() {
    cacheQuay();

    tsr.db("link --json")
        .ends(
            0,
            """
            [{"id":1,"file_path":"%s","sha256":"%s","model_id":null,"version_id":null,"name":null,\
            "model_name":"tide/quay","source":"huggingface","match":"sha256","status":"linked"},
             {"id":2,"file_path":"%s","sha256":"%s","model_id":null,"version_id":null,"name":null,\
            "model_name":null,"source":"civitai","match":null,"status":"not_found"}]
            """
                .formatted(a, hashOfA, b, hashOfB),
            "1 linked, 1 not found\n");
    catalogue.has(LINKS, "tide/quay|" + COMMIT + "|vae/a.safetensors|null", "null|null|null|null");
    tsr.db("link --offline")
        .ends(
            0,
            a + "\t\ttide/quay\thuggingface\tkept\n" + b + "\t\t\tcache\tnot_found\n",
            "0 linked, 1 not found, 1 kept\n");
  }

  @Test
  void isToldByListAndShow() {
    cacheQuay();
    tsr.db("link --offline").exits(0);

    tsr.db(
            "list source:huggingface -q --json --fields"
                + " model_name,page_url,link_source,hf_repo,hf_path,hf_revision,hf_licence")
        .prints(
            """
            [{"model_name":"tide/quay","page_url":"https://huggingface.co/tide/quay",\
            "link_source":"huggingface","hf_repo":"tide/quay","hf_path":"vae/a.safetensors",\
            "hf_revision":"%s","hf_licence":"flux-1-dev"}]
            """
                .formatted(COMMIT));
    for (String term :
        List.of(
            "model:quay",
            "quay",
            "hf:tide/quay",
            "hf:tide/quay@main",
            "hf:Tide/Quay@" + COMMIT,
            "https://huggingface.co/tide/quay")) {
      tsr.db("list -q --fields hf_repo", term).prints("tide/quay\n");
    }
    tsr.db("list -q --fields hf_repo hf:tide/quay@v1").prints("");
    assertThat(tsr.db("show a --format table").out())
        .contains(
            """
            CivitAI     not linked
            repository  tide/quay, vae/a.safetensors
                        https://huggingface.co/tide/quay
                        commit %s, licence flux-1-dev
            """
                .formatted(COMMIT));
  }

  @Test
  void isAModelOfFilesForShowTriggersAndNote() {
    cacheQuay();
    tsr.db("link --offline").exits(0);

    for (String name :
        List.of(
            "hf:tide/quay",
            "hf:tide/quay@" + COMMIT,
            "https://huggingface.co/tide/quay/blob/main/vae/a.safetensors",
            "urn:air:flux1:vae:huggingface:tide/quay@main/vae/a.safetensors")) {
      assertThat(tsr.db("show --json", name).out()).contains("\"file_path\":\"" + a + "\"");
      tsr.db("list -q --fields file_path", name).prints(a + "\n");
    }
    catalogue.execute("UPDATE local_files SET component = 'flux-vae'");
    assertThat(tsr.db("show --format table", a).out()).containsPattern("type +[^\n]*, flux-vae\n");
    tsr.db("note hf:tide/quay --triggers fog").exits(0);
    tsr.db("triggers hf:tide/quay").prints("fog\n");
    tsr.db("show hf:tide/boat")
        .ends(
            4,
            "",
            "tsr: none of your files is linked to hf:tide/boat; tsr db cache hf:tide/boat and tsr"
                + " db link find them; tsr db link FILE --to hf:tide/boat links one that another"
                + " repository has, too\n");
    assertThat(tsr.db("verify -q --json hf:tide/quay").exits(0).out())
        .contains("\"file_path\":\"" + a + "\"");
    assertThat(tsr.db("verify hf:tide/boat").exits(4).err())
        .startsWith("tsr: none of your files is linked to hf:tide/boat");
    assertThat(tsr.db("export --for a1111 hf:tide/quay").err()).doesNotContain("hf:tide/quay");
    assertThat(tsr.db("ignore", a).exits(4).err())
        .isEqualTo(
            "tsr: %s: its versions are commits of tide/quay at Hugging Face, which are not ignored; tsr db outdated --where 'not:hf:tide/quay' leaves them out\n"
                .formatted(a));
    assertThat(tsr.db("unlink --hf hf:tide/quay").exits(0).err()).contains("1 unlinked");
    for (String command : List.of("prompts", "ignore")) {
      assertThat(tsr.db(command + " https://huggingface.co/tide/quay").exits(2).err())
          .startsWith(
              "tsr: 'https://huggingface.co/tide/quay' is a repository at Hugging Face; name a"
                  + " model at CivitAI, or a file: tsr db list hf:tide/quay\n");
    }
    assertThat(tsr.db("show hf:../x").exits(2).err())
        .startsWith("tsr: 'hf:../x' names no repository; write hf:OWNER/REPO");
  }

  @Test
  void tellsTheBaseModelOnlyWhereNothingElseDoes() {
    HUB.hasRepository(
        "black-forest-labs/FLUX.1-dev", COMMIT, file("a.sft", hashOfA), file("b.sft", hashOfB));
    tsr.db("cache hf:black-forest-labs/FLUX.1-dev").exits(0);
    tsr.db("link --offline").exits(0);
    String bases = "list -q --fields base_model,identified_by,base_licence";

    catalogue.execute(
        "UPDATE local_files SET type = NULL, base_model = NULL, base_candidates = NULL");
    String told = "Flux.1 D\thuggingface\tFlux.1 [dev] non-commercial\n";
    tsr.db(bases).prints(told + told);
    tsr.db(bases + " base:flux1d name:=a.safetensors").prints(told);
    assertThat(tsr.db("show a --format table").out())
        .contains("base        Flux.1 D (by its repository's card)\n");
    tsr.db("list -q not:base:flux1d").prints("");

    catalogue.execute(
        """
        UPDATE local_files SET type = 'VAE' WHERE file_path LIKE '%/a.%';
        UPDATE local_files SET base_model = 'SD 1.5', identified_by = 'tensors'
          WHERE file_path LIKE '%/b.%';
        """);
    tsr.db(bases).prints("\t\t\nSD 1.5\ttensors\tOpenRAIL-M\n");
    catalogue.execute(
        """
        UPDATE local_files SET type = NULL, base_model = NULL, identified_by = NULL,
          base_candidates = CASE WHEN file_path LIKE '%/a.%' THEN 'SD 3; SD 3.5'
            ELSE 'Flux.1 S; Flux.1 D' END
        """);
    tsr.db(bases).prints("\t\t\nFlux.1 D\thuggingface\t\n");
  }

  @Test
  void isBesideCivitaisWordsWhichComeFirst() {
    CIVITAI.matches(match(hashOfA, 71, 7));
    CIVITAI.lists(model(7, "Harbour", version(71, "v1", "2025-01-01", hashOfA)));
    cacheQuay();

    tsr.db("link a")
        .ends(
            0,
            a + "\t\ttide/quay\thuggingface\tlinked\n" + a + "\tv1\tHarbour\tcivitai\tlinked\n",
            "2 linked, 0 not found\n");
    tsr.db("list name:=a.safetensors -q --fields model_name,page_url,link_source,hf_repo")
        .prints("Harbour\thttps://civitai.com/models/7\tcivitai\ttide/quay\n");
    tsr.db("link").exits(0);

    tsr.db("unlink a --civitai").ends(0, a + "\tv1\tHarbour\tcivitai\tunlinked\n", "1 unlinked\n");
    tsr.db("unlink a --civitai").ends(0, a + "\t\t\t\tnot_linked\n", "0 unlinked, 1 not linked\n");
    tsr.db("unlink a --hf").ends(0, a + "\t\ttide/quay\thuggingface\tunlinked\n", "1 unlinked\n");
    tsr.db("link a").exits(0);
    tsr.db("unlink a")
        .ends(
            0,
            a + "\t\ttide/quay\thuggingface\tunlinked\n" + a + "\tv1\tHarbour\tcache\tunlinked\n",
            "1 unlinked\n");
    catalogue.has(LINKS, "null|null|null|null", "null|null|null|null");
  }

  @Test
  void linksToTheRepositoryThatTheUserNames() {
    HUB.hasRepository("tide/quay", COMMIT, file("x.safetensors", hashOfA));
    HUB.hasRepository("tide/boat", LATER, file("y.safetensors", hashOfA));
    tsr.db("cache hf:tide/boat").exits(0);
    tsr.db("link a --offline").exits(0);

    tsr.db("link a --to hf:tide/quay")
        .ends(0, a + "\t\ttide/quay\thuggingface\tlinked\n", "1 linked, 0 not found\n");
    catalogue.has(LINKS, "tide/quay|" + COMMIT + "|x.safetensors|null", "null|null|null|null");
    tsr.db("link b --to hf:tide/quay")
        .ends(
            4,
            b + "\t\t\thuggingface\tnot_found\n",
            """
            tsr: tide/quay has no file with this SHA-256; check the name
            0 linked, 1 not found
            """);
    HUB.answers(
        "/api/models/tide/no",
        HubStub.json("{\"error\":\"Repository not found\"}")
            .withStatus(404)
            .withHeader("X-Error-Code", "RepoNotFound"));
    tsr.db("link b --to hf:tide/no")
        .ends(
            4,
            b + "\t\t\thuggingface\tnot_found\n",
            """
            tsr: Hugging Face has no tide/no, or it is private; check the name, or set HF_TOKEN
            0 linked, 1 not found
            """);
    tsr.db("link b --to hf:tide/boat --offline")
        .ends(
            4,
            b + "\t\t\thuggingface\tnot_found\n",
            """
            tsr: tide/boat, as far as it is cached, has no file with this SHA-256; check the name
            0 linked, 1 not found
            """);
  }

  @Test
  void saysThatARepositoryCouldNotBeRead() {
    HUB.hasRepository("tide/quay", COMMIT);
    HUB.answers(
        "/api/models/tide/quay/tree/" + COMMIT + "?recursive=true&expand=false",
        HubStub.json("{\"error\":\"no\"}").withStatus(400));

    tsr.db("link b --to hf:tide/quay")
        .ends(
            3,
            b + "\t\t\t\tfailed\n",
            "tsr: "
                + b
                + ": tide/quay: Hugging Face refuses the request (400: no); see HF_TOKEN\n"
                + "0 linked, 0 not found, 1 failed\n");
  }

  @Test
  void findsACommitByItself() {
    cacheQuay();

    tsr.db("link a --offline --to hf:tide/quay@" + COMMIT)
        .ends(0, a + "\t\ttide/quay\thuggingface\tlinked\n", "1 linked, 0 not found\n");
  }

  @Test
  void takesTheNewNameOfARepository() {
    cacheQuay();
    tsr.db("link --offline").exits(0);
    HUB.answers(
        "/api/models/tide/quay",
        aResponse().withStatus(307).withHeader("Location", "/api/models/ebb/quay"));
    HUB.hasRepository("ebb/quay", LATER, file("new/a.safetensors", hashOfA));

    tsr.db("cache hf:tide/quay")
        .ends(
            0, "\tebb/quay\t\t1\t\t\t\trefreshed\n", "The repository tide/quay is ebb/quay now.\n");

    catalogue.has(LINKS, "ebb/quay|" + LATER + "|new/a.safetensors|null", "null|null|null|null");
    catalogue.has("SELECT repo, revision FROM hf_repositories", "ebb/quay|" + LATER);
    catalogue.has("SELECT repo, path FROM hf_files", "ebb/quay|new/a.safetensors");
    tsr.db("list -q --fields hf_repo hf:ebb/quay").prints("ebb/quay\n");
  }

  @Test
  void followsToALaterCommitAndForgetsTheOlderOne() {
    cacheQuay();
    tsr.db("link --offline").exits(0);
    HUB.hasRepository("tide/quay", LATER, file("new/a.safetensors", hashOfA));
    tsr.db("cache hf:tide/quay").exits(0);

    catalogue.has(LINKS, "tide/quay|" + LATER + "|new/a.safetensors|null", "null|null|null|null");
    catalogue.has("SELECT revision FROM hf_repositories", LATER);

    HUB.hasRepository("tide/quay", COMMIT, file("new/a.safetensors", hashOfB));
    tsr.db("cache hf:tide/quay").exits(0);
    catalogue.has(LINKS, "tide/quay|" + LATER + "|new/a.safetensors|null", "null|null|null|null");
    catalogue.has("SELECT revision FROM hf_repositories ORDER BY 1", COMMIT, LATER);
  }

  @Test
  void isLostWithTheContentAndTakenByACopy() {
    cacheQuay();
    tsr.db("link --offline").exits(0);
    Path copy = library.model("copy.safetensors", 1);
    library.model("a.safetensors", 16, 9, "{}");
    workplace.scan();
    catalogue.has(LINKS, "null|null|null|null", "null|null|null|null", "null|null|null|null");

    tsr.db("link copy --offline")
        .ends(0, copy + "\t\ttide/quay\thuggingface\tlinked\n", "1 linked, 0 not found\n");
  }
}
