package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.library.notes.ImportedNotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the user metadata of AUTOMATIC1111, to which browser-plus adds ids. */
final class WebUiFormat {

  /** How Civitai Helper joins words of which some have commas. */
  private static final String BARS = " || ";

  private WebUiFormat() {}

  static Sidecar read(JsonObject root) {
    Claim claim =
        Claim.ofIds(root.number("modelId"), root.number("modelVersionId"), root.text("sha256"));
    boolean byBrowser =
        root.values().keySet().stream()
            .anyMatch(key -> List.of("modelId", "modelVersionId", "sha256").contains(key));
    boolean byHelper = !root.object("extensions").object("sd_civitai_helper").values().isEmpty();
    List<String> texts = new ArrayList<>();
    // These programs write CivitAI's descriptions.
    add(texts, byHelper ? null : root.text("notes"));
    add(texts, byHelper || byBrowser ? null : root.text("description"));
    UserNotes notes = new UserNotes(words(root), List.of(), List.of(), null, texts, values(root));
    return new Sidecar(byBrowser ? ManagerName.BROWSER_PLUS : ManagerName.A1111, claim, notes);
  }

  private static void add(List<String> texts, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      texts.add(text);
    }
  }

  private static List<String> words(JsonObject root) {
    String text = root.text("activation text");
    if (text == null || text.isBlank()) {
      return List.of();
    }
    return List.of(text.replace(BARS, "\n"));
  }

  private static Map<String, String> values(JsonObject root) {
    Map<String, String> values = new TreeMap<>();
    Double weight = root.fraction("preferred weight");
    if (weight != null && weight != 0) {
      values.put(ImportedNotes.WEIGHT, weight.toString());
    }
    String negative = root.text("negative text");
    if (negative != null && !negative.isBlank()) {
      values.put(ImportedNotes.NEGATIVE_WORDS, negative.strip());
    }
    return values;
  }
}
