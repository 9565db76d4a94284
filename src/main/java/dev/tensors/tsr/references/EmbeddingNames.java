package dev.tensors.tsr.references;

import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Folding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The names of the recorded embeddings. Web UIs load an embedding wherever its name stands in a
 * prompt as a bare word.
 */
public final class EmbeddingNames {

  private static final String EMBEDDINGS =
      """
      WITH embeddings AS (
        SELECT id, file_path FROM local_files WHERE type = 'TextualInversion'
        UNION
        SELECT f.id, f.file_path FROM models m JOIN local_files f ON f.civitai_model_id = m.civitai_id
        WHERE m.type = 'TextualInversion')
      SELECT file_path FROM embeddings
      UNION
      SELECT o.name FROM embeddings e JOIN old_names o ON o.local_file_id = e.id
      """;

  /** Programs that load embeddings by a mark of their own only, and not by bare words. */
  private static final Set<String> WITHOUT_BARE_WORDS = Set.of("ComfyUI", "InvokeAI", "SwarmUI");

  /** The names by the letters and digits that they begin with, all folded. */
  private final Map<String, List<String>> byStart = new HashMap<>();

  private EmbeddingNames() {}

  /** The names of all recorded embeddings, also those of before, without extension. */
  public static EmbeddingNames of(Database database) {
    EmbeddingNames names = new EmbeddingNames();
    database.query(sql -> sql.each(EMBEDDINGS, row -> row.getString(1), names::add));
    return names;
  }

  private void add(String path) {
    String name = Folding.of(ModelFileName.stemOfFile(path));
    int start = start(name, 0);
    if (start < name.length()) {
      byStart
          .computeIfAbsent(name.substring(start, end(name, start)), key -> new ArrayList<>())
          .add(name);
    }
  }

  /** Those of the names that are wanted. */
  public EmbeddingNames of(Predicate<String> wanted) {
    EmbeddingNames some = new EmbeddingNames();
    byStart.forEach(
        (start, names) -> {
          List<String> kept = names.stream().filter(wanted).toList();
          if (!kept.isEmpty()) {
            some.byStart.put(start, kept);
          }
        });
    return some;
  }

  public boolean isEmpty() {
    return byStart.isEmpty();
  }

  /**
   * The names that stand in the prompts of a picture as words, in their order and folded.
   *
   * @param tool the program that made the picture; null if it is not known
   */
  public Set<String> in(
      @Nullable String tool, @Nullable String prompt, @Nullable String negativePrompt) {
    Set<String> names = new LinkedHashSet<>();
    if (tool == null || !WITHOUT_BARE_WORDS.contains(tool)) {
      names.addAll(in(prompt));
      names.addAll(in(negativePrompt));
    }
    return names;
  }

  /** The names that stand in a prompt as words, in their order and folded. */
  private Set<String> in(@Nullable String prompt) {
    Set<String> found = new LinkedHashSet<>();
    if (prompt == null || byStart.isEmpty()) {
      return found;
    }
    String text = Folding.of(prompt);
    int end;
    for (int at = start(text, 0); at < text.length(); at = start(text, end)) {
      end = end(text, at);
      for (String name : byStart.getOrDefault(text.substring(at, end), List.of())) {
        if (isAt(text, at - start(name, 0), name)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static boolean isAt(String text, int start, String name) {
    int end = start + name.length();
    return text.startsWith(name, start)
        && (start == 0 || !isOfName(text.charAt(start - 1)))
        && (end == text.length() || !isOfName(text.charAt(end)));
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static int start(String text, int from) {
    int at = from;
    while (at < text.length() && !Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int end(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
