package dev.tensors.tsr.prompts;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An image that shows what a version makes, and what it was made with.
 *
 * @param imageId CivitAI's id; null where CivitAI does not tell
 * @param versionId CivitAI's id
 * @param width in pixels; null where CivitAI does not tell
 * @param height in pixels; null where CivitAI does not tell
 * @param nsfwLevel a bit mask; null where CivitAI does not tell
 * @param models that it was made with
 */
public record ExampleImage(
    Long imageId,
    String url,
    long versionId,
    String versionName,
    Long width,
    Long height,
    Long nsfwLevel,
    GenerationParameters parameters,
    List<UsedModel> models) {

  /** This image with other models. */
  public ExampleImage withModels(List<UsedModel> others) {
    return new ExampleImage(
        imageId, url, versionId, versionName, width, height, nsfwLevel, parameters, others);
  }

  /** This image without what else it was made with: a whole workflow may be among that. */
  public ExampleImage withoutParameters() {
    return new ExampleImage(
        imageId,
        url,
        versionId,
        versionName,
        width,
        height,
        nsfwLevel,
        new GenerationParameters(Map.of()),
        models);
  }

  /** This image with a prompt whose tags call the files that are here by their own names. */
  public ExampleImage withLocalNames() {
    String prompt = parameters.prompt();
    return prompt == null
        ? this
        : new ExampleImage(
            imageId,
            url,
            versionId,
            versionName,
            width,
            height,
            nsfwLevel,
            parameters.withPrompt(withLocalNames(prompt)),
            models);
  }

  private String withLocalNames(String prompt) {
    Map<String, String> localNames = new HashMap<>();
    for (UsedModel model : models) {
      String localName = model.filePath() == null ? null : ModelFileName.stem(model.filePath());
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
