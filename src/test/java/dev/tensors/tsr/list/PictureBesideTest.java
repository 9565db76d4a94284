package dev.tensors.tsr.list;

import static dev.tensors.tsr.program.Library.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Sidecars;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Of several pictures beside a file, all commands show the same one. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class PictureBesideTest extends CommandTest {

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
  void everyCommandTakesTheSamePicture() throws IOException {
    String hash = sha256(library.model("quay.safetensors", 1));
    library.sidecar("quay.civitai.info", Sidecars.version(5, hash));
    workplace.scan();
    tsr.db("import");
    for (String name : NAMES) {
      picture(library.path(name));
    }
    Path page = folder.resolve("page");
    for (String name : NAMES) {
      Path picture = library.path(name);
      assertThat(tsr.db("show quay --json").out()).contains("\"preview\":\"" + picture + "\"");
      assertThat(tsr.db("export --previews --for a1111 --dry-run --all").out())
          .contains("\tpreview\t" + picture + "\tpresent\t");
      tsr.db("page", page);
      assertThat(widthOnPage(page)).isEqualTo(width(name));
      Files.delete(picture);
    }
  }

  /** The lower case of this name ends in another letter than that of the picture's name has. */
  @Test
  void findsThePictureOfAGreekName() throws IOException {
    library.model("ΝΗΣΟΣ.safetensors", 1);
    Path picture = library.path("ΝΗΣΟΣ.PNG");
    picture(picture);
    workplace.scan();

    assertThat(tsr.db("show ΝΗΣΟΣ.safetensors --json").out())
        .contains("\"preview\":\"" + picture + "\"");
    tsr.db("page", folder.resolve("page"));
    assertThat(widthOnPage(folder.resolve("page"))).isEqualTo(width("ΝΗΣΟΣ.PNG"));
  }

  /** Each picture has a width of its own. */
  private static int width(String name) {
    return 100 + NAMES.indexOf(name);
  }

  private static void picture(Path file) throws IOException {
    int width = width(String.valueOf(file.getFileName()));
    ImageIO.write(new BufferedImage(width, 9, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }

  private static int widthOnPage(Path page) throws IOException {
    try (Stream<Path> pictures = Files.list(page.resolve("pictures"))) {
      return ImageIO.read(pictures.findFirst().orElseThrow().toFile()).getWidth();
    }
  }
}
