package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.KnownModel;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What aria2c is told to bring back of files that are not here. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LostFilesTest extends CommandTest {

  private static final String NOTHING =
      "No missing file matches, so there is nothing to download; is:unreachable asks for files on a"
          + " disk that is not mounted.\n";

  private KnownModel harbour;
  private Path fog;
  private Path sea;
  private String sha256;
  private String hashOfSea;

  @BeforeEach
  void catalogue() {
    fog = library.model("Lora/my fog.safetensors", 1);
    sea = library.model("Lora/sea.safetensors", 2);
    library.model("here.safetensors", 3);
    workplace.scan();
    sha256 = Library.sha256(fog);
    hashOfSea = Library.sha256(sea);
    harbour = catalogue.model(100, "Harbour").with("fetched_at", "2026");
    harbour
        .version(102, "v2")
        .with("download_url", "https://civitai.com/102")
        .version(101, "v1")
        .with("download_url", "https://civitai.com/101")
        .file(1, "other.safetensors", "SHA256", "AB".repeat(32))
        .file(2, "fog.safetensors", "SHA256", sha256)
        .linked(fog);
    catalogue.execute(
        """
        UPDATE version_files SET size_kb = 97 / 1024.0, fetched_at = '2026',
          is_primary = civitai_id = 1, download_url = 'https://civitai.com/file/' || civitai_id""");
  }

  private void lose(Path... files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
    workplace.scan();
  }

  private String entry(String address, String name, String sha256) {
    return """
    %s
      dir=%s
      out=%s
      checksum=sha-256=%s
      follow-torrent=false
      follow-metalink=false
    """
        .formatted(address, fog.getParent(), name, sha256);
  }

  @Test
  void bringsBackWhatARepositoryHas() throws IOException {
    catalogue.execute(
        """
        UPDATE local_files SET hf_repo = 'tide/quay', hf_revision = 'c0ffee', hf_path = 'vae/ä#1.sft';
        UPDATE models SET gone_at = '2026';
        """);
    lose(fog, sea);
    String address = "https://huggingface.co/tide/quay/resolve/c0ffee/vae/%C3%A4%231.sft";

    tsr.db("list --format aria2 -q")
        .prints(
            entry(address, "my fog.safetensors", sha256)
                + "\n"
                + entry(address, "sea.safetensors", hashOfSea));
    String hub = "/hub/models--tide--quay/snapshots/c0ffee/sea.safetensors";
    catalogue.execute(
        "UPDATE local_files SET file_path = '" + hub + "' WHERE file_path LIKE '%/sea.%'");
    tsr.db("list --format aria2 -q sea")
        .ends(
            3,
            "",
            "tsr: "
                + hub
                + ": in a cache of Hugging Face's programs, which only they fill; hf download"
                + " tide/quay does\n");
  }

  @Test
  void bringsTheRecordedVersionBackToItsPlace() throws IOException {
    tsr.db("list --format aria2").prints("", NOTHING);
    lose(fog);

    String entry = entry("https://civitai.com/file/2", "my fog.safetensors", sha256);
    for (String line :
        new String[] {"", "--missing", "is:missing", "not:is:here", "fog base:none"}) {
      tsr.db("list --format aria2 " + line).prints(entry, "1 file, 97 B\n");
    }
    tsr.db("list --format aria2 sea").prints("", NOTHING);
    tsr.db("list --format aria2 is:here").prints("", NOTHING);
  }

  @Test
  void takesWhatCivitaiOffersFirstWhereTheContentIsAnother() throws IOException {
    catalogue.execute("DELETE FROM file_hashes WHERE hash_value NOT LIKE 'AB%'");
    lose(fog);

    tsr.db("list --format aria2")
        .prints(
            entry("https://civitai.com/file/1", "other.safetensors", "AB".repeat(32)),
            "1 file, 97 B\n");
    catalogue.execute("UPDATE version_files SET download_url = NULL");
    assertThat(tsr.db("list --format aria2").out()).startsWith("https://civitai.com/101\n");
    catalogue.execute("UPDATE version_files SET is_primary = 0");
    tsr.db("list --format aria2")
        .ends(
            3,
            "",
            "tsr: "
                + fog
                + ": CivitAI has told no address to download it; tsr db cache 100 asks for it\n"
                + "1 file, 97 B\n");
  }

  @Test
  void namesWhatCannotBeBroughtBack() throws IOException {
    Path gone = library.model("gone.safetensors", 4);
    Path foreign = library.model("foreign.safetensors", 5);
    workplace.scan();
    catalogue
        .model(200, "Gone")
        .with("gone_at", "2026-02-03T04:05:06Z")
        .version(201, "v1")
        .linked(gone);
    harbour
        .version(103, "v0")
        .file(3, "foreign.safetensors", "SHA256", Library.sha256(foreign))
        .linked(foreign);
    catalogue.execute(
        """
        UPDATE version_files SET fetched_at = '2026', download_url = 'https://evil.example/3'
          WHERE civitai_id = 3""");
    lose(gone, foreign, sea, fog);

    Result result = tsr.db("list --format aria2 --sort name").exits(3);
    assertThat(result.out()).startsWith("https://civitai.com/file/2\n").hasLineCount(6);
    result.says(
        """
        tsr: %s: its address is not one at CivitAI or Hugging Face that begins with https://; download it by hand
        tsr: %s: no longer at CivitAI; look for it elsewhere
        tsr: %s: no address is known, since it is not linked to CivitAI here; see tsr db link
        4 files, 388 B
        """
            .formatted(foreign, gone, sea));
  }

  @Test
  void bringsNothingTwice() throws IOException {
    Path copy = library.path("copy.safetensors");
    Files.copy(fog, copy);
    workplace.scan();
    lose(fog);
    tsr.db("list --format aria2")
        .prints("", "1 file is left out, since another file here has the content\n");

    lose(copy);
    assertThat(tsr.db("list --format aria2").out())
        .isEqualTo(entry("https://civitai.com/file/2", "my fog.safetensors", sha256));
    library.model("Lora/my fog.safetensors", 1);
    tsr.db("list --format aria2 name:fog")
        .prints(
            "",
            fog
                + " is there again; tsr db scan "
                + fog.getParent()
                + " records it\n1 file, 97 B\n");
  }

  @Test
  void leavesADiskThatIsNotMountedUnlessItIsAskedFor() throws IOException {
    Files.move(library.path(""), folder.resolve("away"));

    tsr.db("list --format aria2").prints("", NOTHING);
    for (String line : new String[] {"is:unreachable", "not:is:here", "not:is:here,linked"}) {
      Result result = tsr.db("list fog --format aria2 " + line);
      result.shows(
          line.endsWith("linked")
              ? ""
              : entry("https://civitai.com/file/2", "my fog.safetensors", sha256));
    }
  }

  @Test
  void isAFormatOfItsOwn() {
    for (String option : new String[] {"--print0", "--failed", "--fields name", "is:failed"}) {
      assertThat(tsr.db("list --format aria2 " + option).exits(2).err())
          .startsWith("tsr: --format aria2 has lines of its own; leave out --failed, ");
    }
    assertThat(tsr.db("list --format ids").exits(2).err())
        .startsWith(
            "tsr: Invalid value for option '--format': 'ids' is for needs and outdated only");
    assertThat(tsr.complete("db", "list", "--format", "a").out()).contains("aria2");
  }
}
