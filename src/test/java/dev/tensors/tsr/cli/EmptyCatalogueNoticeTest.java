package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query with nothing to show says why, and what to do next. */
class EmptyCatalogueNoticeTest extends CommandTest {

  private static final String SCAN = "The catalogue has no files yet; run tsr db scan FOLDER.\n";

  private static final String LINK = "No file is linked to CivitAI yet; run tsr db link.\n";

  @BeforeEach
  void emptyCatalogue() {
    workplace.scan();
  }

  private void scanned() {
    library.model("a.safetensors", 1);
    workplace.scan();
  }

  private void linked() {
    catalogue.model(7, "Harbour").version(71, "v1").linked();
  }

  private String notice(String line) {
    Result result = tsr.db(line + " --json");
    result.exits(0).shows("[]\n");
    return result.err();
  }

  @Test
  void outdatedNamesTheNextStep() {
    assertThat(notice("outdated")).isEqualTo(SCAN);
    scanned();
    assertThat(notice("outdated")).isEqualTo(LINK);
    assertThat(notice("outdated -q")).isEmpty();
    linked();
    assertThat(notice("outdated"))
        .isEqualTo("No newer version is known; tsr db outdated --refresh looks for one.\n");
  }

  @Test
  void listNamesTheNextStep() {
    assertThat(notice("list --type lora")).isEqualTo(SCAN);
    scanned();
    assertThat(notice("list --outdated")).isEqualTo(LINK);
    assertThat(notice("list --type lora"))
        .isEqualTo(
            """
            The catalogue has no model of type lora.
            No file matches; tsr db list shows all files that are here, tsr db list --missing the \
            others.
            """);
    assertThat(notice("list --missing"))
        .isEqualTo("No missing file matches; tsr db list shows the files that are here.\n");
    assertThat(notice("list --failed"))
        .isEqualTo(
            "No file has failed; tsr db scan FOLDER looks for new files. It tries what it may not read"
                + " again each time, so that is not listed.\n");
    linked();
    assertThat(notice("list --unlinked"))
        .isEqualTo(
            "No file matches; tsr db list shows all files that are here, tsr db list --missing the"
                + " others.\n");
    assertThat(notice("list --unlinked -q")).isEmpty();
  }

  @Test
  void whereNamesTheNextStep() {
    assertThat(notice("outdated --where a")).isEqualTo(SCAN);
    assertThat(notice("duplicates --where a")).isEqualTo(SCAN);
    assertThat(notice("duplicates --versions --where a")).isEqualTo(SCAN);
    assertThat(notice("export --for a1111 --where a")).isEqualTo(SCAN);
    assertThat(notice("verify --where a -q")).isEmpty();
    scanned();
    assertThat(notice("duplicates --where b"))
        .isEqualTo("No file matches --where; tsr db list shows all files that are here.\n");
  }

  @Test
  void cacheNamesTheNextStep() {
    assertThat(notice("cache --linked")).isEqualTo(SCAN);
    scanned();
    assertThat(notice("cache --stale 7d")).isEqualTo(LINK);
    linked();
    catalogue.execute("UPDATE models SET fetched_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')");
    assertThat(notice("cache --stale 7d"))
        .isEqualTo(
            "The data of no linked model is that old; tsr db cache --linked fetches all anew.\n");
    assertThat(notice("cache --stale 7d -q")).isEmpty();
  }

  @Test
  void searchNamesTheNextStep() {
    assertThat(notice("search harbour"))
        .isEqualTo(
            "No model is cached yet; run tsr db scan FOLDER and then tsr db link, or"
                + " tsr db cache MODEL.\n");
    scanned();
    assertThat(notice("search --type lora"))
        .isEqualTo("No model is cached yet; run tsr db link, or tsr db cache MODEL.\n");
    linked();
    assertThat(notice("search nothing"))
        .isEqualTo("No cached model matches; tsr db cache MODEL stores more.\n");
  }

  @Test
  void aCatalogueThatIsNotThereIsNamedOnce(@TempDir Path home) {
    Program tsr = new Program(home);
    Path database = home.resolve(".local/share/tensors/models.db");

    for (String query : new String[] {"list", "search", "outdated"}) {
      tsr.db(query)
          .prints("", "There is no catalogue at " + database + " yet; run tsr db scan FOLDER.\n");
    }
  }
}
