package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.HtmlText;
import dev.tensors.tsr.model.PackedWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The user metadata of AUTOMATIC1111 and Forge, to which browser-plus adds ids. */
public final class WebUiFormat {

  /** How Civitai Helper joins words of which some have commas. */
  private static final String BARS = " || ";

  /** The tree of a longer description takes too much memory. */
  private static final int LONGEST_DESCRIPTION = 100_000;

  private static final Set<String> SDXL_BASES = Set.of("pony", "illustrious", "noobai");

  /** The fields that 0 leaves unset. */
  public static final Set<String> UNSET_BY_ZERO = Set.of("preferred weight");

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

  /** A sidecar. It names no ids and no SHA-256: browser-plus deletes files by these. */
  public static JsonObject write(ExportedFile exported) {
    EffectiveNote note = exported.note();
    List<String> words =
        note.triggers().isEmpty() ? PackedWords.split(exported.words()) : note.triggers();
    Double weight = note.weight();
    return new JsonFields()
        .with("description", description(exported))
        .withKnown("sd version", stableDiffusion(exported.version().get(WireVersion.BASE_MODEL)))
        .with("activation text", String.join(", ", words))
        .with("preferred weight", weight == null ? new BigDecimal(0) : weight)
        .withKnown("negative text", note.imported().get(ImportedNotes.NEGATIVE_WORDS))
        .withText("notes", note.text())
        .object();
  }

  private static String description(ExportedFile exported) {
    String html = exported.model().get(WireModel.DESCRIPTION);
    return html == null || html.length() > LONGEST_DESCRIPTION ? "" : HtmlText.of(html);
  }

  /** A value that both programs know; null: they find it out from the file themselves. */
  private static @Nullable String stableDiffusion(@Nullable String base) {
    String lower = base == null ? "" : base.toLowerCase(Locale.ROOT);
    if (lower.startsWith("sdxl") || SDXL_BASES.contains(lower)) {
      return "SDXL";
    }
    if (lower.startsWith("sd 1.")) {
      return "SD1";
    }
    return lower.startsWith("sd 2.") ? "SD2" : null;
  }

  /** The ids and the hash that a sidecar names. */
  public static SidecarSubject subject(JsonObject root) {
    return new SidecarSubject(
        root.number("modelId"), root.number("modelVersionId"), root.text("sha256"), null);
  }
}
