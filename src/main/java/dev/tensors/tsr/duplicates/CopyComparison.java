package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.reading.ContentReader.FileContent;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.reading.RegularFile;
import dev.tensors.tsr.reading.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Hashes a file, and compares others with it byte for byte in the same pass. */
final class CopyComparison {

  /** Large, so that a disk with a moving head seldom changes from file to file. */
  private static final int BUFFER = 4 << 20;

  /** Further copies are compared in another pass. */
  private static final int MOST_AT_ONCE = 32;

  /** What came of comparing a copy. */
  sealed interface Compared {

    /** It has the same bytes. */
    record Same() implements Compared {}

    /** It has other bytes, though size and time are as they are recorded. */
    record Different() implements Compared {}

    /** It is gone, or its size or time differs from the recorded one. */
    record Changed() implements Compared {}

    /** It could not be read. */
    record Unreadable(String reason) implements Compared {}
  }

  /**
   * What came of reading a file and its copies.
   *
   * @param copies what came of comparing each, in their order; meaningless if the file is not whole
   */
  record Result(FileContent file, Map<LocalFile, Compared> copies) {}

  /** A copy that has been the same up to now. */
  private record OpenCopy(LocalFile file, FileChannel channel) {}

  private final ByteBuffer expected = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer actual = ByteBuffer.allocateDirect(BUFFER);
  private final LongConsumer progress;

  /**
   * @param progress receives the number of bytes read
   */
  CopyComparison(LongConsumer progress) {
    this.progress = progress;
  }

  /**
   * Reads a file and its copies.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  Result of(LocalFile file, List<LocalFile> copies) throws InterruptedException {
    Map<LocalFile, Compared> compared = new LinkedHashMap<>();
    FileContent content;
    int from = 0;
    do {
      int to = Math.min(copies.size(), from + MOST_AT_ONCE);
      content = pass(file, copies.subList(from, to), compared);
      from = to;
    } while (from < copies.size() && isWhole(content, file));
    return new Result(content, compared);
  }

  /** Whether a file that was read has its recorded content. */
  static boolean isWhole(FileContent content, LocalFile file) {
    return content instanceof FileContent.Hashed(String sha256, boolean edited)
        && !edited
        && sha256.equals(file.sha256());
  }

  private FileContent pass(
      LocalFile file, List<LocalFile> copies, Map<LocalFile, Compared> compared)
      throws InterruptedException {
    List<OpenCopy> same = new ArrayList<>();
    try (FileChannel channel = RegularFile.open(RecordedPath.toRead(file.path()))) {
      long size = channel.size();
      for (LocalFile copy : copies) {
        open(copy, size, same, compared);
      }
      Sha256 sha256 = new Sha256();
      while (fill(channel, expected)) {
        sha256.update(expected.duplicate());
        for (OpenCopy copy : List.copyOf(same)) {
          if (!isSameUpTo(copy, compared)) {
            close(copy);
            same.remove(copy);
          }
        }
      }
      same.forEach(copy -> compared.put(copy.file(), result(copy.file(), true)));
      boolean edited = FileStamps.ifUnchanged(file).isEmpty();
      return new FileContent.Hashed(sha256.hex(), edited);
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (IOException e) {
      return FileContent.of(e);
    } finally {
      same.forEach(CopyComparison::close);
    }
  }

  private static void open(
      LocalFile copy, long size, List<OpenCopy> same, Map<LocalFile, Compared> compared) {
    try {
      FileChannel channel = RegularFile.open(RecordedPath.toRead(copy.path()));
      same.add(new OpenCopy(copy, channel));
      if (channel.size() != size) {
        compared.put(copy, result(copy, false));
        close(same.removeLast());
      }
    } catch (IOException e) {
      compared.put(copy, failure(e));
    }
  }

  /** Compares the next bytes of a copy; where they differ, puts the result. */
  private boolean isSameUpTo(OpenCopy copy, Map<LocalFile, Compared> compared)
      throws ClosedByInterruptException {
    try {
      actual.clear().limit(expected.remaining());
      while (actual.hasRemaining() && copy.channel().read(actual) >= 0) {}
      progress.accept(actual.position());
      if (actual.flip().equals(expected)) {
        return true;
      }
      compared.put(copy.file(), result(copy.file(), false));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      compared.put(copy.file(), failure(e));
    }
    return false;
  }

  /** Fills the buffer with the next bytes of a file; false at its end. */
  private boolean fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    progress.accept(buffer.position());
    return buffer.flip().hasRemaining();
  }

  private static Compared result(LocalFile copy, boolean same) {
    if (FileStamps.ifUnchanged(copy).isEmpty()) {
      return new Compared.Changed();
    }
    return same ? new Compared.Same() : new Compared.Different();
  }

  private static Compared failure(IOException e) {
    return ReadFailure.isAbsence(e)
        ? new Compared.Changed()
        : new Compared.Unreadable(ReadFailure.of(e));
  }

  private static void close(OpenCopy copy) {
    try {
      copy.channel().close();
    } catch (IOException e) {
      // it was only read
    }
  }
}
