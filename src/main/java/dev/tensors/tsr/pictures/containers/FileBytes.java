package dev.tensors.tsr.pictures.containers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** Reads a file from its start on, and passes over most bytes without reading them. */
public final class FileBytes {

  /** Ends the walk through a picture's file; its message is the reason that the user sees. */
  public static final class BrokenPicture extends IOException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    BrokenPicture(String reason) {
      super(reason);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  /** In bytes: enough for most texts. */
  private static final int BUFFER = 4096;

  /**
   * In bytes: enough for a chunk's head. After bytes that were passed over, which are pixels,
   * mostly more pixels follow, and a picture can have hundreds of chunks of them.
   */
  private static final int HEAD = 64;

  private final FileChannel file;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private long bufferStart;
  private long position;

  public FileBytes(FileChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  public long remaining() {
    return size - position;
  }

  public long position() {
    return position;
  }

  /** Goes on at a place before or after this one. */
  public void position(long place) {
    position = place;
  }

  /** Passes over bytes, even beyond the end of the file. */
  public void skip(long count) {
    position = Math.min(size, position + count);
  }

  /** The next bytes; fewer if the file ends before. */
  public byte[] upTo(int count) throws IOException {
    return bytes((int) Math.min(count, remaining()));
  }

  /**
   * The next bytes. The memory for them is only taken if they are there.
   *
   * @throws BrokenPicture if the file ends before
   */
  public byte[] bytes(int count) throws IOException {
    if (count > remaining()) {
      throw new BrokenPicture("the file ends too early: an interrupted download?");
    }
    byte[] bytes = new byte[count];
    int buffered = takeBuffered(bytes);
    if (count - buffered >= BUFFER) {
      readFully(ByteBuffer.wrap(bytes, buffered, count - buffered));
    } else if (count > buffered) {
      fill(count - buffered);
      if (buffer.remaining() < count - buffered) {
        throw new BrokenPicture("the file became shorter while it was read");
      }
      buffer.get(0, bytes, buffered, count - buffered);
    }
    position += count - buffered;
    return bytes;
  }

  private int takeBuffered(byte[] bytes) {
    long from = position - bufferStart;
    if (from < 0 || from >= buffer.limit()) {
      return 0;
    }
    int count = (int) Math.min(bytes.length, buffer.limit() - from);
    buffer.get((int) from, bytes, 0, count);
    position += count;
    return count;
  }

  private void fill(int needed) throws IOException {
    boolean goesOn = position == bufferStart + buffer.limit();
    int wanted = goesOn ? BUFFER : Math.max(HEAD, needed);
    buffer.clear().limit((int) Math.min(wanted, remaining()));
    bufferStart = position;
    int read;
    do {
      read = file.read(buffer, bufferStart + buffer.position());
    } while (read > 0 && buffer.hasRemaining());
    buffer.flip();
  }

  private void readFully(ByteBuffer target) throws IOException {
    long from = position;
    while (target.hasRemaining()) {
      int read = file.read(target, from);
      if (read < 0) {
        throw new BrokenPicture("the file became shorter while it was read");
      }
      from += read;
    }
  }

  /** Four letters that name a chunk. */
  String letters() throws IOException {
    return new String(bytes(4), StandardCharsets.ISO_8859_1);
  }

  int unsignedByte() throws IOException {
    return bytes(1)[0] & 0xFF;
  }

  int bigShort() throws IOException {
    return ByteBuffer.wrap(bytes(2)).getShort() & 0xFFFF;
  }

  long bigInt() throws IOException {
    return Integer.toUnsignedLong(ByteBuffer.wrap(bytes(4)).getInt());
  }

  /** Negative if it is 2^63 or more. */
  long bigLong() throws IOException {
    return ByteBuffer.wrap(bytes(8)).getLong();
  }

  long littleInt() throws IOException {
    return Integer.toUnsignedLong(Integer.reverseBytes(ByteBuffer.wrap(bytes(4)).getInt()));
  }
}
