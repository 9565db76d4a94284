package dev.tensors.tsr.cache;

import dev.tensors.tsr.cache.PreviewCache.PreviewChoice;
import dev.tensors.tsr.cli.frame.options.WholeNumber;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of keeping pictures. */
final class PreviewOptions {

  @Option(
      names = "--previews",
      arity = "0..1",
      paramLabel = "N",
      fallbackValue = "4",
      converter = Count.class,
      description =
          "Also keep the first N (4) example images of each version as pictures 450 pixels wide, in"
              + " tensors/previews in $XDG_CACHE_HOME or ~/.cache.")
  private @Nullable Integer most;

  @Option(
      names = "--nsfw",
      description = "With --previews: also keep images that CivitAI does not mark PG.")
  private boolean nsfw;

  /**
   * The chosen images; null if no pictures are to be kept.
   *
   * @throws ParameterException if the options do not fit together
   */
  @Nullable PreviewChoice choice(CommandSpec spec) {
    if (nsfw && most == null) {
      throw new ParameterException(
          spec.commandLine(), "--nsfw is for --previews only; add --previews");
    }
    return most == null ? null : new PreviewChoice(most, nsfw);
  }

  /** The given options as words, each after a space. */
  String words() {
    return (most == null ? "" : " --previews " + most) + (nsfw ? " --nsfw" : "");
  }

  private static final class Count extends WholeNumber {

    private Count() {
      super(1, PreviewChoice.MOST, "; name models before --previews");
    }
  }
}
