package dev.tensors.tsr.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.references.ModelMention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What was read, in a form that a test can be read with. */
final class Readings {

  private Readings() {}

  static PictureReading read(Path folder, byte[] bytes) {
    try {
      Path file = Files.createTempFile(folder, "picture", "");
      Files.write(file, bytes);
      return PictureReader.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PictureContents contents(PictureReading reading) {
    assertThat(reading).isInstanceOf(PictureContents.class);
    return (PictureContents) reading;
  }

  static List<String> models(PictureReading reading) {
    return contents(reading).models().stream().map(Readings::line).toList();
  }

  static List<String> modelsOf(String text) {
    return models(PictureTextReader.read(text));
  }

  /** Kind, name, and whatever else there is: {@code lora x hash=AB weight=0.5}. */
  private static String line(ModelMention use) {
    StringBuilder line = new StringBuilder(use.kind().type());
    if (use.name() != null) {
      line.append(' ').append(use.name());
    }
    add("hash", use.hash(), line);
    add("of", use.hashKind() == null ? null : use.hashKind().name().toLowerCase(Locale.ROOT), line);
    add("weight", use.weight(), line);
    add("version", use.versionId(), line);
    add("model", use.modelId(), line);
    add("url", use.url(), line);
    return line.toString();
  }

  private static void add(String name, Object value, StringBuilder line) {
    if (value != null) {
      line.append(' ').append(name).append('=').append(value);
    }
  }
}
