package dev.tensors.tsr.cache;

import dev.tensors.tsr.cache.PreviewCache.PreviewChoice;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.OptionGroup;
import dev.tensors.tsr.cli.frame.options.WholeNumber;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import org.jspecify.annotations.Nullable;

/** The options of keeping pictures. */
final class PreviewOptions implements OptionGroup {

  private @Nullable Integer most;
  private boolean nsfw;

  @Override
  public void declare(Declaration command) {
    command
        .optionalValue(
            "--previews=N",
            "4",
            """
            Also keep the first N (4) example images of each version as pictures 450 pixels
            wide, in tensors/previews in $XDG_CACHE_HOME or ~/.cache.
            """,
            WholeNumber.from(1, PreviewChoice.MOST, "; name models before --previews"),
            value -> most = value)
        .flag(
            "--nsfw",
            "With --previews: also keep images that CivitAI does not mark PG.",
            on -> nsfw = on);
  }

  /**
   * The chosen images; null if no pictures are to be kept.
   *
   * @throws WrongUsage if the options do not fit together
   */
  @Nullable PreviewChoice choice() {
    if (nsfw && most == null) {
      throw new WrongUsage("--nsfw is for --previews only; add --previews");
    }
    return most == null ? null : new PreviewChoice(most, nsfw);
  }

  /** The given options as words, each after a space. */
  String words() {
    return (most == null ? "" : " --previews " + most) + (nsfw ? " --nsfw" : "");
  }
}
