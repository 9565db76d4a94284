package dev.tensors.tsr.civitai;

import java.util.List;

/**
 * One call of the API.
 *
 * @param path below the API's address, with its query
 * @param body JSON to post; null for a GET
 */
record ApiCall(String path, String body) {

  static ApiCall get(String path) {
    return new ApiCall(path, null);
  }

  /** {@code values} are posted as an array; none holds a character that JSON would escape. */
  static ApiCall post(String path, List<String> values) {
    return new ApiCall(path, "[\"" + String.join("\",\"", values) + "\"]");
  }

  String method() {
    return body == null ? "GET" : "POST";
  }
}
