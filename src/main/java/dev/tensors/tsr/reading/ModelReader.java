package dev.tensors.tsr.reading;

import dev.tensors.tsr.library.FileHeader;
import dev.tensors.tsr.library.FileRead;
import dev.tensors.tsr.library.FileRead.ClaimedHash;
import dev.tensors.tsr.library.FileRead.Fingerprint;
import dev.tensors.tsr.library.FileRead.HashSource;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.model.files.ModelFormat;
import dev.tensors.tsr.modelfile.GgufReader;
import dev.tensors.tsr.modelfile.Header;
import dev.tensors.tsr.modelfile.Header.HeaderReading;
import dev.tensors.tsr.modelfile.HeaderReader;
import dev.tensors.tsr.modelfile.TensorListener;
import dev.tensors.tsr.modelfile.identify.Identifier;
import dev.tensors.tsr.modelfile.identify.Recognitions;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a whole model file once, for its header and its SHA-256. */
public final class ModelReader {

  private static final Logger log = LoggerFactory.getLogger(ModelReader.class);

  private static final byte[] SMALLEST_MODEL = {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};

  private static final int BUFFER = 64 * 1024;

  /** The identity of a file without a header, or with a header that fits no rule. */
  private static final HeaderIdentity UNIDENTIFIED = HeaderIdentity.none(Identifier.VERSION);

  private final FileHasher hasher;
  private final Recognitions recognitions = new Recognitions();
  private final boolean weights;

  /** Large headers are read one at a time, so that more cores take no more memory. */
  private final Lock largeHeader = new ReentrantLock();

  /**
   * @param weights whether to hash the weights of .safetensors files, too
   * @param progress receives the number of bytes read, on the reading thread
   */
  public ModelReader(boolean weights, LongConsumer progress) {
    this.weights = weights;
    this.hasher = new FileHasher(progress);
  }

