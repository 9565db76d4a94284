package dev.tensors.tsr.page.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFolderTest {

  private static final String OLD = "details/0000000000000000.js";
  private static final String NEW = "details/1111111111111111.js";

  @TempDir private Path folder;

  @BeforeEach
  void page() throws IOException, NotAPage {
    try (PageFolder page = PageFolder.open(folder)) {
      page.store(OLD, bytes("old"));
      Files.writeString(page.beginIndex(), "old");
      page.complete();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Leaves what a run has written so far that is killed. */
  private void kill(String index) throws IOException {
    Files.writeString(folder.resolve(NEW), "new");
    Files.writeString(folder.resolve("page/catalogue.js.new"), "new");
    Files.writeString(folder.resolve(index), "new");
    Files.writeString(
        folder.resolve(Manifest.NAME),
        "\n? " + NEW + (index.equals("index.html") ? "\n? index.html" : ""),
        StandardOpenOption.APPEND);
  }

  private void isOldPage() {
    assertThat(folder.resolve(OLD)).hasContent("old");
    assertThat(folder.resolve("index.html")).hasContent("old");
    assertThat(folder.resolve(NEW)).doesNotExist();
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".new"));
    assertThat(folder.resolve("page")).isEmptyDirectory();
  }

  @Test
  void removesFirstWhatAKilledRunWrote() throws IOException, NotAPage {
    kill("index.html.new");

    try (PageFolder page = PageFolder.open(folder)) {
      isOldPage();
      page.store(NEW, bytes("new"));
    }
  }

  @Test
  void leavesAPageThatIsShownAlready() throws IOException, NotAPage {
    kill("index.html");

    PageFolder.open(folder).close();

    assertThat(folder.resolve(NEW)).hasContent("new");
  }

  @Test
  void removesAtOnceWhatAFailedRunWrote() throws IOException, NotAPage {
    PageFolder page = PageFolder.open(folder);
    page.store(NEW, bytes("new"));
    Files.writeString(page.beginIndex(), "new");
    Files.writeString(page.beginCatalogue(), "new");

    page.close();

    isOldPage();
    assertThatThrownBy(() -> page.store(NEW, bytes("new"))).isInstanceOf(IOException.class);
    isOldPage();
  }
}
