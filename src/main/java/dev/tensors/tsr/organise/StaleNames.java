package dev.tensors.tsr.organise;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.model.files.PictureNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Finds files beside a model that name it as it was called before it was moved. */
final class StaleNames {

  /** In bytes: what managers write of a model is shorter. */
  private static final long LONGEST = 4 << 20;

  private StaleNames() {}

  /**
   * Whether a file has the old path of a model in it, or its old name, if that is another one.
   *
   * @param file where it is now
   */
  static boolean isIn(Path file, Path oldModel, Path newModel) {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (PictureNames.isPicture(ending)) {
      return false;
    }
    try {
      if (Files.size(file) > LONGEST) {
        return false;
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String path = bytes(oldModel.toString());
      String oldName = oldModel.getFileName().toString();
      return text.contains(path)
          || text.contains(path.replace("\\", "\\\\"))
          || text.contains(path.replace("\\", "/"))
          || !oldName.equals(newModel.getFileName().toString())
              && text.contains(bytes(ModelFileName.stem(oldName)));
    } catch (IOException e) {
      return false;
    }
  }

  /** The bytes of a text, each as a character. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
