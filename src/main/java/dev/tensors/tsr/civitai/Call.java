package dev.tensors.tsr.civitai;

import java.util.List;

/**
 * One call of the API.
 *
 * @param path below the API's address, with its query
 * @param body JSON to post; null for a GET
 */
record Call(String path, String body) {

  static Call get(String path) {
    return new Call(path, null);
  }

  /** {@code values} are posted as an array; none holds a character that JSON would escape. */
  static Call post(String path, List<String> values) {
    return new Call(path, "[\"" + String.join("\",\"", values) + "\"]");
  }

  String method() {
    return body == null ? "GET" : "POST";
  }
}
