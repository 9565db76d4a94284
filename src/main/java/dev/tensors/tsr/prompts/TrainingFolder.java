package dev.tensors.tsr.prompts;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The name of a folder of training images, as kohya's trainers want it: {@code 10_ohwx woman} is
 * repeated ten times, and images without a caption are trained on {@code ohwx woman}.
 */
public final class TrainingFolder {

  /** What people call a folder when its name is to mean nothing. */
  private static final Set<String> MEANINGLESS =
      Set.of("img", "image", "images", "data", "dataset", "train", "training");

  private TrainingFolder() {}

  /** The words that the model was trained on by the folder's name; none if it is another name. */
  public static List<String> words(String name) {
    int digits = 0;
    while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
      digits++;
    }
    boolean named = digits > 0 && digits < name.length() && name.charAt(digits) == '_';
    String words = named ? WhiteSpace.strip(name.substring(digits + 1)) : "";
    boolean number = words.chars().allMatch(Character::isDigit);
    return number || MEANINGLESS.contains(words.toLowerCase(Locale.ROOT))
        ? List.of()
        : List.of(words);
  }
}
