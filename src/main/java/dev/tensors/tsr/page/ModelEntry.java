package dev.tensors.tsr.page;

import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.page.PageCard.ShownPicture;
import dev.tensors.tsr.page.PageContents.Example;
import dev.tensors.tsr.page.PageContents.ModelWithoutFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cached model without a file here as a card, and the data of the opened card. */
record ModelEntry(ModelWithoutFile shown) implements Entry {

  @Override
  public String key() {
    return "m" + shown.modelId();
  }

  @Override
  public PageCard card(@Nullable ShownPicture picture) {
    LinkedModel model = shown.model();
    return new PageCard(
        key(),
        shown.name(),
        null,
        null,
        model.type(),
        model.baseModel(),
        shown.versionName(),
        shown.creator(),
        shown.tags(),
        shown.words(),
        List.of(),
        null,
        null,
        false,
        false,
        true,
        true,
        false,
        null,
        null,
        model.publishedAt(),
        model.downloads(),
        page(),
        picture,
        null);
  }

  private @Nullable String page() {
    return ModelPage.address(shown.modelId(), shown.isMature());
  }

  @Override
  public Map<String, @Nullable Object> details(List<Map<String, @Nullable Object>> images) {
    LinkedModel model = shown.model();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("key", key());
    fields.put("name", shown.name());
    fields.put("type", model.type());
    fields.put("base", model.baseModel());
    fields.put("version", shown.versionName());
    fields.put("creator", shown.creator());
    fields.put("page", page());
    fields.put("words", shown.words());
    fields.put("sources", shown.words().isEmpty() ? List.of() : List.of("civitai"));
    fields.put("tags", shown.tags());
    fields.put("model", ModelDetails.of(model, null));
    fields.put("images", images);
    return fields;
  }

  @Override
  public boolean isMature() {
    return shown.isMature();
  }

  @Override
  public @Nullable Path file() {
    return null;
  }

  @Override
  public Map<String, @Nullable String> metadata() {
    return Map.of();
  }

  @Override
  public @Nullable Long modelId() {
    return shown.modelId();
  }

  @Override
  public @Nullable Long versionId() {
    return shown.versionId();
  }

  @Override
  public List<Example> examples() {
    return shown.examples();
  }
}
