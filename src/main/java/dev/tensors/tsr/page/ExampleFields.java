package dev.tensors.tsr.page;

import dev.tensors.tsr.answers.VersionImages.VersionImage;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameters;
import dev.tensors.tsr.page.PageCard.ShownPicture;
import dev.tensors.tsr.page.PageContents.Example;
import dev.tensors.tsr.page.PageContents.MadeWith;
import dev.tensors.tsr.pictures.Infotext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of an example image, by the keys that details.js reads. */
final class ExampleFields {

  /**
   * In characters. Nobody types a longer prompt; it is left out, so that it cannot fill the page.
   */
  private static final int LONGEST = 50_000;

  private ExampleFields() {}

  /**
   * @param picture the kept picture; null: none
   * @return null if there is neither a picture nor a prompt
   */
  static @Nullable Map<String, @Nullable Object> of(
      Example example, @Nullable ShownPicture picture) {
    ExampleImage image = example.image();
    GenerationParameters parameters = image.parameters();
    String text = String.join("\n", Infotext.of(image));
    boolean hasText = !text.isBlank() && text.length() <= LONGEST;
    if (picture == null && !hasText) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", image.imageId());
    fields.put("picture", picture == null ? null : picture.name());
    fields.put("mature", !VersionImage.isPg(image.nsfwLevel()));
    fields.put("width", image.width());
    fields.put("height", image.height());
    if (hasText) {
      fields.put("prompt", parameters.prompt());
      fields.put("negative", parameters.negativePrompt());
      fields.put("sampler", parameters.sampler());
      fields.put("steps", parameters.steps());
      fields.put("cfg", parameters.cfgScale());
      fields.put("seed", text(parameters.seed()));
      fields.put("size", parameters.size());
      fields.put("text", text);
    }
    fields.put("original", picture == null ? null : picture.original());
    if (!example.madeWith().isEmpty()) {
      fields.put("made_with", madeWith(example.madeWith()));
    }
    return fields;
  }

  private static List<Map<String, @Nullable Object>> madeWith(List<MadeWith> models) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (MadeWith model : models) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("name", model.name());
      fields.put("key", model.key());
      fields.put("weight", model.weight());
      all.add(fields);
    }
    return all;
  }

  /** As text: JavaScript's numbers would lose digits of a seed. */
  private static @Nullable String text(@Nullable Object number) {
    return number == null ? null : number.toString();
  }
}
