package dev.tensors.tsr.modelfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the header of a .safetensors file says.
 *
 * @param size the header's length in bytes, as the file's first eight bytes give it, which it does
 *     not include
 * @param tensorCount the number of tensors, of which any may have no bytes
 * @param metadata the entries of {@code __metadata__} in the file's order, empty if it has none; a
 *     value that was no string is its JSON text, and {@code null} one that was too large to keep
 * @param dropped the keys of those too large values, in the file's order; usually empty
 */
public record Header(
    long size, long tensorCount, Map<String, String> metadata, List<String> dropped) {

  public Header {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    dropped = List.copyOf(dropped);
  }
}
