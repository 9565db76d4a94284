package dev.tensors.tsr.civitai.network;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The compression of bodies; gzip shrinks a listing to an eighth. */
final class ContentEncoding {

  /** The value of Accept-Encoding. */
  static final String ACCEPTED = "gzip";

  private ContentEncoding() {}

  /**
   * Decompresses a body.
   *
   * @param encoding the value of Content-Encoding; null if the header is absent
   * @param limit the largest decompressed size in bytes
   * @throws AnswerTooLarge if the decompressed body is larger
   * @throws IOException if the body is truncated or malformed
   */
  static byte[] decode(byte[] body, @Nullable String encoding, int limit) throws IOException {
    if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
      return body;
    }
    if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
      throw new UnreadableAnswer("the answer has an unknown Content-Encoding");
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] decoded = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw AnswerTooLarge.thanBytes(limit);
      }
      return decoded;
    }
  }
}
