package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.examples.GenerationParameter;
import dev.tensors.tsr.model.examples.ImageResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the parameters and models of an image from its free-form {@code meta}. */
final class GenerationMeta {

  private static final Set<String> WRAPPING = Set.of("id", "meta");

  /** CivitAI's URNs of models: {@code urn:air:sdxl:lora:civitai:82098@87153}. */
  private static final Pattern AIR =
      Pattern.compile("urn:air:[^:]*:(?<type>[^:]+):civitai:\\d+@(?<version>\\d{1,18})");

  private GenerationMeta() {}

  /** The meta of an image, empty if it has none. Some answers wrap it in another object. */
  static JsonObject of(JsonObject image) {
    JsonObject meta = image.object("meta");
    Map<String, JsonValue> values = meta.values();
    boolean wrapped =
        WRAPPING.containsAll(values.keySet())
            && (values.get("meta") instanceof JsonObject
                || values.get("meta") instanceof JsonValue.Nothing);
    return wrapped ? meta.object("meta") : meta;
  }

  /** See {@link WireImage#parameters()}. */
  static Map<String, GenerationParameter> parameters(JsonObject meta) {
    Map<String, GenerationParameter> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> entry : meta.values().entrySet()) {
      String written = meta.written(entry.getKey());
      if (written != null) {
        boolean isJson = !(entry.getValue() instanceof JsonValue.Text);
        parameters.put(entry.getKey(), new GenerationParameter(written, isJson));
      }
    }
    return Collections.unmodifiableMap(parameters);
  }

  /** The meta of parameters. */
  static JsonObject write(Map<String, GenerationParameter> parameters) {
    JsonFields meta = new JsonFields();
    parameters.forEach(
        (key, parameter) ->
            meta.with(
                key,
                parameter.isJson() ? JsonDocument.value(parameter.value()) : parameter.value()));
    return meta.object();
  }

  /** See {@link WireImage#resources()}. They are in three lists. */
  static List<ImageResource> resources(JsonObject meta) {
    List<ImageResource> listed = new ArrayList<>();
    listed.addAll(meta.objects("resources", fields -> resource(fields, "name", "weight")));
    listed.addAll(
        meta.objects("civitaiResources", fields -> resource(fields, "modelVersionName", "weight")));
    listed.addAll(
        meta.objects("additionalResources", fields -> resource(fields, "name", "strength")));
    Set<ImageResource> seen = new HashSet<>();
    listed.removeIf(resource -> isEmpty(resource) || isRepeat(resource, seen));
    return List.copyOf(listed);
  }

  private static ImageResource resource(JsonObject fields, String otherName, String weight) {
    String name = fields.text("name");
    ImageResource resource =
        new ImageResource(
            name == null ? fields.text(otherName) : name,
            fields.text("type"),
            fields.text("hash"),
            fields.fraction(weight),
            fields.number("modelVersionId"));
    return withVersionOfUrn(resource);
  }

  private static ImageResource withVersionOfUrn(ImageResource resource) {
    String name = resource.name();
    if (name == null || resource.modelVersionId() != null) {
      return resource;
    }
    Matcher air = AIR.matcher(name);
    return air.matches()
        ? new ImageResource(
            name,
            resource.type() == null ? air.group("type") : resource.type(),
            resource.hash(),
            resource.weight(),
            Long.valueOf(air.group("version")))
        : resource;
  }

  private static boolean isEmpty(ImageResource resource) {
    return resource.equals(new ImageResource(null, null, null, resource.weight(), null));
  }

  /**
   * Whether the resource was listed before. A repeat may lack the weight; the same model with
   * another weight was used twice.
   */
  private static boolean isRepeat(ImageResource resource, Set<ImageResource> seen) {
    ImageResource weightless =
        new ImageResource(
            resource.name(), resource.type(), resource.hash(), null, resource.modelVersionId());
    boolean seenWeightless = !seen.add(weightless);
    return resource.weight() == null ? seenWeightless : !seen.add(resource);
  }
}
