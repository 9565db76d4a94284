package dev.tensors.tsr.cli.frame;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** The settings in the user's config.toml. */
record Configuration(@Nullable String civitaiKey, @Nullable String civitaiUrl) {

  private static final long LARGEST_FILE = 1 << 20;

  /**
   * Reads a file. Without a file there are no settings.
   *
   * @throws InvalidConfiguration if it cannot be read
   */
  static Configuration read(@Nullable Path file) {
    try {
      if (file == null || Files.notExists(file)) {
        return new Configuration(null, null);
      }
      if (!Files.isRegularFile(file)) { // opening a pipe would wait for a writer
        throw new InvalidConfiguration(file + ": not a regular file; replace or remove it");
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw new InvalidConfiguration(file + ": larger than 1 MiB; shorten or remove it");
      }
      String text = Files.readString(file);
      // some editors start a file with a byte order mark
      JsonNode api = new TomlMapper().readTree(text.replaceFirst("^\uFEFF", "")).path("api");
      return new Configuration(text(file, api, "civitai_key"), text(file, api, "civitai_url"));
    } catch (JacksonException e) {
      // not the message of the exception, which quotes the line: it may hold the key
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      String place = line > 0 ? " in line " + line : ""; // unknown where it nests too deep
      throw new InvalidConfiguration(file + ": not valid TOML" + place + "; correct it");
    } catch (CharacterCodingException e) {
      throw new InvalidConfiguration(file + ": not UTF-8; save it as UTF-8");
    } catch (IOException e) {
      throw new InvalidConfiguration(file + ": cannot be read; check its permissions");
    }
  }

  private static @Nullable String text(Path file, JsonNode api, String name) {
    JsonNode value = api.path(name);
    if (!value.isMissingNode() && !value.isString()) { // not shown: it may be a key
      throw new InvalidConfiguration(file + ": " + name + " is no text; write it in quotes");
    }
    return value.isString() && !value.stringValue().isBlank() ? value.stringValue() : null;
  }
}
