package dev.tensors.tsr.network;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A whole HTTP response.
 *
 * @param body the decompressed body
 */
public record Response(int status, HttpHeaders headers, byte[] body) {

  public @Nullable String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  /** All values of a header, which can stand in several lines, joined by commas; empty if none. */
  public String headerList(String name) {
    return String.join(",", headers.allValues(name));
  }

  /** Whether the body is HTML: it comes from a proxy or gateway in front of the API. */
  public boolean isWebPage() {
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
