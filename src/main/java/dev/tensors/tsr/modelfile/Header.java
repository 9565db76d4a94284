package dev.tensors.tsr.modelfile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a model file.
 *
 * @param size the header's length in bytes; of a .safetensors file without the first eight bytes,
 *     which hold this length
 * @param tensorCount the number of tensors, including tensors without elements
 * @param metadata the entries of the metadata in the file's order, empty if it has none; a value
 *     that was no string is its JSON text, a value that was too large to keep is null
 * @param dropped the keys of the values that were too large, in the file's order; usually empty
 */
public record Header(
    long size, long tensorCount, Map<String, @Nullable String> metadata, List<String> dropped) {

  /** The result of reading a header. */
  public sealed interface HeaderReading {

    /**
     * The header is valid, and the file is as long as it says. The tensors of a .safetensors file
     * fill it without hole or overlap.
     */
    record Valid(Header header) implements HeaderReading {}

    /**
     * The file cannot be loaded as a model.
     *
     * @param reason one line for the user, without control characters and without the file's name,
     *     with the likely cause where it is known
     */
    record Refused(String reason) implements HeaderReading {}
  }

  public Header {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    dropped = List.copyOf(dropped);
  }
}
