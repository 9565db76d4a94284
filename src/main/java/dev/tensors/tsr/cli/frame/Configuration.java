package dev.tensors.tsr.cli.frame;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * What the user's config.toml says.
 *
 * @param civitaiKey null if it has none
 * @param civitaiUrl null if it has none
 */
record Configuration(String civitaiKey, String civitaiUrl) {

  private static final long LARGEST_FILE = 1 << 20;

  /**
   * Reads a file; what is not there says nothing.
   *
   * @param file null: there is none
   * @throws InvalidConfiguration if it cannot be read
   */
  static Configuration read(Path file) {
    try {
      if (file == null || Files.notExists(file)) {
        return new Configuration(null, null);
      }
      if (!Files.isRegularFile(file)) { // whoever opens a pipe waits for somebody to write into it
        throw new InvalidConfiguration(file + ": not a file; put one there, or take it away");
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw new InvalidConfiguration(
            file + ": larger than a megabyte; correct it, or take it away");
      }
      String text = Files.readString(file);
      // Some editors begin each file with the mark of its encoding.
      JsonNode api = new TomlMapper().readTree(text.replaceFirst("^\uFEFF", "")).path("api");
      return new Configuration(text(api, "civitai_key"), text(api, "civitai_url"));
    } catch (JacksonException e) {
      // Not its message, which would quote the line, and the key may stand there.
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new InvalidConfiguration(file + ": not valid TOML; see its line " + line);
    } catch (CharacterCodingException e) {
      throw new InvalidConfiguration(file + ": not UTF-8; save it in that encoding");
    } catch (IOException e) {
      throw new InvalidConfiguration(file + ": cannot be read; check its permissions");
    }
  }

  private static String text(JsonNode api, String name) {
    JsonNode value = api.path(name);
    return value.isString() && !value.stringValue().isBlank() ? value.stringValue() : null;
  }
}
