package dev.tensors.tsr.civitai;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What a body is compressed with; a listing shrinks to an eighth. */
final class ContentEncoding {

  /** What is understood, as a header says it. */
  static final String ACCEPTED = "gzip";

  private ContentEncoding() {}

  /**
   * Decompresses a body.
   *
   * @param encoding of the header; null for none
   * @param limit in bytes
   * @throws AnswerTooLarge if it has more bytes than that
   * @throws IOException if it is not whole or not compressed in that way
   */
  static byte[] decode(byte[] body, String encoding, int limit) throws IOException {
    if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
      return body;
    }
    if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
      throw new UnreadableAnswer("the answer is compressed in a way that was not asked for");
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