  /** Reads and hashes a model in memory until the JIT compiler has compiled the code. */
  public static void preload() {
    FileHasher.preload();
    try {
      HeaderReader.read(new ByteArrayInputStream(SMALLEST_MODEL), SMALLEST_MODEL.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file; it is unreadable if it changes after it was found.
   *
   * @param claims the hashes that it may have; where it has the fingerprint of one, only its header
   *     is read
   */
  public FileReading read(FoundFile file, List<ClaimedHash> claims) {
    return unlessChanged(file, () -> readWhole(file, claims));
  }

  /** Reads a file or a part of it. */
  @FunctionalInterface
  private interface Read {
    FileReading run() throws IOException;
  }

  private static FileReading unlessChanged(FoundFile file, Read read) {
    log.debug("reading {}", file.path());
    try {
      FileReading reading = read.run();
      return FileStamps.of(file.content()).equals(file.stamp())
          ? reading
          : new FileReading.Unreadable("is being written; scan again when it is complete");
    } catch (IOException e) {
      return new FileReading.Unreadable(ReadFailure.of(e));
    } catch (OutOfMemoryError e) {
      return new FileReading.Unreadable("its header needs more memory than the heap has");
    } catch (RuntimeException e) {
      log.error("reading {}", file.path(), e);
      return new FileReading.Unreadable("a fault of tsr: " + e + "; please report it");
    }
  }

  private FileReading readWhole(FoundFile file, List<ClaimedHash> claims) throws IOException {
    try (FileChannel channel = RegularFile.open(file.content())) {
      long size = file.stamp().sizeBytes();
      HashedFile content = hasher.open(channel, size);
      ModelFormat format = ModelFormat.of(file.path());
      if (format == ModelFormat.PICKLE) {
        Hashes hashes = hashes(channel, content, size, 0, false, claims);
        return new FileReading.Read(
            new FileRead(
                hashes.sha256(),
                hashes.source(),
                null,
                null,
                Map.of(),
                UNIDENTIFIED,
                null,
                hashes.fingerprint()));
      }
      ModelIdentifier identifier = new ModelIdentifier(recognitions);
      return switch (header(format, channel, content, size, identifier)) {
        case HeaderReading.Refused(String reason) -> new FileReading.Refused(reason);
        case HeaderReading.Valid(Header header) -> {
          long dataStart = ModelFormat.dataStart(format, header.size());
          HeaderIdentity identity = identifier.identity(header.metadata(), channel, dataStart);
          boolean alsoWeights = weights && format != ModelFormat.GGUF && dataStart < size;
          Hashes hashes = hashes(channel, content, size, dataStart, alsoWeights, claims);
          yield new FileReading.Read(
              new FileRead(
                  hashes.sha256(),
                  hashes.source(),
                  header.size(),
                  header.tensorCount(),
                  header.metadata(),
                  identity,
                  hashes.weightsSha256(),
                  hashes.fingerprint()));
        }
      };
    }
  }

  private record Hashes(
      String sha256,
      HashSource source,
      @Nullable String weightsSha256,
      @Nullable Fingerprint fingerprint) {}

  /**
   * Takes the hashes that are claimed of a file with its fingerprint, else reads the rest of it.
   */
  private static Hashes hashes(
      FileChannel channel,
      HashedFile content,
      long size,
      long dataStart,
      boolean alsoWeights,
      List<ClaimedHash> claims)
      throws IOException {
    if (!claims.isEmpty()) {
      Sampler sampler = new Sampler(size, dataStart);
      sampler.read(channel, size, ByteBuffer.allocate(BUFFER));
      Fingerprint own = sampler.fingerprint();
      for (ClaimedHash claim : claims) {
        boolean isIt = claim.fingerprint() == null || claim.fingerprint().equals(own);
        if (isIt && (!alsoWeights || claim.weightsSha256() != null)) {
          return new Hashes(claim.sha256(), claim.source(), claim.weightsSha256(), own);
        }
      }
    }
    content.sample(dataStart);
    if (alsoWeights) {
      content.hashWeights(dataStart);
    }
    return new Hashes(
        content.sha256(), HashSource.READ, content.weightsSha256(), content.fingerprint());
  }

  /** Reads what an older tsr did not read of a recorded file, without hashing it. */
  public FileReading complete(FoundFile file, LocalFile recorded) {
    return unlessChanged(
        file,
        () -> {
          try (FileChannel channel = RegularFile.open(file.content())) {
            boolean identified = recorded.identifiedVersion() >= Identifier.VERSION;
            return new FileReading.Completed(
                identified ? null : identity(file, channel),
                recorded.fingerprinted() ? null : fingerprint(channel, file, recorded));
          }
        });
  }

  /**
   * Finds out which recorded files a file is, by its fingerprint.
   *
   * @param candidates what it may be
   */
  public FileReading compare(FoundFile file, List<ReadJob.Comparison.Candidate> candidates) {
    try (FileChannel channel = RegularFile.open(file.content())) {
      List<LocalFile> same = new ArrayList<>();
      for (ReadJob.Comparison.Candidate candidate : candidates) {
        if (fingerprint(channel, file, candidate.file()).equals(candidate.fingerprint())) {
          same.add(candidate.file());
        }
      }
      // If the file has changed since it was found, its time is not the recorded one any more.
      return new FileReading.Compared(same);
    } catch (IOException e) {
      return new FileReading.Unreadable(ReadFailure.of(e));
    }
  }

  /** The fingerprint of a file, if it has a header of the recorded size. */
  private Fingerprint fingerprint(FileChannel channel, FoundFile file, LocalFile recorded)
      throws IOException {
    long dataStart = ModelFormat.dataStart(ModelFormat.of(recorded.path()), recorded.headerSize());
    return hasher.fingerprint(channel, file.stamp().sizeBytes(), dataStart);
  }

  private HeaderIdentity identity(FoundFile file, FileChannel channel) throws IOException {
    return switch (inspect(file, channel)) {
      case FileInspection.Failed(String _) -> UNIDENTIFIED;
      case FileInspection.Inspected(FileStamp _, FileHeader header) -> header.identity();
    };
  }

  /** Reads the header of a file, without hashing it. */
  FileInspection inspect(FoundFile file) throws IOException {
    try (FileChannel channel = RegularFile.open(file.content())) {
      return inspect(file, channel);
    }
  }

  private FileInspection inspect(FoundFile file, FileChannel channel) throws IOException {
    ModelFormat format = ModelFormat.of(file.path());
    if (format == ModelFormat.PICKLE) {
      return new FileInspection.Inspected(
          file.stamp(), new FileHeader(null, null, Map.of(), UNIDENTIFIED));
    }
    ModelIdentifier identifier = new ModelIdentifier(recognitions);
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
    return switch (header(format, channel, in, file.stamp().sizeBytes(), identifier)) {
      case HeaderReading.Refused(String reason) -> new FileInspection.Failed(reason);
      case HeaderReading.Valid(Header header) -> {
        HeaderIdentity identity =
            identifier.identity(
                header.metadata(), channel, ModelFormat.dataStart(format, header.size()));
        yield new FileInspection.Inspected(
            file.stamp(),
            new FileHeader(header.size(), header.tensorCount(), header.metadata(), identity));
      }
    };
  }

  private HeaderReading header(
      @Nullable ModelFormat format,
      FileChannel channel,
      InputStream content,
      long size,
      TensorListener listener)
      throws IOException {
    if (format == ModelFormat.GGUF) {
      return GgufReader.read(content, size, listener);
    }
    if (!hasLargeHeader(channel, size)) {
      return HeaderReader.read(content, size, listener);
    }
    largeHeader.lock();
    try {
      return HeaderReader.read(content, size, listener);
    } finally {
      largeHeader.unlock();
    }
  }

  private static boolean hasLargeHeader(FileChannel channel, long size) throws IOException {
    if (size <= HeaderReader.LARGE_HEADER) {
      return false;
    }
    ByteBuffer start = ByteBuffer.allocate(HeaderReader.LENGTH_FIELD);
    channel.read(start, 0);
    return HeaderReader.isLarge(start.flip());
  }
}
