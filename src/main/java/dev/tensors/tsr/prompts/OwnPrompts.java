package dev.tensors.tsr.prompts;

import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.pictures.PicturesOfModel.OwnPicture;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.pictures.PictureReader;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.references.ModelMention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the prompts and settings of the user's own pictures, in the form of example images. */
public final class OwnPrompts {

  /** Programs that load LoRAs without tags in the prompt. */
  private static final Set<String> LOADING_WITHOUT_TAGS =
      Set.of("ComfyUI", "SwarmUI", "InvokeAI", "Fooocus", "Easy Diffusion", "Draw Things");

  private OwnPrompts() {}

  /**
   * A recorded picture. Its settings are not recorded: they are read from the picture, if it is
   * still there.
   */
  public static ExampleImage of(OwnPicture picture) {
    List<ImageModel> models = picture.models().stream().map(OwnPrompts::model).toList();
    Map<String, GenerationParameter> parameters =
        switch (read(picture.path())) {
          case PictureContents contents ->
              parameters(contents.prompt(), contents.negativePrompt(), contents.settings());
          case PictureReading.Failed _ ->
              parameters(picture.prompt(), picture.negativePrompt(), Map.of());
        };
    addOnly(ModelKind.CHECKPOINT, "model", picture, parameters);
    addOnly(ModelKind.VAE, "VAE", picture, parameters);
    return new ExampleImage(
        null,
        picture.path(),
        null,
        null,
        picture.width(),
        picture.height(),
        null,
        new GenerationParameters(parameters),
        models);
  }

  private static PictureReading read(String path) {
    return RecordedPath.of(path)
        .map(PictureReader::readPictureOrWorkflow)
        .orElseGet(() -> new PictureReading.Failed("another program recorded a malformed path"));
  }

  /** Adds the model of a kind, if there is exactly one and the settings do not name it. */
  private static void addOnly(
      ModelKind kind, String key, OwnPicture picture, Map<String, GenerationParameter> parameters) {
    List<String> names = names(kind, picture);
    if (names.size() == 1 && parameters.keySet().stream().noneMatch(key::equalsIgnoreCase)) {
      parameters.put(key, new GenerationParameter(names.getFirst(), false));
    }
  }

  private static List<String> names(ModelKind kind, OwnPicture picture) {
    return picture.models().stream()
        .map(Matched::mention)
        .filter(mention -> mention.kind() == kind && mention.name() != null)
        .map(mention -> String.valueOf(mention.name()))
        .toList();
  }

  /**
   * A picture of {@link #of}, with a tag in its prompt for each LoRA that its program loaded
   * without one.
   */
  public static ExampleImage withTags(OwnPicture picture) {
    ExampleImage image = of(picture);
    return picture.tool() == null || !LOADING_WITHOUT_TAGS.contains(picture.tool())
        ? image
        : image.withTagsOfLoras();
  }

  private static Map<String, GenerationParameter> parameters(
      @Nullable String prompt,
      @Nullable String negativePrompt,
      Map<String, GenerationParameter> settings) {
    Map<String, GenerationParameter> parameters = new LinkedHashMap<>();
    if (prompt != null) {
      parameters.put("prompt", new GenerationParameter(prompt, false));
    }
    if (negativePrompt != null) {
      parameters.put("negativePrompt", new GenerationParameter(negativePrompt, false));
    }
    settings.forEach(parameters::putIfAbsent);
    return parameters;
  }

  private static ImageModel model(Matched model) {
    ModelMention mention = model.mention();
    MatchedFile file = model.files().isEmpty() ? null : model.files().getFirst();
    String name = mention.name();
    Set<String> names =
        name == null
            ? Set.of()
            : Stream.of(name, ModelFileName.withoutExtension(name), ModelFileName.tagName(name))
                .map(one -> one.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    return new ImageModel(
        new ImageResource(
            name, mention.kind().type(), mention.hash(), mention.weight(), mention.versionId()),
        names,
        file == null ? null : file.modelName(),
        file == null ? null : file.versionName(),
        file == null ? null : file.filePath());
  }
}
