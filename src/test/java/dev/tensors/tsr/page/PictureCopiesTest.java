package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.page.PictureCopies.Copied;
import dev.tensors.tsr.page.folder.NotAPage;
import dev.tensors.tsr.page.folder.PageFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that fail while they are copied. */
class PictureCopiesTest {

  private static final byte[] PNG_START =
      "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir private Path temporary;

  private PageFolder folder;

  @BeforeEach
  void open() throws IOException, NotAPage {
    folder = PageFolder.open(temporary.resolve("page"));
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  private PictureCopies copies(boolean metadata) {
    return new PictureCopies(folder, metadata, Set.of());
  }

  /** A zip file whose only picture begins well and cannot be read to its end. */
  private FileSystem damagedDisk(Path zip) throws IOException {
    byte[] content = new byte[1 << 20];
    new Random(1).nextBytes(content);
    System.arraycopy(PNG_START, 0, content, 0, PNG_START.length);
    try (FileSystem disk = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.write(disk.getPath("/a.png"), content);
    }
    byte[] bytes = Files.readAllBytes(zip);
    Arrays.fill(bytes, 1 << 19, (1 << 19) + 200_000, (byte) -1);
    Files.write(zip, bytes);
    return FileSystems.newFileSystem(zip);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesOutAPictureThatCannotBeReadToItsEnd(boolean metadata) throws Exception {
    try (FileSystem disk = damagedDisk(temporary.resolve("a.zip"))) {
      PictureCopies copies = copies(metadata);
      Path picture = disk.getPath("/a.png");

      Copied copied = copies.of(picture);

      assertThat(copied.name()).isNull();
      assertThat(copied.failure()).isNotBlank();
      assertThat(folder.written()).isZero();
    }
    try (var pictures = Files.list(temporary.resolve("page/pictures"))) {
      assertThat(pictures).isEmpty();
    }
  }

  @Test
  void endsIfThePageCannotBeWritten() throws IOException {
    Path picture =
        Files.write(
            temporary.resolve("a.mp4"), "\0\0\0 ftypisom".getBytes(StandardCharsets.US_ASCII));
    Files.delete(temporary.resolve("page/pictures"));

    assertThatThrownBy(() -> copies(true).of(picture)).isInstanceOf(IOException.class);
  }

  @Test
  void leavesOutAPictureThatIsGone() throws Exception {
    Path gone = temporary.resolve("gone.png");

    assertThat(copies(true).of(gone)).isEqualTo(new Copied(null, "no such file"));
  }
}
