package dev.tensors.tsr.modelfile;

import dev.tensors.tsr.modelfile.Header.HeaderReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a .safetensors file as a stream.
 *
 * <p>A header can have 100 MB; the memory to read it is 24 bytes a tensor and the metadata that is
 * kept, whatever sizes the file claims.
 */
public final class HeaderReader {

  /** The size of the field before the header: the header's length, unsigned and little-endian. */
  public static final int LENGTH_FIELD = 8;

  /** In bytes; hardly any model has more. */
  public static final long LARGE_HEADER = 8 << 20;

  /** The format's limit, in bytes. */
  private static final long LARGEST_HEADER = 100_000_000;

  private HeaderReader() {}

  /**
   * Reads a file from its first byte to the end of its header, and no further; of a file that is no
   * model, up to 512 bytes.
   *
   * @param in is not closed, and need not be buffered
   * @param fileSize the whole file's length in bytes
   * @throws IOException if the stream fails; faults of the file's content are {@link
   *     HeaderReading.Refused}
   */
  public static HeaderReading read(InputStream in, long fileSize) throws IOException {
    return read(in, fileSize, TensorListener.NONE);
  }

  /**
   * Reads a file as {@link #read(InputStream, long)} does.
   *
   * @param listener called for each tensor, also in a file that is refused in the end
   */
  public static HeaderReading read(InputStream in, long fileSize, TensorListener listener)
      throws IOException {
    try {
      return new HeaderReading.Valid(header(in, fileSize, listener));
    } catch (Refusal refusal) {
      return new HeaderReading.Refused(refusal.reason());
    }
  }

  /**
   * Whether a file claims a header so large that reading it may take tens of megabytes of memory.
   *
   * @param start the file's first {@link #LENGTH_FIELD} bytes, or fewer if the file is shorter
   */
  public static boolean isLarge(ByteBuffer start) {
    return start.remaining() == LENGTH_FIELD
        && start.order(ByteOrder.LITTLE_ENDIAN).getLong() > LARGE_HEADER;
  }

  private static Header header(InputStream in, long fileSize, TensorListener listener)
      throws IOException {
    if (fileSize == 0) {
      throw new Refusal("the file is empty");
    }
    byte[] start = in.readNBytes(LENGTH_FIELD);
    if (start.length < LENGTH_FIELD) {
      throw new Refusal(
          "only "
              + start.length
              + (start.length == 1 ? " byte" : " bytes")
              + ": too short to be a model");
    }
    long size = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String problem = lengthProblem(size, fileSize);
    if (problem != null) {
      String cause = Lookalike.of(withMore(start, in));
      throw cause == null ? new Refusal(problem) : new Refusal(cause);
    }
    try {
      return HeaderJson.read(new HeaderBytes(in, size), size, fileSize, listener);
    } catch (Refusal refusal) {
      String cause = Lookalike.ofBinary(start);
      throw cause == null ? refusal : new Refusal(cause);
    }
  }

  private static @Nullable String lengthProblem(long size, long fileSize) {
    if (Long.compareUnsigned(size, LARGEST_HEADER) > 0) {
      String claimed = Long.toUnsignedString(size);
      return "not a .safetensors file: it claims a header of %s bytes, and %s is the limit"
          .formatted(claimed, LARGEST_HEADER);
    }
    if (size > fileSize - LENGTH_FIELD) {
      long least = LENGTH_FIELD + size;
      return "truncated after %s of at least %s bytes, within the header: an interrupted download?"
          .formatted(fileSize, least);
    }
    return size == 0 ? "the header is empty" : null;
  }

  private static byte[] withMore(byte[] start, InputStream in) throws IOException {
    byte[] sample = Arrays.copyOf(start, Lookalike.SAMPLE);
    int more = in.readNBytes(sample, start.length, sample.length - start.length);
    return Arrays.copyOf(sample, start.length + more);
  }
}
