package dev.tensors.tsr.page;

import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** CivitAI's data about a model, by the keys that details.js reads. */
final class ModelDetails {

  private ModelDetails() {}

  /**
   * @param own CivitAI's id of the version of the file that is shown; null: none
   */
  static Map<String, @Nullable Object> of(LinkedModel model, @Nullable Long own) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("published", model.publishedAt());
    fields.put("downloads", model.downloads());
    fields.put("likes", model.thumbsUp());
    fields.put("licence", model.licence().inWords());
    fields.put("gone", model.goneAt());
    fields.put("about", description(model.description()));
    fields.put("about_version", description(model.versionDescription()));
    List<Object> versions = new ArrayList<>();
    for (LinkedModel.Version version : model.versions()) {
      Map<String, @Nullable Object> its = new LinkedHashMap<>();
      its.put("id", version.id());
      its.put("name", version.name());
      its.put("base", version.baseModel());
      its.put("published", version.publishedAt());
      its.put("latest", version.isLatest());
      its.put("here", !version.localFiles().isEmpty());
      its.put("ignored", version.isIgnored());
      its.put("own", Objects.equals(own, version.id()));
      versions.add(its);
    }
    fields.put("versions", versions);
    return fields;
  }

  private static List<Object> description(@Nullable String html) {
    return html == null ? List.of() : Description.of(html);
  }
}
