package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.files.SidecarNaming;
import dev.tensors.tsr.sidecars.formats.Claim.Extent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells from a sidecar's name and object which program wrote it, and reads it accordingly. */
public final class SidecarParser {

  private static final Set<String> A1111_KEYS =
      Set.of(
          "activation text",
          "preferred weight",
          "sd version",
          "notes",
          "description",
          "negative text");

  private SidecarParser() {}

  /** Reads a sidecar. */
  public static Sidecar parse(SidecarNaming naming, JsonObject root) {
    return switch (naming) {
      case CIVITAI_INFO -> civitaiInfo(root);
      case API_INFO -> answer(ManagerName.BROWSER_PLUS, root);
      case METADATA -> LoraManagerFormat.read(root);
      case CM_INFO -> ConnectedModelFormat.read(ManagerName.STABILITY_MATRIX, root);
      case CMINFO -> ConnectedModelFormat.read(ManagerName.CIVICOMFY, root);
      case RGTHREE_INFO -> rgthree(root);
      case JSON -> json(root);
    };
  }

  /** An answer of CivitAI on a model, or on one version. Null if it is neither. */
  public static @Nullable Claim claim(JsonObject answer) {
    return answer.values().get("modelVersions") instanceof JsonValue.Items
        ? Claim.of(WireModel.of(answer), Extent.MODEL)
        : Claim.of(WireModel.ofVersion(answer), Extent.VERSION);
  }

  private static Sidecar answer(ManagerName manager, JsonObject root) {
    return new Sidecar(manager, claim(root), UserNotes.NONE);
  }

  /** Civitai Helper writes skeletons for models that it did not find. */
  private static Sidecar civitaiInfo(JsonObject root) {
    JsonObject helper = root.object("extensions").object("sd_civitai_helper");
    boolean skeleton =
        Boolean.TRUE.equals(root.truth("skeleton_file"))
            || Boolean.TRUE.equals(helper.truth("skeleton_file"));
    return skeleton
        ? Sidecar.nothing(ManagerName.CIVITAI_HELPER)
        : answer(ManagerName.CIVITAI_HELPER, root);
  }

  private static Sidecar rgthree(JsonObject root) {
    List<String> words =
        root.objects(
            "trainedWords",
            word -> Boolean.TRUE.equals(word.truth("user")) ? word.text("word") : null);
    return new Sidecar(
        ManagerName.RGTHREE,
        claim(root.object("raw").object("civitai")),
        new UserNotes(words, List.of(), List.of(), null, List.of(), Map.of()));
  }

  /** Several programs write a file of this name. */
  private static Sidecar json(JsonObject root) {
    Set<String> keys = root.values().keySet();
    if (root.values().get("modelVersions") instanceof JsonValue.Items) {
      return answer(ManagerName.SD_NEXT, root);
    }
    if (keys.contains("modelId") && root.values().get("files") instanceof JsonValue.Items) {
      return answer(ManagerName.CIVITAI, root);
    }
    if (keys.contains("header_size") && keys.contains("tensor_count")) {
      return new Sidecar(ManagerName.TENSORS, claim(root.object("civitai")), UserNotes.NONE);
    }
    boolean hasIds = keys.contains("modelId") || keys.contains("modelVersionId");
    return hasIds || keys.stream().anyMatch(A1111_KEYS::contains)
        ? WebUiFormat.read(root)
        : Sidecar.nothing(null);
  }
}
