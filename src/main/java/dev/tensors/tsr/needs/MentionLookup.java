package dev.tensors.tsr.needs;

import dev.tensors.tsr.answers.fetching.ServiceCheck;
import dev.tensors.tsr.answers.fetching.ServiceUnavailable;
import dev.tensors.tsr.civitai.Civitai;
import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.VersionFileType;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.MentionedModels;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks CivitAI for models that the catalogue does not know, one call for each hash, version or
 * model. It cannot be asked for names.
 */
final class MentionLookup {

  private final Civitai civitai;
  private final MentionedModels known;
  private final ServiceCheck check;

  /** The answers so far; empty: unknown to CivitAI. */
  private final Map<String, Optional<WireVersion>> answers = new HashMap<>();

  private final Map<Long, Optional<WireModel>> models = new HashMap<>();

  public MentionLookup(Civitai civitai, MentionedModels known) {
    this.civitai = civitai;
    this.known = known;
    this.check = new ServiceCheck(civitai);
  }

  /**
   * The models, with the files at CivitAI of those that were unknown. Nothing is stored.
   *
   * @throws ServiceUnavailable if CivitAI is unavailable
   */
  public List<Matched> complete(List<Matched> matched) throws InterruptedException {
    List<Matched> completed = new ArrayList<>();
    for (Matched model : matched) {
      completed.add(model.files().isEmpty() ? complete(model) : model);
    }
    return MentionedModels.joined(completed);
  }

  private Matched complete(Matched model) throws InterruptedException {
    ModelMention mention = model.mention();
    WireVersion version = version(mention);
    if (version == null) {
      return mention.versionId() == null ? model.withFiles(ofModel(mention.modelId())) : model;
    }
    List<MatchedFile> cached = known.files(mention.withIds(version.id(), version.modelId()));
    return model.withFiles(cached.isEmpty() ? files(file(mention, version)) : cached);
  }

  /** The model without a file, since its id does not say which version was used. */
  private List<MatchedFile> ofModel(@Nullable Long id) throws InterruptedException {
    if (id == null) {
      return List.of();
    }
    Optional<WireModel> answer = models.get(id);
    if (answer == null) {
      answer = Optional.ofNullable(ServiceUnavailable.found(civitai.model(id)));
      check.requireAnAnswer();
      models.put(id, answer);
    }
    return answer.stream()
        .map(
            model ->
                MatchedFile.ofModel(
                    ModelMatch.MODEL_ID,
                    id,
                    model.name(),
                    Boolean.TRUE.equals(model.get(WireModel.NSFW))))
        .toList();
  }

  /**
   * The recorded files with the content of a file at CivitAI; that file itself if there are none.
   */
  private List<MatchedFile> files(MatchedFile file) {
    String sha256 = file.sha256();
    List<MatchedFile> recorded =
        sha256 == null
            ? List.of()
            : known.files(
                ModelMention.named(ModelKind.OTHER, null).withHash(sha256, ModelMatch.SHA256));
    return recorded.isEmpty() ? List.of(file) : recorded;
  }

  private @Nullable WireVersion version(ModelMention mention) throws InterruptedException {
    String hash = mention.hash();
    Long id = mention.versionId();
    WireVersion found = null;
    if (hash != null) {
      String digits = asked(hash, mention.hashKind());
      found = remembered(digits, () -> civitai.versionByHash(digits));
    }
    return found != null || id == null
        ? found
        : remembered("version " + id, () -> civitai.version(id));
  }

  @FunctionalInterface
  private interface Call {
    Answer<WireVersion> get() throws InterruptedException;
  }

  private @Nullable WireVersion remembered(String key, Call call) throws InterruptedException {
    Optional<WireVersion> answer = answers.get(key);
    if (answer == null) {
      answer = Optional.ofNullable(ServiceUnavailable.found(call.get()));
      check.requireAnAnswer();
      answers.put(key, answer);
    }
    return answer.orElse(null);
  }

  /** The digits that CivitAI finds: it knows each kind of hash by all its digits only. */
  private static String asked(String hash, @Nullable ModelMatch kind) {
    if (kind == ModelMatch.WEIGHTS && hash.length() > ModelHash.AUTOV3_DIGITS) {
      return ModelHash.autoV3(hash);
    }
    return kind == ModelMatch.SHA256
            && hash.length() > ModelHash.AUTOV2_DIGITS
            && hash.length() < ModelHash.MOST_DIGITS
        ? ModelHash.autoV2(hash)
        : hash;
  }

  private static MatchedFile file(ModelMention mention, WireVersion version) {
    WireModel model = version.model();
    WireFile file = meant(mention.hash(), version.files());
    Double sizeKB = file == null ? null : file.get(WireFile.SIZE_KB);
    String address = file == null ? null : file.get(WireFile.DOWNLOAD_URL);
    return new MatchedFile(
        match(mention, file),
        null,
        null,
        version.modelId(),
        version.id(),
        model == null ? null : model.name(),
        version.name(),
        model != null && Boolean.TRUE.equals(model.get(WireModel.NSFW)),
        address == null ? version.get(WireVersion.DOWNLOAD_URL) : address,
        file == null ? null : file.get(WireFile.NAME),
        sizeKB == null ? null : Long.valueOf(Math.round(sizeKB * 1024)),
        file == null ? null : file.hashes().get(ModelHash.SHA256),
        model == null
            ? null
            : VersionFileType.ofFile(
                file == null ? null : file.get(WireFile.TYPE), model.get(WireModel.TYPE)));
  }

  /** The file with the hash, else the one that CivitAI offers first. */
  private static @Nullable WireFile meant(@Nullable String hash, List<WireFile> files) {
    return files.stream()
        .filter(file -> kind(hash, file) != null)
        .findFirst()
        .or(() -> files.stream().filter(WireFile::isPrimary).findFirst())
        .orElse(files.isEmpty() ? null : files.getFirst());
  }

  private static ModelMatch match(ModelMention mention, @Nullable WireFile file) {
    String hash = mention.hash();
    ModelMatch kind = file == null ? null : kind(hash, file);
    if (kind != null) {
      return kind;
    }
    ModelMatch stated = mention.hashKind();
    return hash == null ? ModelMatch.VERSION_ID : stated == null ? ModelMatch.ofHash(hash) : stated;
  }

  private static @Nullable ModelMatch kind(@Nullable String hash, WireFile file) {
    if (hash != null) {
      for (Map.Entry<String, String> known : file.hashes().entrySet()) {
        if (ModelHash.mayBeSame(known.getValue(), hash)) {
          return ModelMatch.ofHashType(known.getKey(), hash);
        }
      }
    }
    return null;
  }
}
