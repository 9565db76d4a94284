package dev.tensors.tsr.model.examples;

import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.files.ModelFileName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * An example image of a version, or a picture of the user's, with the parameters and models that it
 * was made with.
 *
 * @param imageId CivitAI's id
 * @param url its address; the path of a picture of the user's
 * @param versionId CivitAI's id; null for a picture of the user's, as the version's name is
 * @param width in pixels
 * @param height in pixels
 * @param nsfwLevel a bit mask
 */
public record ExampleImage(
    @Nullable Long imageId,
    String url,
    @Nullable Long versionId,
    @Nullable String versionName,
    @Nullable Long width,
    @Nullable Long height,
    @Nullable Long nsfwLevel,
    GenerationParameters parameters,
    List<ImageModel> models) {

  /** This image with other models. */
  public ExampleImage withModels(List<ImageModel> others) {
    return with(parameters, others);
  }

  /** This image with the models' names in the tags of its prompt replaced by local file names. */
  public ExampleImage withLocalNames() {
    String prompt = parameters.prompt();
    return prompt == null ? this : withPrompt(withLocalNames(prompt));
  }

  /** This image with a tag at the end of its prompt for each LoRA that none names there. */
  public ExampleImage withTagsOfLoras() {
    String prompt = parameters.prompt() == null ? "" : parameters.prompt();
    Set<String> tagged = new HashSet<>();
    LoraTag.in(prompt).forEach(tag -> tagged.add(key(tag.name())));
    StringJoiner tags = new StringJoiner(" ");
    tags.setEmptyValue("");
    for (ImageModel model : models) {
      String name = model.resource().name();
      if ("lora".equals(model.resource().type())
          && name != null
          && LoraTag.canName(ModelFileName.tagName(name))
          && tagged.add(key(name))) {
        tags.add(LoraTag.of(ModelFileName.tagName(name), model.resource().weight()));
      }
    }
    return tags.length() == 0 ? this : withPrompt((prompt + " " + tags).strip());
  }

  private static String key(String name) {
    return ModelFileName.tagName(name).toLowerCase(Locale.ROOT);
  }

  private ExampleImage withPrompt(String prompt) {
    return with(parameters.withPrompt(prompt), models);
  }

  private ExampleImage with(GenerationParameters otherParameters, List<ImageModel> otherModels) {
    return new ExampleImage(
        imageId,
        url,
        versionId,
        versionName,
        width,
        height,
        nsfwLevel,
        otherParameters,
        otherModels);
  }

  private String withLocalNames(String prompt) {
    Map<String, String> localNames = new HashMap<>();
    for (ImageModel model : models) {
      String localName = model.path() == null ? null : ModelFileName.stemOfFile(model.path());
      if (localName != null && LoraTag.canName(localName)) {
        model.names().forEach(name -> localNames.putIfAbsent(name, localName));
      }
    }
    StringBuilder renamed = new StringBuilder();
    int from = 0;
    for (LoraTag tag : LoraTag.in(prompt)) {
      String localName = localNames.get(tag.name().toLowerCase(Locale.ROOT));
      if (localName != null) {
        renamed.append(prompt, from, tag.nameStart()).append(localName);
        from = tag.nameEnd();
      }
    }
    return renamed.append(prompt, from, prompt.length()).toString();
  }
}
