package dev.tensors.tsr.civitai.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API.
 *
 * @param path the path below the API's base address, with the query
 * @param body JSON to post; null for a GET
 */
public record ApiCall(String path, @Nullable String body) {

  public static ApiCall get(String path) {
    return new ApiCall(path, null);
  }

  /** Posts a JSON array of strings, none of which has a character that JSON escapes. */
  public static ApiCall post(String path, List<String> values) {
    return new ApiCall(path, "[\"" + String.join("\",\"", values) + "\"]");
  }
}
