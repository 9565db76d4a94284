package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.HtmlText;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.files.Sidecars.Known;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The user's own words in a sidecar. Managers put words of CivitAI among them.
 *
 * @param words trigger words
 * @param mixedWords trigger words, most of them CivitAI's
 * @param mixedTags tags, most of them CivitAI's
 * @param title null: none
 * @param texts notes and descriptions
 * @param values by the keys of the catalogue
 */
public record UserNotes(
    List<String> words,
    List<String> mixedWords,
    List<String> mixedTags,
    @Nullable String title,
    List<String> texts,
    Map<String, String> values) {

  private static final int LONGEST_DESCRIPTION = 100_000;

  static final UserNotes NONE =
      new UserNotes(List.of(), List.of(), List.of(), null, List.of(), Map.of());

  /** Whether there is nothing that can be the user's own. */
  public boolean isEmpty() {
    return words.isEmpty() && title == null && texts.isEmpty() && values.isEmpty();
  }

  /**
   * The user's own words and values, by the keys of the catalogue.
   *
   * @param known CivitAI's words; none if the version is not cached
   * @param before the values that the sidecar provided before: if CivitAI's words are not known,
   *     those of the user's own then stay the user's
   * @param written the values that tsr exported, which may since have changed at CivitAI or in
   *     notes
   * @param stem the name of the file, which is no title
   */
  public Map<String, String> own(
      Known known, WrittenValues written, Map<String, String> before, String stem) {
    Map<String, String> own = new TreeMap<>(values);
    own.entrySet().removeIf(value -> written.has(value.getKey(), value.getValue()));
    put(own, ImportedNotes.TRIGGERS, triggers(known, written, before));
    put(own, ImportedNotes.TAGS, tags(known, written, before));
    put(own, ImportedNotes.TEXT, text(known, written));
    if (title != null
        && !title.equals(stem)
        && !title.equals(known.modelName())
        && !written.has(ImportedNotes.TITLE, title)) {
      own.put(ImportedNotes.TITLE, title);
    }
    return own;
  }

  /**
   * The fingerprints of all that could be taken for the user's own.
   *
   * @param naming of the sidecar
   */
  public Set<String> fingerprints(SidecarNaming naming) {
    Set<String> prints = new HashSet<>();
    BiConsumer<String, String> add =
        (key, value) -> prints.add(WrittenValues.fingerprint(naming, key, value));
    values.forEach(add);
    PackedWords.split(mixedWords).forEach(word -> add.accept(ImportedNotes.TRIGGERS, word));
    mixedTags.forEach(tag -> add.accept(ImportedNotes.TAGS, line(tag)));
    texts.forEach(text -> add.accept(ImportedNotes.TEXT, text));
    if (title != null) {
      add.accept(ImportedNotes.TITLE, title);
    }
    List<String> list = PackedWords.split(words);
    list.forEach(word -> add.accept(ImportedNotes.TRIGGERS, word));
    if (!list.isEmpty()) {
      add.accept(WrittenValues.LIST, WrittenValues.list(list));
    }
    return prints;
  }

  private static void put(Map<String, String> own, String key, String value) {
    if (!value.isEmpty()) {
      own.put(key, value);
    }
  }

  private String triggers(Known known, WrittenValues written, Map<String, String> before) {
    Set<String> civitai = new HashSet<>(PackedWords.split(known.words()));
    List<String> split = PackedWords.split(words);
    if (!split.isEmpty()
        && !civitai.equals(new HashSet<>(split))
        && !written.has(WrittenValues.LIST, WrittenValues.list(split))) {
      return String.join("\n", split);
    }
    if (!known.cached()) {
      return kept(PackedWords.split(mixedWords), before.get(ImportedNotes.TRIGGERS));
    }
    return String.join(
        "\n",
        PackedWords.split(mixedWords).stream()
            .filter(word -> !civitai.contains(word) && !written.has(ImportedNotes.TRIGGERS, word))
            .toList());
  }

  private String tags(Known known, WrittenValues written, Map<String, String> before) {
    Set<String> civitai = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    civitai.addAll(known.tags());
    return !known.cached()
        ? kept(mixedTags.stream().map(UserNotes::line).toList(), before.get(ImportedNotes.TAGS))
        : String.join(
            "\n",
            mixedTags.stream()
                .map(UserNotes::line)
                .filter(tag -> !tag.isEmpty() && !written.has(ImportedNotes.TAGS, tag))
                .filter(civitai::add)
                .toList());
  }

  /** The words that were the user's own before. */
  private static String kept(List<String> words, @Nullable String before) {
    Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    if (before != null) {
      before.lines().forEach(own::add);
    }
    return String.join("\n", words.stream().filter(own::remove).toList());
  }

  private static String line(String tag) {
    return tag.strip().replaceAll("\\R", " ");
  }

  private String text(Known known, WrittenValues written) {
    Set<String> civitai = new HashSet<>();
    known.texts().forEach(text -> civitai.add(comparable(text)));
    List<String> own = new ArrayList<>();
    for (String text : texts) {
      // A plain text may have what HTML would not show, such as <lora:name:1>.
      if (!civitai.contains(words(text))
          && !written.has(ImportedNotes.TEXT, text)
          && civitai.add(comparable(text))) {
        own.add(text.strip());
      }
    }
    return String.join("\n\n", own);
  }

  /** No description is longer, and the tree of such a text would take too much memory. */
  private static String comparable(String text) {
    return text.length() > LONGEST_DESCRIPTION ? text : words(HtmlText.of(text));
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
  }
}
