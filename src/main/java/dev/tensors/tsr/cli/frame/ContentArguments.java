package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.Notes;
import dev.tensors.tsr.sqlite.Database;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the contents that FILE arguments name, also those of files that are gone. */
public final class ContentArguments {

  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");
  private static final Pattern SHA256_START = Pattern.compile("[0-9A-Fa-f]{8,64}");

  /** One more than an error message lists. */
  private static final int MOST_LISTED = 10;

  private final FileArguments files;
  private final LocalFiles recorded;
  private final Notes notes;

  public ContentArguments(Database database) {
    this.files = new FileArguments(database);
    this.recorded = new LocalFiles(database);
    this.notes = new Notes(database);
  }

  /**
   * The contents in the order of the words, each file once.
   *
   * @throws NotFound if a word matches no file and no note, or different contents
   */
  public List<NamedContent> named(List<String> words) {
    Set<NamedContent> named = new LinkedHashSet<>();
    words.forEach(word -> named.add(content(word)));
    return List.copyOf(named);
  }

  private NamedContent content(String word) {
    Optional<LocalFile> exact =
        SHA256.matcher(word).matches()
            ? recorded.withContent(word.toUpperCase(Locale.ROOT))
            : Optional.empty();
    LocalFile file = exact.isPresent() ? exact.get() : null;
    try {
      file = file == null ? files.ofContents(List.of(word)).getFirst() : file;
      return new NamedContent(file.sha256(), file.path());
    } catch (NotFound e) {
      if (!e.candidates().isEmpty() || !SHA256_START.matcher(word).matches()) {
        throw e;
      }
      return new NamedContent(gone(word, e), null);
    }
  }

  /** The content of a file that is not recorded any more. */
  private String gone(String start, NotFound none) {
    List<String> noted = notes.startingWith(start.toUpperCase(Locale.ROOT), MOST_LISTED + 1);
    if (noted.isEmpty()) {
      throw none;
    }
    if (noted.size() > 1) {
      throw new NotFound(
          "several noted contents match " + start + "; name one:",
          noted.subList(0, Math.min(MOST_LISTED, noted.size())));
    }
    return noted.getFirst();
  }
}
