package dev.tensors.tsr.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with its link and model. Values from CivitAI are null where the file is not linked or its
 * model is not cached. A file that is only on the disk has no id, hash and times.
 *
 * <p>A list that was not asked for complete files has only their ids, paths, sizes and times of
 * absence, and the names, type and base models of their versions.
 *
 * @param id its row; null: the file is not in the catalogue
 * @param filePath its real path
 * @param sha256 upper case hex
 * @param sizeBytes its length
 * @param headerSize bytes of the JSON header
 * @param tensorCount the tensors in the header
 * @param modelId CivitAI's id of the model
 * @param versionId CivitAI's id of the version
 * @param modelType the best that is known: CivitAI's word, else the header's
 * @param baseModel the best that is known: CivitAI's word, else the header's
 * @param triggers the version's trigger words, each in an element of its own
 * @param latestVersionId CivitAI's id of the model's first version in its creator's order
 * @param missingSince null while the file is present
 * @param tags the user's own tags, then the model's
 * @param isMature whether CivitAI marks the model as not safe for work; false if unknown
 * @param linkSource who made the link: cache, civitai, manual or sidecar; null: unknown, or no link
 * @param linkMatch the hash that proves the link: sha256 or weights; null: none does, or no link
 * @param identifiedBy the source of the base model: civitai, tensors or metadata
 * @param precision such as fp16, mixed or Q4_K_M
 * @param parameters the number of elements of all tensors
 * @param rank of an adapter, the largest of its modules
 * @param baseCandidates all base models that the header leaves possible, where CivitAI has none
 * @param note the user's own text; null: none
 * @param rating the user's own, 1 to 5; null: none
 * @param favourite whether it is one of the user's favourites
 * @param goneAt since when CivitAI no longer has the model or the version
 * @param publishedAt of the version
 */
public record ListedFile(
    @Nullable Long id,
    String filePath,
    @Nullable String sha256,
    @Nullable Long sizeBytes,
    @Nullable Long headerSize,
    @Nullable Long tensorCount,
    @Nullable Long modelId,
    @Nullable Long versionId,
    @Nullable String modelName,
    @Nullable String modelType,
    @Nullable String versionName,
    @Nullable String baseModel,
    @Nullable String creator,
    List<String> triggers,
    @Nullable Long latestVersionId,
    @Nullable String latestVersionName,
    @Nullable String missingSince,
    @Nullable String createdAt,
    @Nullable String updatedAt,
    List<String> tags,
    boolean isMature,
    @Nullable String linkSource,
    @Nullable String linkMatch,
    @Nullable String identifiedBy,
    @Nullable String precision,
    @Nullable Long parameters,
    @Nullable Long rank,
    List<String> baseCandidates,
    @Nullable String note,
    @Nullable Long rating,
    boolean favourite,
    @Nullable String goneAt,
    @Nullable String publishedAt) {

  /** A copy with trigger words and tags. */
  ListedFile with(List<String> triggers, List<String> tags) {
    return new ListedFile(
        id,
        filePath,
        sha256,
        sizeBytes,
        headerSize,
        tensorCount,
        modelId,
        versionId,
        modelName,
        modelType,
        versionName,
        baseModel,
        creator,
        triggers,
        latestVersionId,
        latestVersionName,
        missingSince,
        createdAt,
        updatedAt,
        tags,
        isMature,
        linkSource,
        linkMatch,
        identifiedBy,
        precision,
        parameters,
        rank,
        baseCandidates,
        note,
        rating,
        favourite,
        goneAt,
        publishedAt);
  }

  /** A file of a list that was not asked for complete files. */
  static ListedFile shown(
      long id,
      String path,
      @Nullable Long sizeBytes,
      @Nullable String modelName,
      @Nullable String modelType,
      @Nullable String versionName,
      @Nullable String baseModel,
      @Nullable String missingSince,
      List<String> baseCandidates) {
    return new ListedFile(
        id,
        path,
        null,
        sizeBytes,
        null,
        null,
        null,
        null,
        modelName,
        modelType,
        versionName,
        baseModel,
        null,
        List.of(),
        null,
        null,
        missingSince,
        null,
        null,
        List.of(),
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        baseCandidates,
        null,
        null,
        false,
        null,
        null);
  }

  /** A file that is not in the catalogue, of which its header was read. */
  static ListedFile unrecorded(String path, long sizeBytes, FileHeader read) {
    HeaderIdentity identity = read.identity();
    return new ListedFile(
        null,
        path,
        null,
        sizeBytes,
        read.headerSize(),
        read.tensorCount(),
        null,
        null,
        null,
        identity.type(),
        null,
        identity.baseModel(),
        null,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        false,
        null,
        null,
        identity.identifiedBy(),
        identity.precision(),
        identity.parameters(),
        identity.rank(),
        identity.baseCandidates(),
        null,
        null,
        false,
        null,
        null);
  }
}
