package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.civitai.DownloadAddress;
import dev.tensors.tsr.civitai.network.InvalidSettings;
import dev.tensors.tsr.civitai.network.NetworkSettings;
import dev.tensors.tsr.civitai.network.Secrets;
import dev.tensors.tsr.civitai.network.Settings;
import dev.tensors.tsr.cli.frame.options.ServiceOptions;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the CivitAI client from options, environment and configuration file. */
final class CivitaiSettings {

  private static final String DEFAULT_URL = "https://civitai.com/api/v1";

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
    if (key != null && key.length() > LONGEST_KEY) {
      throw new InvalidConfiguration(
          first(
                  service.key == null ? null : "--api-key",
                  named == null ? null : "CIVITAI_API_KEY",
                  "civitai_key in " + environment.configuration())
              + ": longer than 4 KiB, so it is no key of CivitAI; correct or remove it");
    }
    secrets = Secrets.of(Collections.singletonList(key));
    String variable = environment.variable("CIVITAI_API_URL");
    String url = first(service.url, variable, file.civitaiUrl());
    try {
      NetworkSettings network = NetworkSettings.of(environment.variables());
      Settings settings =
          Settings.of(url == null ? DEFAULT_URL : url, key, ProgramVersion.userAgent(), network)
              .withAddressFrom(
                  url == null
                      ? null
                      : first(
                          service.url == null ? null : "--api-url",
                          variable == null ? null : "CIVITAI_API_URL",
                          "civitai_url in config.toml"));
      secrets = settings.secrets();
      return settings;
    } catch (InvalidSettings e) {
      throw new InvalidConfiguration(
          e.getMessage() + (e.isOfEnvironment() ? "" : "; see --api-url and --api-key"));
    }
  }

  /**
   * The addresses that may be given to a download program.
   *
   * @throws InvalidConfiguration if the configured address of the API is invalid
   */
  DownloadAddress downloads(ServiceOptions service) {
    String configured = Configuration.read(environment.configuration()).civitaiUrl();
    String url = first(service.url, environment.variable("CIVITAI_API_URL"), configured);
    try {
      return DownloadAddress.of(url == null ? DEFAULT_URL : url);
    } catch (InvalidSettings e) {
      throw new InvalidConfiguration(e.getMessage() + "; see --api-url");
    }
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
