package dev.tensors.tsr.cli.frame;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that come with the program. */
public final class TextResource {

  private TextResource() {}

  /**
   * One of them.
   *
   * @param name with a slash before it, as below src/main/resources
   */
  public static String text(String name) {
    try (InputStream in = TextResource.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
