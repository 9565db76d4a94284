package dev.tensors.tsr.list;

import dev.tensors.tsr.json.JsonForm;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonReader;
import dev.tensors.tsr.json.UnreadableJson;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.MentionedModels;
import dev.tensors.tsr.references.ModelMatch;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The models that a model was merged from, as its header names them: AUTOMATIC1111 and SuperMerger
 * write the SHA-256 of each file, and other programs the titles.
 */
final class MergeParents {

  /**
   * A model of which the file has a part.
   *
   * @param name as the header has it; null if it has only the hash
   * @param sha256 of its file, upper case hex; null if the header has only the title
   * @param files the paths of the files that are here
   */
  record Parent(@Nullable String name, @Nullable String sha256, List<String> files) {

    Map<String, @Nullable Object> fields() {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("name", name);
      fields.put("sha256", sha256);
      fields.put("local_files", files);
      return fields;
    }
  }

  private static final String RECIPE = "sd_merge_recipe";
  private static final String MODELS = "sd_merge_models";
  private static final String TITLES = "modelspec.merged_from";

  private static final List<String> HASHES =
      List.of("primary_model_hash", "secondary_model_hash", "tertiary_model_hash");

  /** A merge of merges has dozens. */
  private static final int MOST = 1000;

  private MergeParents() {}

  /** The parents, those of the last merge first; none if the file tells of no merge. */
  static List<Parent> of(Map<String, @Nullable String> metadata, Database database) {
    JsonObject models = object(metadata.get(MODELS));
    JsonObject recipe = object(metadata.get(RECIPE));
    Set<String> hashes = new LinkedHashSet<>();
    HASHES.stream().map(recipe::string).filter(Objects::nonNull).forEach(hashes::add);
    hashes.addAll(models.values().keySet());
    MentionedModels known = new MentionedModels(database);
    List<Parent> parents = new ArrayList<>();
    for (String hash : hashes) {
      String sha256 = ModelHash.digits(hash);
      if (sha256 != null && sha256.length() == ModelHash.MOST_DIGITS && parents.size() < MOST) {
        ModelMention mention =
            ModelMention.named(ModelKind.OTHER, null).withHash(sha256, ModelMatch.SHA256);
        parents.add(
            new Parent(models.object(hash).string("name"), sha256, here(known.files(mention))));
      }
    }
    String titles = metadata.get(TITLES);
    if (parents.isEmpty() && titles != null) {
      for (String title : titles.split(",", MOST)) {
        if (!title.isBlank()) {
          ModelMention mention = ModelMention.named(ModelKind.OTHER, title.strip());
          parents.add(new Parent(title.strip(), null, here(known.files(mention))));
        }
      }
    }
    return parents;
  }

  private static List<String> here(List<MatchedFile> files) {
    return files.stream().map(MatchedFile::filePath).filter(Objects::nonNull).toList();
  }

  /** The object that a value of the metadata has as JSON; an empty one if it has none. */
  private static JsonObject object(@Nullable String json) {
    if (json != null) {
      try (JsonReader reader = new JsonReader(json, JsonForm.LENIENT)) {
        if (reader.value() instanceof JsonObject object) {
          return object;
        }
      } catch (UnreadableJson e) {
        // As if it were not there: show tells what can be read.
      }
    }
    return new JsonObject(Map.of());
  }
}
