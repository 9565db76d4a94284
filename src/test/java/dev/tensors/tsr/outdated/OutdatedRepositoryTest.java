package dev.tensors.tsr.outdated;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tensors.tsr.program.HubStub.file;
import static dev.tensors.tsr.program.HubStub.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.HubStub;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files of which a repository at Hugging Face has another content at a newer commit. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class OutdatedRepositoryTest extends OnlineTest {

  @RegisterExtension static final HubStub HUB = new HubStub();

  private static final String OLD = "a".repeat(40);
  private static final String NEW = "b".repeat(40);
  private static final String OTHER = "1".repeat(64);

  private Path a;
  private Path b;

  @BeforeEach
  void linkedFiles() {
    tsr.with("HF_ENDPOINT", HUB.url());
    a = library.model("a.safetensors", 1);
    b = library.model("b.safetensors", 2);
    workplace.scan();
    HUB.hasRepository(
        "tide/quay",
        OLD,
        file("vae/a b.safetensors", Library.sha256(a)),
        file("b.safetensors", Library.sha256(b)));
    tsr.db("cache hf:tide/quay").exits(0);
    tsr.db("link --offline").exits(0);
    catalogue.execute("UPDATE hf_repositories SET fetched_at = '2026-01-01T00:00:00Z'");
  }

  private void hasNewCommit() {
    hasNewCommit(Library.sha256(b));
  }

  private void hasNewCommit(String hashOfB) {
    HUB.hasRepository(
        "tide/quay", NEW, file("vae/a b.safetensors", OTHER), file("b.safetensors", hashOfB));
  }

  @Test
  void hasTheSameKeysAsVersionsAtCivitai() {
    hasNewCommit();
    tsr.db("outdated --json")
        .ends(0, "[]\n", "No newer version is known; tsr db outdated --refresh looks for one.\n");

    String row =
        """
        [{"file_path":"%s","model_id":null,"model_name":"tide/quay","base_model":"SD 1.5",\
        "version_id":null,"version_name":"%s","latest_version_id":null,\
        "latest_version_name":"%s","published_at":"2026-08-01T10:00:00Z",\
        "download_url":"https://huggingface.co/tide/quay/resolve/%s/vae/a%%20b.safetensors",\
        "latest_base_model":null,"latest_file_name":"vae/a b.safetensors",\
        "latest_size_bytes":5000,"latest_sha256":"%s","page_url":"https://huggingface.co/tide/quay"}]
        """
            .formatted(a, OLD, NEW, NEW, OTHER);
    catalogue.execute("UPDATE local_files SET base_model = 'SD 1.5' WHERE file_path LIKE '%/a.%'");
    tsr.db("outdated --refresh --json").ends(0, row, "");
    assertThat(CIVITAI.calls()).isEmpty();
    tsr.db("outdated --json --exit-code").ends(1, row, "");
    tsr.db("list -q is:outdated --fields file_path").prints(a + "\n");
    assertThat(tsr.db("outdated --format table").out()).contains("aaaaaaaa -> bbbbbbbb");
    assertThat(tsr.db("show --format table", a).out())
        .contains("  another content at commit " + NEW + "\n");
    assertThat(tsr.db("show --format table", b).out()).doesNotContain("another content");
    catalogue.has("SELECT revision FROM hf_repositories ORDER BY 1", OLD, NEW);
  }

  @Test
  void isNotOutdatedWhereTheNewContentIsHere() {
    hasNewCommit();
    tsr.db("outdated --refresh").exits(0);
    catalogue.execute(
        "UPDATE local_files SET sha256 = '" + OTHER + "' WHERE file_path = '" + b + "'");

    tsr.db("outdated -q").prints("");
    tsr.db("list -q is:outdated").prints("");
  }

  @Test
  void downloadsIntoTheFolderOfTheOldFileFromTheMirror() {
    hasNewCommit("2".repeat(64));
    tsr.db("outdated --refresh").exits(0);

    tsr.with("HF_ENDPOINT", "")
        .db("outdated --format aria2")
        .prints(
            """
            https://huggingface.co/tide/quay/resolve/%s/vae/a%%20b.safetensors
              dir=%s
              out=a b.safetensors
              checksum=sha-256=%s
              follow-torrent=false
              follow-metalink=false

            https://huggingface.co/tide/quay/resolve/%s/b.safetensors
              dir=%s
              out=b-22222222.safetensors
              checksum=sha-256=%s
              follow-torrent=false
              follow-metalink=false
            """
                .formatted(NEW, a.getParent(), OTHER, NEW, b.getParent(), "2".repeat(64)));
    assertThat(
            tsr.with("HF_ENDPOINT", "https://mirror.example/hub")
                .db("outdated --format aria2")
                .out())
        .startsWith(
            "https://mirror.example/hub/tide/quay/resolve/" + NEW + "/vae/a%20b.safetensors\n");
    tsr.db("outdated --format ids")
        .ends(
            3,
            "",
            """
            tsr: %s: it is no version at CivitAI; --format aria2 has its address
            tsr: %s: it is no version at CivitAI; --format aria2 has its address
            """
                .formatted(a, b));
  }

  /** Its programs would not know of a file that another program puts into a snapshot. */
  @Test
  void downloadsNothingIntoACacheOfHuggingFacesPrograms() {
    hasNewCommit();
    tsr.db("outdated --refresh").exits(0);
    Path cached =
        library.move(
            "a.safetensors", "hub/models--tide--quay/snapshots/" + OLD + "/vae/a b.safetensors");
    catalogue.execute(
        "UPDATE local_files SET file_path = '%s' WHERE file_path = '%s'".formatted(cached, a));
    tsr.db("outdated --format aria2")
        .ends(
            3,
            "",
            "tsr: %s: in a cache of Hugging Face's programs, which only they fill; hf download tide/quay does\n"
                .formatted(cached));

    Path copy = library.model("copy/a.safetensors", 1);
    workplace.scan();
    tsr.db("link --offline").exits(0);
    assertThat(tsr.db("outdated --format aria2").exits(0).out())
        .contains("\n  dir=" + copy.getParent() + "\n");
  }

  @Test
  void comparesPinnedCommitsAndThoseOfACacheWithMain() {
    catalogue.execute(
        """
        DELETE FROM hf_repositories;
        UPDATE local_files SET mtime_ns = 1000000000000000000, hf_repo = 'tide/quay',
          hf_path = 'vae/a b.safetensors', hf_revision = '%s' WHERE file_path LIKE '%%/a.%%'
        """
            .formatted(OLD));
    hasNewCommit();
    tsr.db("cache hf:tide/quay").exits(0);
    assertThat(tsr.db("outdated -q").out()).startsWith(a + "\t");
    catalogue.execute("UPDATE local_files SET mtime_ns = 4000000000000000000");
    tsr.db("outdated -q").prints("");

    catalogue.execute(
        """
        INSERT INTO hf_repositories (repo, revision, ref, gated, modified_at, fetched_at)
        VALUES ('tide/quay', '%1$s', '%1$s', 0, '2026-07-01T00:00:00Z', '2027')
        """
            .formatted(OLD));
    assertThat(tsr.db("outdated -q").out()).startsWith(a + "\t");
    catalogue.execute("UPDATE hf_repositories SET ref = 'fp16' WHERE revision = '" + OLD + "'");
    tsr.db("outdated -q").prints("");
  }

  @Test
  void followsARepositoryToItsNewName() {
    HUB.answers(
        "/api/models/tide/quay",
        aResponse().withStatus(307).withHeader("Location", "/api/models/tide/pier"));
    HUB.hasRepository("tide/pier", NEW, file("vae/a b.safetensors", OTHER));

    assertThat(tsr.db("outdated --refresh -q").exits(0).out()).startsWith(a + "\ttide/pier\t");
    catalogue.has("SELECT DISTINCT hf_repo FROM local_files", "tide/pier");
    catalogue.has(
        "SELECT repo, revision FROM hf_repositories ORDER BY 2",
        "tide/pier|" + OLD,
        "tide/pier|" + NEW);
    catalogue.has("SELECT count(*) FROM hf_files", "3");
  }

  @Test
  void tellsWhichRepositoryIsNotThereAnyMore() {
    HUB.answers(
        "/api/models/tide/quay",
        json("{\"error\":\"Repository not found\"}")
            .withStatus(404)
            .withHeader("X-Error-Code", "RepoNotFound"));

    tsr.db("outdated --refresh")
        .ends(
            3,
            "",
            """
            tsr: Hugging Face has no tide/quay, or it is private; check the name, or set HF_TOKEN
            No file has a newer version.
            """);
    catalogue.has("SELECT count(*) FROM local_files WHERE hf_repo IS NOT NULL", "2");
  }

  @Test
  void isQuietAboutHuggingFaceWhereItsProgramsAreOffline() {
    tsr.with("HF_HUB_OFFLINE", "1")
        .db("outdated --refresh")
        .ends(
            0,
            "",
            """
            Hugging Face is not asked, since HF_HUB_OFFLINE is set; unset it to ask.
            No file has a newer version.
            """);
  }
}
