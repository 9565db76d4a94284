package dev.tensors.tsr.pictures;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.ModelUses;
import dev.tensors.tsr.pictures.contents.UnreadableText;
import dev.tensors.tsr.references.ModelMention;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the data that TensorArt writes beside a graph of ComfyUI. The graph calls the models by
 * numbers of TensorArt's own, {@code EMS-1045417-EMS.safetensors}, and the data by their files'
 * names.
 */
final class TensorArtData {

  static final String KEY = "generation_data";

  private static final Pattern NUMBERED =
      Pattern.compile("EMS-\\d{1,12}-EMS(\\.\\w{1,12})?", Pattern.CASE_INSENSITIVE);

  private TensorArtData() {}

  static void read(JsonObject data, ContentsBuilder contents) throws UnreadableText {
    contents.tool("TensorArt");
    contents.prompts(data.string("prompt"), data.string("negativePrompt"));
    ModelUses uses = contents.models();
    Set<ModelKind> named = EnumSet.noneOf(ModelKind.class);
    add(ModelKind.CHECKPOINT, data.object("baseModel"), named, uses);
    for (JsonObject model : data.objects("models")) {
      add(ModelKind.of(model.string("type")), model, named, uses);
    }
    uses.ignore(use -> named.contains(use.kind()) && isNumbered(use));
  }

  private static void add(ModelKind kind, JsonObject model, Set<ModelKind> named, ModelUses uses)
      throws UnreadableText {
    ModelMention use =
        ModelMention.named(kind, ModelName.of(model.string("modelFileName")))
            .withHash(model.string("hash"), null)
            .withWeight(model.fraction("weight"));
    if (!use.isNothing()) {
      named.add(kind);
      uses.add(use);
    }
  }

  private static boolean isNumbered(ModelMention use) {
    return use.name() != null && NUMBERED.matcher(use.name()).matches();
  }
}
