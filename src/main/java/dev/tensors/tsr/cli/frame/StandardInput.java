package dev.tensors.tsr.cli.frame;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The standard input of the process. Interrupting the thread that waits for input ends the waiting,
 * which a {@link FileInputStream} would go on with.
 */
public final class StandardInput extends InputStream {

  private final FileChannel channel;

  public StandardInput() {
    this.channel = new FileInputStream(FileDescriptor.in).getChannel();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Throws ClosedByInterruptException where the thread is interrupted. */
  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, from, count));
  }
}
