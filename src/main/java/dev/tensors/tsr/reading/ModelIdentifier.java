package dev.tensors.tsr.reading;

import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.modelfile.TensorDigest;
import dev.tensors.tsr.modelfile.TensorListener;
import dev.tensors.tsr.modelfile.identify.Identifier;
import dev.tensors.tsr.modelfile.identify.Identifier.Identity;
import dev.tensors.tsr.modelfile.identify.Recognitions;
import dev.tensors.tsr.modelfile.identify.matching.AlphaFinder.AlphaTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Identifies one model while its header is read. */
final class ModelIdentifier implements TensorListener {

  private final Identifier identifier;
  private final TensorDigest digest = new TensorDigest();

  ModelIdentifier(Recognitions recognitions) {
    this.identifier = new Identifier(recognitions);
  }

  @Override
  public void tensor(String name, String dtype, long[] shape, long begin) {
    identifier.add(name, dtype, shape, begin);
    digest.tensor(name, dtype, shape, begin);
  }

  /**
   * The identity of the model; call it after the header was read.
   *
   * @param channel the file, from which an adapter's alpha is read
   * @param dataStart the offset of the tensors' data in the file, in bytes
   */
  HeaderIdentity identity(
      Map<String, @Nullable String> metadata, FileChannel channel, long dataStart)
      throws IOException {
    Identity found = identifier.identify(metadata);
    AlphaTensor alpha = found.alphaTensor();
    return new HeaderIdentity(
        Identifier.VERSION,
        found.type(),
        found.baseModel(),
        found.baseCandidates(),
        found.identifiedBy(),
        found.precision(),
        found.parameters(),
        found.algorithm(),
        found.rank(),
        alpha == null ? found.claimedAlpha() : alpha(alpha, channel, dataStart),
        found.component(),
        found.architecture(),
        found.inside(),
        digest.hex());
  }

  private static @Nullable Double alpha(AlphaTensor alpha, FileChannel channel, long dataStart)
      throws IOException {
    ByteBuffer data = ByteBuffer.allocate(alpha.size());
    long at = dataStart + alpha.begin();
    while (data.hasRemaining()) {
      int count = channel.read(data, at + data.position());
      if (count < 0) {
        return null; // the file was truncated; its changed stamp is noticed later
      }
    }
    return alpha.value(data.array());
  }
}
