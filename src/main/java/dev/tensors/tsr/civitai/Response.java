package dev.tensors.tsr.civitai;

import java.net.http.HttpHeaders;

/**
 * A whole HTTP response.
 *
 * @param body decompressed
 */
record Response(int status, HttpHeaders headers, byte[] body) {

  /** Null if there is no such header. */
  String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  /** It comes from the network in front of the API, whatever its status says. */
  boolean isWebPage() {
    String type = header("Content-Type");
    return type != null && type.regionMatches(true, 0, "text/html", 0, 9) || firstByte() == '<';
  }

  private int firstByte() {
    for (byte b : body) {
      if (b > ' ') {
        return b;
      }
    }
    return -1;
  }
}
