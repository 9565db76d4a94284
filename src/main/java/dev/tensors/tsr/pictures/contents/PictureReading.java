package dev.tensors.tsr.pictures.contents;

import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.references.ModelMention;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome of reading a picture, a workflow or a prompt. */
public sealed interface PictureReading {

  /**
   * The prompts, settings and models in a picture, a workflow or a prompt. All texts are foreign.
   *
   * @param kind what the file is; null for a text that is no workflow
   * @param tool the program that wrote the text, such as ComfyUI; null if not known
   * @param prompt the positive prompt; null if none was found
   * @param negativePrompt the negative prompt; null if none was found
   * @param settings the settings of the sampler and other parts, by the program's keys, in their
   *     order; empty if none were found
   * @param models each model once, in the order in which they are named, without models of weight 0
   * @param width of the picture, in pixels; null for a text
   * @param height of the picture, in pixels; null for a text
   * @param problem one line on the part that could not be read, without control characters; null if
   *     all was read
   */
  record PictureContents(
      @Nullable MediaKind kind,
      @Nullable String tool,
      @Nullable String prompt,
      @Nullable String negativePrompt,
      Map<String, GenerationParameter> settings,
      List<ModelMention> models,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable String problem)
      implements PictureReading {}

  /**
   * Nothing could be read.
   *
   * @param reason one line for the user, without control characters; it does not name the file
   * @param mayPass whether another attempt at the same file may succeed, as after a change of its
   *     permissions
   */
  record Failed(String reason, boolean mayPass) implements PictureReading {

    public Failed(String reason) {
      this(reason, false);
    }
  }
}
