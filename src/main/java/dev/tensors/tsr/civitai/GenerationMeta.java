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
  static Map<String, String> params(Fields meta) {
    Map<String, String> params = new LinkedHashMap<>();
    for (String key : meta.values().keySet()) {
      String value = meta.written(key);
      if (value != null) {
        params.put(key, value);
      }
    }
    return Collections.unmodifiableMap(params);
  }
}
