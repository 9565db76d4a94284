package dev.tensors.tsr.model;

import dev.tensors.tsr.text.WhiteSpace;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The name of a folder of training images in the form of kohya's trainers: the images in {@code
 * 10_ohwx woman} are repeated ten times, and trained on the words {@code ohwx woman} if they have
 * no caption.
 */
public final class TrainingFolder {

  /** Usual folder names that are no trigger words. */
  private static final Set<String> MEANINGLESS =
      Set.of("img", "image", "images", "data", "dataset", "train", "training");

  private TrainingFolder() {}

  /** The trigger words in a folder's name; none if the name does not have the trainers' form. */
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
