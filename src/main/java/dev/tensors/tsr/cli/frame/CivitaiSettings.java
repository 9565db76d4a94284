package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.civitai.DownloadAddress;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import dev.tensors.tsr.network.Secrets;
import dev.tensors.tsr.network.Settings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads the settings of the CivitAI client from options, environment and configuration file. */
final class CivitaiSettings {

  /** The settings in the user's config.toml. */
  record Configuration(
      @Nullable String civitaiKey, @Nullable String civitaiUrl, @Nullable String civarchiveUrl) {

    private static final long LARGEST_FILE = 1 << 20;

    /**
     * Reads a file. Without a file there are no settings.
     *
     * @throws InvalidConfiguration if it cannot be read
     */
    static Configuration read(@Nullable Path file) {
      try {
        if (file == null || Files.notExists(file)) {
          return new Configuration(null, null, null);
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
        return new Configuration(
            text(file, api, "civitai_key"),
            text(file, api, "civitai_url"),
            text(file, api, "civarchive_url"));
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

  /** The address of a mirror of Hugging Face, as its own programs read it. */
  private static final String MIRROR = "HF_ENDPOINT";

  private static final String DEFAULT_URL = "https://civitai.com/api/v1";

  private static final String CIVARCHIVE_URL = "https://civarchive.com/api";

  /** CivitAI's keys have 32 characters; a server refuses a header that is much longer. */
  private static final int LONGEST_KEY = 4 << 10;

  private final Environment environment;
  private Secrets secrets = Secrets.NONE;

  CivitaiSettings(Environment environment) {
    this.environment = environment;
  }

  /**
   * Reads the settings: an option outranks a variable, and a variable the configuration file.
   *
   * @throws InvalidConfiguration if a setting is invalid
   */
  Settings read(ServiceOptions service) {
    Configuration file = Configuration.read(environment.configuration());
    String named = environment.variable("CIVITAI_API_KEY");
    String key = first(service.key, named, file.civitaiKey());
    if (key != null && !isKey(key.strip())) {
      throw new InvalidConfiguration(
          first(
                  service.key == null ? null : "--api-key",
                  named == null ? null : "CIVITAI_API_KEY",
                  inConfiguration("civitai_key"))
              + ": no key of CivitAI, since it is longer than 4 KiB, or has a space, a line break or"
              + " a non-ASCII character in it; correct or remove it");
    }
    secrets = Secrets.of(Collections.singletonList(key));
    Settings settings = place(service, file).settings(key, environment);
    secrets = settings.secrets();
    return settings;
  }

  private static boolean isKey(String text) {
    return text.length() <= LONGEST_KEY && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private ServicePlace place(ServiceOptions service, Configuration file) {
    return ServicePlace.of(service.url, "--api-url", DEFAULT_URL)
        .or(of("CIVITAI_API_URL", file.civitaiUrl(), "civitai_url", DEFAULT_URL));
  }

  /** The address that a variable, or else the configuration file, names. */
  private ServicePlace of(
      String variable, @Nullable String configured, String setting, String usual) {
    return ServicePlace.of(environment.variable(variable), variable, usual)
        .or(ServicePlace.of(configured, inConfiguration(setting), usual));
  }

  private String inConfiguration(String setting) {
    return setting + " in " + environment.configuration();
  }

  /**
   * Reads the settings of CivArchive, which has no key.
   *
   * @throws InvalidConfiguration if a setting is invalid
   */
  Settings civArchive() {
    String configured = Configuration.read(environment.configuration()).civarchiveUrl();
    return of("CIVARCHIVE_URL", configured, "civarchive_url", CIVARCHIVE_URL)
        .settings(null, environment);
  }

  /**
   * The addresses that may be given to a download program.
   *
   * @throws InvalidConfiguration if the configured address of the API is invalid
   */
  DownloadAddress downloads(ServiceOptions service) {
    String api = place(service, Configuration.read(environment.configuration())).checked();
    String mirror = environment.variable(MIRROR);
    return DownloadAddress.of(
        api, mirror == null ? null : new ServicePlace(mirror, MIRROR).checked());
  }

  /** The text with the key and other secrets masked, in every form in which they may occur. */
  String withoutSecrets(String text) {
    return secrets.mask(text);
  }

  private static @Nullable String first(
      @Nullable String option, @Nullable String variable, @Nullable String configured) {
    if (option != null) {
      return option;
    }
    return variable != null ? variable : configured;
  }
}
