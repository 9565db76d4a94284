package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.HtmlText;
import dev.tensors.tsr.model.PackedWords;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the user metadata of AUTOMATIC1111 and Forge. It names no ids and no SHA-256: browser-plus
 * deletes files by these.
 */
final class WebUiContent {

  /** The tree of a longer description takes too much memory. */
  private static final int LONGEST_DESCRIPTION = 100_000;

  private static final Set<String> SDXL_BASES = Set.of("pony", "illustrious", "noobai");

  private WebUiContent() {}

  static JsonObject of(ExportedFile exported) {
    EffectiveNote note = exported.note();
    List<String> words =
        note.triggers().isEmpty() ? PackedWords.split(exported.words()) : note.triggers();
    Double weight = note.weight();
    String base = ExportedFile.text(exported.version().columns(), "base_model");
    return new Fields()
        .with("description", description(exported))
        .withKnown("sd version", stableDiffusion(base.toLowerCase(Locale.ROOT)))
        .with("activation text", String.join(", ", words))
        .with("preferred weight", weight == null ? new BigDecimal(0) : weight)
        .withKnown("negative text", note.imported().get(ImportedNotes.NEGATIVE_WORDS))
        .with("notes", note.text() == null ? "" : note.text())
        .object();
  }

  private static String description(ExportedFile exported) {
    String html = ExportedFile.text(exported.model().columns(), "description");
    return html.length() > LONGEST_DESCRIPTION ? "" : HtmlText.of(html);
  }

  /** A value that both programs know; null: they find it out from the file themselves. */
  private static @Nullable String stableDiffusion(String base) {
    if (base.startsWith("sdxl") || SDXL_BASES.contains(base)) {
      return "SDXL";
    }
    if (base.startsWith("sd 1.")) {
      return "SD1";
    }
    return base.startsWith("sd 2.") ? "SD2" : null;
  }
}
