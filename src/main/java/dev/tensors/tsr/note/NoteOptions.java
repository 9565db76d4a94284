package dev.tensors.tsr.note;

import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.OptionGroup;
import dev.tensors.tsr.cli.frame.options.WholeNumber;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.notes.Notes.NoteChange;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.text.Folding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that change a note. */
final class NoteOptions implements OptionGroup {

  private static final int MOST_STARS = 5;

  private @Nullable String text;
  private @Nullable Integer rating;
  private @Nullable Boolean favourite;
  private List<String> tags = List.of();
  private List<String> removedTags = List.of();
  private @Nullable Double weight;
  private @Nullable List<String> triggers;
  private boolean clear;

  @Override
  public void declare(Declaration command) {
    command
        .value("--text=TEXT", "Any text. Empty: none.", value -> text = value)
        .value(
            "--rating=STARS",
            "1 to 5 stars. 0: not rated.",
            WholeNumber.from(0, MOST_STARS),
            value -> rating = value)
        .negatableFlag(
            "--favourite, --favorite",
            "Make the file one of your favourites, or not.",
            on -> favourite = on)
        .values("--tag=TAG", "Add a tag. Repeat for several.", NoteOptions::tag, all -> tags = all)
        .values(
            "--untag=TAG",
            "Remove a tag. Repeat for several.",
            NoteOptions::tag,
            all -> removedTags = all)
        .value(
            "--weight=WEIGHT",
            "The weight to use a LoRA with, such as 0.8. Empty: none.",
            NoteOptions::weight,
            value -> weight = value)
        .values(
            "--triggers=WORDS",
            """
            Your own trigger words, separated by commas, in place of those that you noted
            before. Repeat for several. Empty: none.
            """,
            all -> triggers = all)
        .flag(
            "--clear",
            "Remove the note with its tags, before the other options. Imported values stay.",
            on -> clear = on);
  }

  /** The tags that the options add and remove at once. */
  List<String> contradictions() {
    return tags.stream()
        .filter(tag -> removedTags.stream().map(Folding::of).anyMatch(Folding.of(tag)::equals))
        .toList();
  }

  NoteChange change() {
    return new NoteChange(
        clear,
        text == null ? null : text.strip(),
        rating,
        favourite,
        weight,
        triggers == null ? null : PackedWords.split(triggers),
        tags,
        removedTags);
  }

  private static Double weight(String word) {
    if (word.isEmpty()) {
      return Double.NaN;
    }
    if (!word.matches("[-+]?(\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9})")) {
      throw new WrongUsage("'" + word + "' is not a number such as 0.8");
    }
    return Double.valueOf(word);
  }

  private static String tag(String word) {
    String tag = word.strip();
    if (tag.isEmpty()) {
      throw new WrongUsage("a tag cannot be empty");
    }
    if (tag.indexOf(',') >= 0) {
      throw new WrongUsage("'" + word + "' has a comma; repeat the option for several tags");
    }
    if (tag.codePoints().anyMatch(NoteOptions::breaksLine)) {
      throw new WrongUsage(
          "'" + word + "' has a line break or another control character, which a tag cannot have");
    }
    return tag;
  }

  private static boolean breaksLine(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.LINE_SEPARATOR
        || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
  }
}
