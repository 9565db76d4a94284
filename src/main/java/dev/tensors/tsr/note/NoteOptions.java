package dev.tensors.tsr.note;

import dev.tensors.tsr.cli.frame.options.WholeNumber;
import dev.tensors.tsr.library.notes.Notes.NoteChange;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.text.Folding;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that change a note. */
final class NoteOptions {

  private static final int MOST_STARS = 5;

  @Option(names = "--text", paramLabel = "TEXT", description = "Any text. Empty: none.")
  private @Nullable String text;

  @Option(
      names = "--rating",
      paramLabel = "STARS",
      converter = Stars.class,
      description = "1 to 5 stars. 0: not rated.")
  private @Nullable Integer rating;

  @Option(
      names = {"--favourite", "--favorite"},
      negatable = true,
      description = "Make the file one of your favourites, or not.")
  private @Nullable Boolean favourite;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      converter = Tag.class,
      description = "Add a tag. Repeat for several.")
  private List<String> tags = List.of();

  @Option(
      names = "--untag",
      paramLabel = "TAG",
      converter = Tag.class,
      description = "Remove a tag. Repeat for several.")
  private List<String> removedTags = List.of();

  @Option(
      names = "--weight",
      paramLabel = "WEIGHT",
      converter = Weight.class,
      description = "The weight to use a LoRA with, such as 0.8. Empty: none.")
  private @Nullable Double weight;

  @Option(
      names = "--triggers",
      paramLabel = "WORDS",
      description =
          "Your own trigger words, separated by commas, in place of those that you noted before."
              + " Repeat for several. Empty: none.")
  private @Nullable List<String> triggers;

  @Option(
      names = "--clear",
      description =
          "Remove the note with its tags, before the other options. Imported values stay.")
  private boolean clear;

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

  private static final class Stars extends WholeNumber {

    private Stars() {
      super(0, MOST_STARS);
    }
  }

  private static final class Weight implements ITypeConverter<Double> {

    private static final Pattern NUMBER =
        Pattern.compile("[-+]?(\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9})");

    @Override
    public Double convert(String word) {
      if (word.isEmpty()) {
        return Double.NaN;
      }
      if (!NUMBER.matcher(word).matches()) {
        throw new TypeConversionException("'" + word + "' is not a number such as 0.8");
      }
      return Double.valueOf(word);
    }
  }

  private static final class Tag implements ITypeConverter<String> {

    @Override
    public String convert(String word) {
      String tag = word.strip();
      if (tag.isEmpty()) {
        throw new TypeConversionException("a tag cannot be empty");
      }
      if (tag.indexOf(',') >= 0) {
        throw new TypeConversionException(
            "'" + word + "' has a comma; repeat the option for several tags");
      }
      if (tag.codePoints().anyMatch(Tag::breaksLine)) {
        throw new TypeConversionException(
            "'"
                + word
                + "' has a line break or another control character, which a tag cannot have");
      }
      return tag;
    }

    private static boolean breaksLine(int character) {
      return Character.isISOControl(character)
          || Character.getType(character) == Character.LINE_SEPARATOR
          || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
    }
  }
}
