package dev.tensors.tsr.needs;

import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.pictures.PictureMentions;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.MentionedModels;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells which models a picture was made with, and which of them are here. */
final class ModelNeeds {

  /** So many hashes are remembered: pictures of one user name the same few models. */
  private static final int MOST_HASHES = 10_000;

  private final MentionedModels models;
  private final EmbeddingNames embeddings;

  /** The paths whose names have such hashes, of the last pictures; empty: none has it. */
  private final Map<String, String> paths = new HashMap<>();

  public ModelNeeds(Database database) {
    this.models = new MentionedModels(database);
    this.embeddings = EmbeddingNames.of(database);
  }

  /** Finds the files of each model, in the order in which the picture names the models. */
  public List<Matched> of(PictureContents contents) {
    List<Matched> matched = models.of(PictureMentions.of(contents, embeddings));
    return matched.stream().anyMatch(ModelNeeds::mayBeHashOfName)
        ? MentionedModels.joined(withHashesOfNames(matched))
        : matched;
  }

  /**
   * Returns the kind of hash in which all files with a model's name differ from the picture's hash,
   * so that they may be another version. Null if one of the files may be the model.
   */
  public @Nullable ModelMatch contradiction(Matched model) {
    String hash = model.mention().hash();
    if (hash == null || !model.isHere() || !model.isByName()) {
      return null;
    }
    ModelMatch stated = model.mention().hashKind();
    ModelMatch kind = stated == null ? ModelMatch.ofHash(hash) : stated;
    return model.files().stream().allMatch(file -> isAnother(file, kind, hash)) ? kind : null;
  }

  private boolean isAnother(MatchedFile file, ModelMatch kind, String hash) {
    List<String> its = models.hashes(file, kind);
    return !its.isEmpty()
        && its.stream().noneMatch(known -> ModelHash.mayBeSame(known, hash))
        && !ModelHash.isOfFileName(hash, String.valueOf(file.fileName()));
  }

  private static boolean mayBeHashOfName(Matched model) {
    return model.files().isEmpty() && forgeHash(model.mention()) != null;
  }

  /** The hash that Forge may have made from a file's name; null if it is surely another. */
  private static @Nullable String forgeHash(ModelMention mention) {
    String hash = mention.hash();
    return hash != null
            && hash.length() == ModelHash.AUTOV2_DIGITS
            && (mention.hashKind() == null || mention.hashKind() == ModelMatch.SHA256)
        ? hash
        : null;
  }

  /**
   * Matches the remaining models with hashes of files' names. This comes last, since it is the
   * least certain and takes the longest.
   */
  private List<Matched> withHashesOfNames(List<Matched> matched) {
    if (paths.size() > MOST_HASHES) {
      paths.clear();
    }
    Map<String, String> wanted = new HashMap<>();
    matched.stream()
        .filter(ModelNeeds::mayBeHashOfName)
        .map(model -> String.valueOf(forgeHash(model.mention())))
        .filter(hash -> !paths.containsKey(hash))
        .forEach(hash -> wanted.put(hash, ""));
    if (!wanted.isEmpty()) {
      models.eachPath(
          path ->
              wanted.computeIfPresent(
                  ModelHash.autoV2(ModelHash.ofFileName(path)), (hash, none) -> path));
      paths.putAll(wanted);
    }
    List<Matched> all = new ArrayList<>();
    for (Matched model : matched) {
      String path = mayBeHashOfName(model) ? paths.get(forgeHash(model.mention())) : null;
      all.add(
          path == null || path.isEmpty()
              ? model
              : model.withFiles(models.files(ModelMention.named(model.mention().kind(), path))));
    }
    return all;
  }
}
