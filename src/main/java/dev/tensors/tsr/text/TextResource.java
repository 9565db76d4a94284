package dev.tensors.tsr.text;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads texts that are part of the program. */
public final class TextResource {

  /**
   * The folder where the built program has them as files: to open a jar for one takes a tenth of a
   * start. Null: they are on the class path only.
   */
  private static final @Nullable String FOLDER = System.getProperty("tsr.texts");

  private TextResource() {}

  /**
   * Reads a text.
   *
   * @param name the path below src/main/resources, with a leading slash
   */
  public static String text(String name) {
    try (InputStream in = open(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable InputStream open(String name) throws IOException {
    try {
      return FOLDER == null ? inJar(name) : new FileInputStream(FOLDER + name);
    } catch (FileNotFoundException e) {
      return inJar(name); // the archive was unpacked in part
    }
  }

  private static @Nullable InputStream inJar(String name) {
    return TextResource.class.getResourceAsStream(name);
  }
}
