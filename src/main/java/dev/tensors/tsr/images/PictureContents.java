package dev.tensors.tsr.images;

import dev.tensors.tsr.prompts.GenerationParameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a picture, a workflow or a prompt tells of how it was made. All texts are foreign.
 *
 * @param tool the program that wrote it, such as ComfyUI; null if it is not known
 * @param prompt what was to be in the picture; null if none was found
 * @param negativePrompt what was not to be in it; null if none was found
 * @param settings what the sampler and other parts were set to, by the keys of the program, in
 *     their order; none if none were found
 * @param models each once, in the order in which they are named, without those that had no weight
 * @param width of the picture, in pixels; null for a text
 * @param height of the picture, in pixels; null for a text
 * @param problem one line on what of it could not be read, without control characters; null if all
 *     could
 */
public record PictureContents(
    @Nullable String tool,
    @Nullable String prompt,
    @Nullable String negativePrompt,
    Map<String, GenerationParameter> settings,
    List<ModelUse> models,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String problem)
    implements PictureReading {

  /** Whether it says at all what it was made with. */
  public boolean namesModels() {
    return !models.isEmpty();
  }
}
