package dev.tensors.tsr.cli.frame;

import picocli.CommandLine.Option;

/** The options of the commands that may ask CivitAI. */
public final class ServiceOptions {

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description =
          "The CivitAI key. Default: $CIVITAI_API_KEY, else civitai_key below [api] in"
              + " tensors/config.toml in $XDG_CONFIG_HOME or ~/.config. Most calls need none.")
  String key;

  @Option(
      names = "--api-url",
      paramLabel = "URL",
      description =
          "The API's address. Default: $CIVITAI_API_URL, else civitai_url below [api], else"
              + " https://civitai.com/api/v1. Asked through $HTTPS_PROXY, where that is set.")
  String url;
}
