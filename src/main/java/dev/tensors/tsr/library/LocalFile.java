package dev.tensors.tsr.library;

import org.jspecify.annotations.Nullable;

/**
 * A file in the catalogue.
 *
 * @param id its row
 * @param path its real path
 * @param sha256 of the whole file, upper case hex
 * @param stamp the file's stamp when it was read
 * @param headerSize bytes of the JSON header
 * @param tensorCount the tensors in the header
 * @param identifiedVersion the number of the rules that identified the file; 0 where none did
 * @param fingerprinted whether its fingerprint is recorded
 * @param missing whether the last scan did not find it
 * @param modelId CivitAI's id of the model it is linked to
 * @param versionId CivitAI's id of the version it is linked to
 * @param weightsSha256 of all bytes after the header of a .safetensors file, upper case hex; null:
 *     not computed
 * @param claimed whether its SHA-256 was not read from its bytes
 */
public record LocalFile(
    long id,
    String path,
    String sha256,
    FileStamp stamp,
    @Nullable Long headerSize,
    @Nullable Long tensorCount,
    int identifiedVersion,
    boolean fingerprinted,
    boolean missing,
    @Nullable Long modelId,
    @Nullable Long versionId,
    @Nullable String weightsSha256,
    boolean claimed) {

  /** The bytes before the header of a .safetensors file, which contain its length. */
  private static final int LENGTH_FIELD = 8;

  /** The number of bytes after the header; 0 for a file without a header. */
  public long weightsBytes() {
    return headerSize == null ? 0 : Math.max(0, stamp.sizeBytes() - headerSize - LENGTH_FIELD);
  }

  /** This row after the file, or one that replaced it, was read. */
  public LocalFile readAgain(String newPath, FileStamp newStamp, FileRead read) {
    return new LocalFile(
        id,
        newPath,
        read.sha256(),
        newStamp,
        read.headerSize(),
        read.tensorCount(),
        read.identity().version(),
        read.fingerprint() != null,
        false,
        modelId,
        versionId,
        read.weightsSha256(),
        read.hashSource() != FileRead.HashSource.READ);
  }
}
