package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Of several pictures beside a file, all commands show the same one. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class PictureBesideTest {

  private static final List<String> NAMES =
      List.of(
          "quay.preview.png",
          "quay.preview.jpg",
          "quay.preview.jpeg",
          "quay.preview.avif",
          "quay.jpg",
          "Quay.JPEG",
          "QUAY.webp",
          "quay.thumb.png",
          "quay.preview.tiff",
          "quay.jxl",
          "quay.preview.mp4",
          "quay.mp4");

  @Test
  void everyCommandTakesTheSamePicture(@TempDir Path folder) throws IOException {
    Workplace workplace = Workplace.in(folder);
    ManagedLibrary library = new ManagedLibrary(workplace.library());
    String hash = library.model("quay.safetensors", 1);
    library.sidecar("quay.civitai.info", ManagedLibrary.version(5, hash));
    workplace.scan();
    workplace.tsr().run("db", "import");
    for (String name : NAMES) {
      library.sidecar(name, "GIF89a " + name);
    }
    Path page = folder.resolve("page");
    for (String name : NAMES) {
      Path picture = workplace.library().path(name);
      assertThat(workplace.tsr().run("db", "show", "quay", "--json").out())
          .contains("\"preview\":\"" + picture + "\"");
      assertThat(
              workplace
                  .tsr()
                  .run("db", "export", "--previews", "--for", "a1111", "--dry-run", "--all")
                  .out())
          .contains("\tpreview\t" + picture + "\tpresent\t");
      workplace.tsr().run("db", "page", page.toString());
      assertThat(copied(page)).isEqualTo("GIF89a " + name);
      Files.delete(picture);
    }
  }

  /** The lower case of this name ends in another letter than that of the picture's name has. */
  @Test
  void findsThePictureOfAGreekName(@TempDir Path folder) throws IOException {
    Workplace workplace = Workplace.in(folder);
    workplace.library().model("ΝΗΣΟΣ.safetensors", 1);
    Path picture = workplace.library().file("ΝΗΣΟΣ.PNG", "GIF89a".getBytes(StandardCharsets.UTF_8));
    workplace.scan();

    assertThat(workplace.tsr().run("db", "show", "ΝΗΣΟΣ.safetensors", "--json").out())
        .contains("\"preview\":\"" + picture + "\"");
    workplace.tsr().run("db", "page", folder.resolve("page").toString());
    assertThat(copied(folder.resolve("page"))).isEqualTo("GIF89a");
  }

  private static String copied(Path page) throws IOException {
    try (Stream<Path> pictures = Files.list(page.resolve("pictures"))) {
      return Files.readString(pictures.findFirst().orElseThrow(), StandardCharsets.UTF_8);
    }
  }
}
