package dev.tensors.tsr.library;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.system.PathNames;
import dev.tensors.tsr.text.Folding;
import java.util.List;
import java.util.function.Predicate;

/** A word as it is compared with paths. */
final class ComparedWord {

  private static final int END = 4;
  static final int PART = 8;
  static final int NONE = Integer.MAX_VALUE;

  private final String word;

  /** With the separator of addresses, as paths are compared. */
  private final String path;

  private final String foldedWord;
  private final String foldedPath;

  /** What follows the last separator, as it is sought among the folded names. */
  final String foldedName;

  private final String foldedPart;

  ComparedWord(String word) {
    this.word = word;
    String slashed = slashed(word);
    this.path = slashed.startsWith("./") ? slashed.substring(2) : slashed;
    this.foldedWord = Folding.of(word);
    this.foldedPath = Folding.of(path);
    this.foldedName = Folding.ofName(ModelFileName.withoutFolders(word));
    this.foldedPart = Folding.ofName(word);
  }

  private static String slashed(String path) {
    return path.replace('\\', '/');
  }

  boolean hasFolders() {
    return path.indexOf('/') >= 0;
  }

  /** The names that a file may have, without folders: the ending may be left out. */
  List<String> names() {
    return ModelFileName.withAnyExtension(ModelFileName.withoutFolders(word));
  }

  /**
   * How a file's path fits the word, the surest first: a whole name, from 0 on; the end of the
   * path, from {@link #END} on; a part of the name, from {@link #PART} on.
   */
  int fit(String file) {
    String name = PathNames.HERE.name(file);
    int fit = whole(name, word::equals, foldedWord::equals);
    if (fit == NONE && hasFolders()) {
      int end = whole(slashed(file), all -> isEnd(path, all), all -> isEnd(foldedPath, all));
      fit = end == NONE ? NONE : END + end;
    }
    return fit == NONE ? part(name) : fit;
  }

  private static int whole(String file, Predicate<String> exact, Predicate<String> folded) {
    String bare = ModelFileName.withoutExtension(file);
    if (exact.test(file)) {
      return 0;
    }
    if (exact.test(bare)) {
      return 1;
    }
    if (folded.test(Folding.of(file))) {
      return 2;
    }
    return folded.test(Folding.of(bare)) ? 3 : NONE;
  }

  /** Whether a path is that of the file, or its end from a folder on. */
  private static boolean isEnd(String path, String file) {
    return file.endsWith(path)
        && (file.length() == path.length()
            || !path.startsWith("/") && file.charAt(file.length() - path.length() - 1) == '/');
  }

  /** A part of the name; then the name with other separators; then a part in another spelling. */
  private int part(String name) {
    if (word.codePointCount(0, word.length()) < NamedFiles.SHORTEST_PART) {
      return NONE;
    }
    if (name.contains(word)) {
      return PART;
    }
    String folded = Folding.ofName(name);
    if (!folded.contains(foldedPart)) {
      return NONE;
    }
    boolean isWhole =
        foldedPart.equals(ModelFileName.withoutExtension(folded)) || foldedPart.equals(folded);
    return isWhole ? PART + 1 : PART + 2;
  }
}
