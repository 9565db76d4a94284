package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireImage;
import dev.tensors.tsr.civitai.wire.WireImage.WireVideo;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireModel.WireCreator;
import dev.tensors.tsr.civitai.wire.WireModel.WireStats;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.model.examples.ImageResource;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps CivitAI's records of a model to rows of the catalogue. */
public final class ModelMapping {

  /** Stored where a name is missing, and the column is NOT NULL. */
  private static final String NAMELESS = "";

  private ModelMapping() {}

  /**
   * Maps a model.
   *
   * @param details the versions' own answers by their ids, which have the parameters of images;
   *     some can be missing
   */
  public static CachedModel of(WireModel model, Map<Long, WireVersion> details) {
    List<CachedModel.Version> versions = new ArrayList<>();
    for (WireVersion version : model.versions()) {
      versions.add(version(version, details.get(version.id())));
    }
    WireCreator creator = model.creator();
    return new CachedModel(
        columns(model),
        creator == null ? null : new CachedModel.Creator(creator.username(), creator.image()),
        model.tags(),
        versions);
  }

  private static ColumnValues columns(WireModel model) {
    WireStats stats = model.stats();
    List<String> uses = model.allowCommercialUse();
    return new ColumnValues()
        .with("civitai_id", model.id())
        .with("name", orNameless(model.name()))
        .with("description", model.description())
        .with("type", orNameless(model.type()))
        .with("nsfw", model.nsfw())
        .with("poi", model.poi())
        .with("minor", model.minor())
        .with("sfw_only", model.sfwOnly())
        .with("nsfw_level", model.nsfwLevel())
        .with("availability", model.availability())
        .with("allow_no_credit", model.allowNoCredit())
        .with("allow_commercial_use", String.join(", ", uses))
        .with("allow_derivatives", model.allowDerivatives())
        .with("allow_different_license", model.allowDifferentLicense())
        .with("supports_generation", model.supportsGeneration())
        .with("mode", model.mode())
        .with("download_count", stats.downloadCount())
        .with("thumbs_up_count", stats.thumbsUpCount())
        .with("thumbs_down_count", stats.thumbsDownCount())
        .with("comment_count", stats.commentCount())
        .with("tipped_amount_count", stats.tippedAmountCount());
  }

  private static CachedModel.Version version(WireVersion version, @Nullable WireVersion detail) {
    ColumnValues columns = columns(version);
    return new CachedModel.Version(
        detail == null
            ? columns.and(access(version).withoutNulls())
            : columns.orElse(columns(detail)).and(access(detail).orElse(access(version))),
        version.trainedWords(),
        version.files().stream().filter(file -> file.id() != null).map(ModelMapping::file).toList(),
        images(version, detail));
  }

  /** What only a version's own answer surely tells: who may download it, and at which price. */
  static ColumnValues access(WireVersion version) {
    return new ColumnValues()
        .with("availability", version.availability())
        .with("usage_control", version.usageControl())
        .with("early_access_ends_at", Timestamps.ofNullable(version.earlyAccessEndsAt()))
        .with("early_access_config", version.earlyAccessConfig())
        .with("paid_access", version.paidAccess());
  }

  private static ColumnValues columns(WireVersion version) {
    WireStats stats = version.stats();
    return new ColumnValues()
        .with("civitai_id", version.id())
        .with("name", orNameless(version.name()))
        .with("description", version.description())
        .with("base_model", version.baseModel())
        .with("base_model_type", version.baseModelType())
        .with("nsfw_level", version.nsfwLevel())
        .with("status", version.status())
        .with("upload_type", version.uploadType())
        .with("air", version.air())
        .with("training_status", version.trainingStatus())
        .with("training_details", version.trainingDetails())
        .with("download_count", stats.downloadCount())
        .with("thumbs_up_count", stats.thumbsUpCount())
        .with("thumbs_down_count", stats.thumbsDownCount())
        .with("supports_generation", version.supportsGeneration())
        .with("download_url", version.downloadUrl())
        .with("created_at", Timestamps.ofNullable(version.createdAt()))
        .with("published_at", Timestamps.ofNullable(version.publishedAt()))
        .with("updated_at", Timestamps.ofNullable(version.updatedAt()));
  }

  private static CachedModel.File file(WireFile file) {
    ColumnValues columns =
        new ColumnValues()
            .with("civitai_id", file.id())
            .with("name", orNameless(file.name()))
            .with("type", file.type())
            .with("size_kb", file.sizeKB())
            .with("format", file.format())
            .with("size_type", file.size())
            .with("fp", file.fp())
            .with("is_primary", file.primary())
            .with("pickle_scan_result", file.pickleScanResult())
            .with("pickle_scan_message", file.pickleScanMessage())
            .with("virus_scan_result", file.virusScanResult())
            .with("virus_scan_message", file.virusScanMessage())
            .with("scanned_at", Timestamps.ofNullable(file.scannedAt()))
            .with("download_url", file.downloadUrl());
    return new CachedModel.File(columns, file.hashes());
  }

  /**
   * Merges the images of the model's answer, which lists more, and of the version's own, which has
   * their parameters. An image is identified by its id, since its address differs.
   */
  private static List<CachedModel.Image> images(WireVersion version, @Nullable WireVersion detail) {
    Map<@Nullable Object, WireImage> detailed = new LinkedHashMap<>();
    if (detail != null) {
      detail.images().forEach(image -> detailed.put(key(image), image));
    }
    List<CachedModel.Image> images = new ArrayList<>();
    for (WireImage image : version.images()) {
      WireImage other = detailed.remove(key(image));
      add(image, other == null || other.parameters().isEmpty() ? image : other, images);
    }
    detailed.values().forEach(image -> add(image, image, images));
    return images;
  }

  private static @Nullable Object key(WireImage image) {
    return image.id() != null ? image.id() : image.url();
  }

  /** Leaves out an image without an address. */
  private static void add(
      WireImage image, WireImage withParameters, List<CachedModel.Image> images) {
    if (image.url() == null) {
      return;
    }
    ColumnValues columns =
        new ColumnValues()
            .with("civitai_id", image.id())
            .with("url", image.url())
            .with("type", image.type())
            .with("nsfw_level", image.nsfwLevel())
            .with("width", image.width())
            .with("height", image.height())
            .with("hash", image.hash())
            .with("has_meta", image.hasMeta())
            .with("has_positive_prompt", image.hasPositivePrompt())
            .with("on_site", image.onSite())
            .with("minor", image.minor())
            .with("poi", image.poi())
            .with("availability", image.availability())
            .with("remix_of_id", image.remixOfId());
    images.add(
        new CachedModel.Image(
            columns,
            video(image.video()),
            withParameters.parameters(),
            withParameters.resources().stream().map(ModelMapping::resource).toList()));
  }

  private static @Nullable ColumnValues video(@Nullable WireVideo video) {
    return video == null
        ? null
        : new ColumnValues()
            .with("duration", video.duration())
            .with("has_audio", video.hasAudio())
            .with("size_bytes", video.size());
  }

  private static ColumnValues resource(ImageResource resource) {
    return new ColumnValues()
        .with("name", orNameless(resource.name()))
        .with("type", resource.type())
        .with("hash", resource.hash())
        .with("weight", resource.weight())
        .with("model_version_id", resource.modelVersionId());
  }

  private static String orNameless(@Nullable String name) {
    return name == null ? NAMELESS : name;
  }
}
