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
  static Fields of(Fields image) {
    Fields meta = image.object("meta");
    Map<String, Json> values = meta.values();
    boolean wrapped =
        WRAPPING.containsAll(values.keySet())
            && (values.get("meta") instanceof Fields || values.get("meta") instanceof Json.Nothing);
    return wrapped ? meta.object("meta") : meta;
  }

  /** See {@link WireImage#params()}. */
  static Map<String, WireParameter> params(Fields meta) {
    Map<String, WireParameter> params = new LinkedHashMap<>();
    meta.values()
        .forEach(
            (key, value) -> {
              if (!(value instanceof Json.Nothing)) {
                boolean isJson = !(value instanceof Json.Text);
                params.put(key, new WireParameter(meta.written(key), isJson));
              }
            });
    return Collections.unmodifiableMap(params);
  }
}
