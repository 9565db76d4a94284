package dev.tensors.tsr.model;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.text.Folding;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names by which workflows and settings call files of models. */
public final class ModelName {

  /** Further words for no model of one's own, each in the place of another kind of model. */
  private static final Set<String> NONE =
      Set.of(
          "automatic",
          "default",
          "default (model)",
          "baked vae",
          "built-in",
          "built in",
          "pixel_space",
          "use same checkpoint",
          "use same choices",
          "use same vae");

  private static final int LONGEST = 500;

  private ModelName() {}

  /** Whether a text names a file by an extension that models have. */
  public static boolean isFile(String text) {
    return text.length() <= LONGEST
        && hasExtension(text)
        && text.chars().noneMatch(c -> c < ' ')
        && !text.contains("://");
  }

  /** Whether a name ends with an extension that models have. */
  public static boolean hasExtension(@Nullable String name) {
    return name != null && ModelFileName.extension(name) != null;
  }

  /**
   * The name without white space around it; null if it is empty or one of the words for no model.
   */
  public static @Nullable String of(@Nullable String written) {
    if (written == null || written.length() > LONGEST) {
      return null;
    }
    String name = written.strip();
    boolean none =
        ModelFileName.isNone(name)
            || NONE.contains(name.toLowerCase(Locale.ROOT))
            || name.startsWith("(");
    return none ? null : name;
  }

  /**
   * The name without folder and extension, folded, which all spellings of one name have in common.
   */
  public static String key(String name) {
    return Folding.of(ModelFileName.stem(hasExtension(name) ? name : name + ".pt"));
  }

  /** Whether both may be one path, even if one of them has fewer folders. */
  public static boolean mayBeSame(String one, String other) {
    return path(one).equals(path(other)) || isEnd(one, other) || isEnd(other, one);
  }

  /** Whether a path ends as the other one does, from a folder on. */
  public static boolean isEnd(String end, String path) {
    return path(path).endsWith("/" + path(end));
  }

  private static String path(String name) {
    return Folding.of(ModelFileName.withoutExtension(name)).replace('\\', '/');
  }
}
