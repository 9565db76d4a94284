package dev.tensors.tsr.civitai;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The free-form {@code meta} of an image. */
final class GenerationMeta {

  private static final Set<String> WRAPPING = Set.of("id", "meta");

  private GenerationMeta() {}

  /** Of an image; without fields if it has none. Some answers wrap it into another one. */
  static JsonObject of(JsonObject image) {
    JsonObject meta = image.object("meta");
    Map<String, JsonValue> values = meta.values();
    boolean wrapped =
        WRAPPING.containsAll(values.keySet())
            && (values.get("meta") instanceof JsonObject
                || values.get("meta") instanceof JsonValue.Nothing);
    return wrapped ? meta.object("meta") : meta;
  }

  /** See {@link WireImage#params()}. */
  static Map<String, WireParameter> params(JsonObject meta) {
    Map<String, WireParameter> params = new LinkedHashMap<>();
    meta.values()
        .forEach(
            (key, value) -> {
              if (!(value instanceof JsonValue.Nothing)) {
                boolean isJson = !(value instanceof JsonValue.Text);
                params.put(key, new WireParameter(meta.written(key), isJson));
              }
            });
    return Collections.unmodifiableMap(params);
  }
}
