package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.output.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files that the words of a command line name, for commands that only read. A word that names
 * none is reported, and the others count.
 *
 * @param complete whether each word names one
 */
public record FoundFiles<T>(List<T> files, boolean complete) {

  /**
   * Finds the files of each word, each file once.
   *
   * @param find finds the files of some words
   * @throws NotFound if no word names one
   */
  public static <T> FoundFiles<T> of(
      List<String> words, Function<List<String>, List<T>> find, Messages messages) {
    List<T> files = new ArrayList<>();
    NotFound last = null;
    boolean found = false;
    for (String word : words) {
      try {
        files.addAll(find.apply(List.of(word)));
        found = true;
      } catch (NotFound e) {
        tell(last, messages);
        last = e;
      }
    }
    if (last != null && !found) {
      throw last;
    }
    tell(last, messages);
    return new FoundFiles<>(files.stream().distinct().toList(), last == null);
  }

  private static void tell(@Nullable NotFound error, Messages messages) {
    if (error != null) {
      messages.error(String.valueOf(error.getMessage()));
      error.candidates().forEach(messages::detail);
    }
  }

  /** The exit code of a command that ended with another one: the lesser things do not count. */
  public int exitCode(int other) {
    return complete ? other : ExitCode.ABSENT;
  }
}
