package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.json.JsonFilling;
import dev.tensors.tsr.json.JsonLayout;
import dev.tensors.tsr.json.JsonLayout.Escapes;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.notes.EffectiveNotes.EffectiveNote;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.formats.ConnectedModelFormat;
import dev.tensors.tsr.sidecars.formats.LoraManagerFormat;
import dev.tensors.tsr.sidecars.formats.WebUiFormat;
import java.util.Set;

/** The programs for which sidecars are written, in the order in which they are. */
public enum ExportTarget {
  /**
   * The first, since LoRA Manager ignores the hash in Civitai Helper's sidecar where it has a
   * sidecar of its own: Civitai Helper's can then be written for any file of a version.
   */
  LORA_MANAGER(
      "lora-manager",
      SidecarNaming.METADATA,
      JsonLayout.lines("  ", Escapes.NONE),
      LoraManagerFormat.REQUIRED,
      Set.of(),
      "LoRA Manager shows what changed of models that it knows after Full Rebuild"),
  /** Python reads and writes its file in the system's encoding, so that only ASCII is safe. */
  CIVITAI_HELPER(
      "civitai-helper",
      SidecarNaming.CIVITAI_INFO,
      JsonLayout.lines("    ", Escapes.NON_ASCII),
      Set.of(),
      Set.of(),
      "SwarmUI reads .civitai.info files after Reset All Metadata"),
  STABILITY_MATRIX(
      "stability-matrix",
      SidecarNaming.CM_INFO,
      JsonLayout.oneLine(Escapes.NON_ASCII_AND_HTML),
      ConnectedModelFormat.REQUIRED,
      Set.of(),
      "StabilityMatrix reads .cm-info.json files when it scans its models again"),
  A1111(
      "a1111",
      SidecarNaming.JSON,
      JsonLayout.lines("    ", Escapes.NONE),
      Set.of(),
      WebUiFormat.UNSET_BY_ZERO,
      "press Refresh in AUTOMATIC1111 or Forge before you edit a card, or it writes the old one back");

  private final String word;
  private final SidecarNaming naming;
  private final JsonLayout layout;
  private final Set<String> required;
  private final Set<String> unsetByZero;
  private final String advice;

  ExportTarget(
      String word,
      SidecarNaming naming,
      JsonLayout layout,
      Set<String> required,
      Set<String> unsetByZero,
      String advice) {
    this.word = word;
    this.naming = naming;
    this.layout = layout;
    this.required = required;
    this.unsetByZero = unsetByZero;
    this.advice = advice;
  }

  /** The program's name in options and results. */
  public String word() {
    return word;
  }

  /** What the program needs to see what was written. */
  public String advice() {
    return advice;
  }

  /**
   * Whether the program keeps anything of a note, for a file of which CivitAI's data are unknown.
   */
  boolean keeps(EffectiveNote note) {
    boolean both =
        note.text() != null && !note.text().isBlank()
            || !note.triggers().isEmpty()
            || note.weight() != null;
    return switch (this) {
      case A1111 -> both || note.imported().containsKey(ImportedNotes.NEGATIVE_WORDS);
      case LORA_MANAGER ->
          both
              || note.favourite()
              || !note.tags().isEmpty()
              || note.imported().containsKey(ImportedNotes.TITLE);
      case CIVITAI_HELPER, STABILITY_MATRIX -> false;
    };
  }

  SidecarNaming naming() {
    return naming;
  }

  /** The name of the sidecar of a file. */
  String sidecar(LocalFile file) {
    return naming.nameFor(file.path());
  }

  /** The text of a new sidecar. */
  String text(JsonObject content) {
    return layout.write(content);
  }

  /** What to fill in a sidecar. */
  JsonFilling.Wanted wanted(JsonObject content, JsonObject sidecar) {
    Set<String> outdated = this == LORA_MANAGER ? LoraManagerFormat.outdated(sidecar) : Set.of();
    return new JsonFilling.Wanted(content, required, unsetByZero, outdated, layout);
  }

  @Override
  public String toString() {
    return word;
  }
}
