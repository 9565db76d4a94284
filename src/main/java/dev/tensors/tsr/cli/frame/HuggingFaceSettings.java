package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.network.Secrets;
import dev.tensors.tsr.network.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the client of Hugging Face, where its own programs have them. */
final class HuggingFaceSettings {

  private static final String DEFAULT_URL = "https://huggingface.co";

  static final String OFFLINE =
      "Hugging Face is not asked, since HF_HUB_OFFLINE is set; unset it to ask";

  private static final Set<String> TRUE = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    TRUE.addAll(Set.of("1", "ON", "YES", "TRUE"));
  }

  /** In bytes; a server refuses a header that is much longer. */
  private static final int LONGEST_TOKEN = 4 << 10;

  private final Environment environment;
  private Secrets secrets = Secrets.NONE;

  HuggingFaceSettings(Environment environment) {
    this.environment = environment;
  }

  /** Whether the user has told all programs not to ask Hugging Face. */
  boolean isOffline() {
    String offline = environment.variable("HF_HUB_OFFLINE");
    return offline != null && TRUE.contains(offline);
  }

  /**
   * Reads the settings.
   *
   * @throws InvalidConfiguration if a setting is invalid
   * @throws ServiceUnavailable if HF_HUB_OFFLINE is set
   */
  Settings read() {
    if (isOffline()) {
      throw new ServiceUnavailable(OFFLINE);
    }
    Settings settings =
        ServicePlace.of(environment.variable("HF_ENDPOINT"), "HF_ENDPOINT", DEFAULT_URL)
            .settings(token(), environment);
    secrets = settings.secrets();
    return settings;
  }

  private @Nullable String token() {
    String named = environment.variable("HF_TOKEN");
    String token = named == null ? stored() : named.strip();
    if (token != null
        && (token.length() > LONGEST_TOKEN || !token.chars().allMatch(c -> c > ' ' && c < 127))) {
      throw new InvalidConfiguration(
          "the token of Hugging Face (HF_TOKEN) is longer than 4 KiB, or contains a space, a line"
              + " break or a non-ASCII character; correct or remove it");
    }
    return token;
  }

  /** The token that Hugging Face's login stored. */
  private @Nullable String stored() {
    String hidden = environment.variable("HF_HUB_DISABLE_IMPLICIT_TOKEN");
    Path file = hidden != null && TRUE.contains(hidden) ? null : environment.huggingFaceToken();
    try {
      if (file == null || !Files.isRegularFile(file) || Files.size(file) > LONGEST_TOKEN) {
        return null;
      }
      String token = Files.readString(file).strip();
      return token.isEmpty() ? null : token;
    } catch (IOException e) {
      throw new InvalidConfiguration(
          file + ": the token of Hugging Face cannot be read; check its permissions");
    }
  }

  /** The text with the token masked, in every form in which it may occur. */
  String withoutSecrets(String text) {
    return secrets.mask(text);
  }
}
