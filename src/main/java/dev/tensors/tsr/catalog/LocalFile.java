package dev.tensors.tsr.catalog;

/**
 * A file in the catalogue.
 *
 * @param id its row
 * @param path its real path
 * @param sha256 of the whole file, upper case hex
 * @param stamp as it was when the file was read
 * @param headerSize bytes of the JSON header; null if unknown
 * @param tensorCount the tensors it names; null if unknown
 * @param missing whether the last scan did not find it
 * @param modelId CivitAI's id of the model it is linked to; null if it is not
 * @param versionId CivitAI's id of the version it is linked to; null if it is not
 */
public record LocalFile(
    long id,
    String path,
    String sha256,
    FileStamp stamp,
    Long headerSize,
    Long tensorCount,
    boolean missing,
    Long modelId,
    Long versionId) {

  /** The same row after the file was read again, or another file that takes its place. */
  public LocalFile readAgain(String newPath, FileStamp newStamp, Fingerprint read) {
    return new LocalFile(
        id,
        newPath,
        read.sha256(),
        newStamp,
        read.headerSize(),
        read.tensorCount(),
        false,
        modelId,
        versionId);
  }
}
