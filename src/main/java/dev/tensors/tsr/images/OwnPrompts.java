package dev.tensors.tsr.images;

import dev.tensors.tsr.catalog.MatchedFile;
import dev.tensors.tsr.catalog.MentionedModels.Matched;
import dev.tensors.tsr.catalog.ModelMention;
import dev.tensors.tsr.catalog.PicturesOfModel.OwnPicture;
import dev.tensors.tsr.prompts.ExampleImage;
import dev.tensors.tsr.prompts.GenerationParameter;
import dev.tensors.tsr.prompts.GenerationParameters;
import dev.tensors.tsr.prompts.ImageResource;
import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.prompts.UsedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what the user's own pictures were made with, in the form of example images. */
public final class OwnPrompts {

  private OwnPrompts() {}

  /**
   * A recorded picture. Its settings are not recorded: they are read from the picture, if it is
   * still there.
   */
  public static ExampleImage of(OwnPicture picture) {
    List<UsedModel> models = picture.models().stream().map(OwnPrompts::model).toList();
    return new ExampleImage(
        null,
        picture.path(),
        null,
        null,
        picture.width(),
        picture.height(),
        null,
        new GenerationParameters(
            switch (PictureReader.read(Path.of(picture.path()))) {
              case PictureContents contents ->
                  parameters(contents.prompt(), contents.negativePrompt(), contents.settings());
              case PictureReading.Failed _ ->
                  parameters(picture.prompt(), picture.negativePrompt(), Map.of());
            }),
        models);
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

  private static UsedModel model(Matched model) {
    ModelMention mention = model.mention();
    MatchedFile file = model.files().isEmpty() ? null : model.files().getFirst();
    String name = mention.name();
    Set<String> names =
        name == null
            ? Set.of()
            : Stream.of(name, ModelFileName.withoutExtension(name))
                .map(one -> one.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    return new UsedModel(
        new ImageResource(
            name, mention.type(), mention.hash(), mention.weight(), mention.versionId()),
        names,
        file == null ? null : file.modelName(),
        file == null ? null : file.versionName(),
        file == null ? null : file.filePath());
  }
}
