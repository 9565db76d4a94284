package dev.tensors.tsr.prompts;

import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Json.RawJson;
import dev.tensors.tsr.output.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of pictures with what they were made with. */
final class ImageColumns {

  static final List<Column<ExampleImage>> ALL =
      List.of(
          Column.of("image_id", "IMAGE", ValueKind.ID, ExampleImage::imageId),
          Column.hidden("url", ValueKind.TEXT, ExampleImage::url),
          Column.hidden("version_id", ValueKind.ID, ExampleImage::versionId),
          Column.of("version_name", "VERSION", ValueKind.TEXT, ExampleImage::versionName),
          Column.hidden("width", ValueKind.NUMBER, ExampleImage::width),
          Column.hidden("height", ValueKind.NUMBER, ExampleImage::height),
          Column.hidden("nsfw_level", ValueKind.NUMBER, ExampleImage::nsfwLevel),
          Column.of("prompt", "PROMPT", ValueKind.TEXT, image -> image.parameters().prompt()),
          Column.of(
              "negative_prompt",
              "NEGATIVE",
              ValueKind.TEXT,
              image -> image.parameters().negativePrompt()),
          Column.of("sampler", "SAMPLER", ValueKind.TEXT, image -> image.parameters().sampler()),
          Column.of("steps", "STEPS", ValueKind.NUMBER, image -> image.parameters().steps()),
          Column.of("cfg_scale", "CFG", ValueKind.NUMBER, image -> image.parameters().cfgScale()),
          Column.of("seed", "SEED", ValueKind.ID, image -> image.parameters().seed()),
          Column.hidden("clip_skip", ValueKind.NUMBER, image -> image.parameters().clipSkip()),
          Column.of("size", "SIZE", ValueKind.TEXT, image -> image.parameters().size()),
          Column.of("model", "MODEL", ValueKind.TEXT, image -> image.parameters().model()),
          Column.hidden("resources", ValueKind.LIST, ImageColumns::resources),
          Column.hidden("params", ValueKind.TEXT, ImageColumns::params));

  private ImageColumns() {}

  private static List<Map<String, Object>> resources(ExampleImage image) {
    List<Map<String, Object>> resources = new ArrayList<>();
    for (ImageModel model : image.models()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", model.name());
      fields.put("type", model.resource().type());
      fields.put("hash", model.resource().hash());
      fields.put("weight", model.resource().weight());
      fields.put("model_version_id", model.resource().modelVersionId());
      fields.put("file_path", model.path());
      resources.add(fields);
    }
    return resources;
  }

  private static Map<String, Object> params(ExampleImage image) {
    Map<String, Object> params = new LinkedHashMap<>();
    for (Map.Entry<String, GenerationParameter> entry : image.parameters().all().entrySet()) {
      GenerationParameter parameter = entry.getValue();
      params.put(
          entry.getKey(),
          parameter.isJson() ? RawJson.escaped(parameter.value()) : parameter.value());
    }
    return params;
  }
}
