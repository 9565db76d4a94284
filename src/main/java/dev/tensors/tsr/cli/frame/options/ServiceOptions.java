package dev.tensors.tsr.cli.frame.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that send requests to CivitAI. */
public final class ServiceOptions {

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description =
          "The CivitAI key. Default: $CIVITAI_API_KEY, else civitai_key below [api] in"
              + " tensors/config.toml in $XDG_CONFIG_HOME or ~/.config. Most requests need none.")
  public @Nullable String key;

  @Option(
      names = "--api-url",
      paramLabel = "URL",
      description =
          "The address of the CivitAI API. Default: $CIVITAI_API_URL, else civitai_url below [api], else"
              + " https://civitai.com/api/v1. Uses $HTTPS_PROXY if set.")
  public @Nullable String url;
}
