package dev.tensors.tsr.cli.frame.options;

import org.jspecify.annotations.Nullable;

/** The options of commands that send requests to CivitAI. */
public final class ServiceOptions implements OptionGroup {

  public @Nullable String key;
  public @Nullable String url;

  @Override
  public void declare(Declaration command) {
    command
        .value(
            "--api-key=KEY",
            """
            The CivitAI key. Default: $CIVITAI_API_KEY, else civitai_key below [api] in
            tensors/config.toml in $XDG_CONFIG_HOME or ~/.config. Most requests need none.
            """,
            value -> key = value)
        .value(
            "--api-url=URL",
            """
            The address of the CivitAI API. Default: $CIVITAI_API_URL, else civitai_url below
            [api], else https://civitai.com/api/v1. Uses $HTTPS_PROXY if set.
            """,
            value -> url = value);
  }
}
