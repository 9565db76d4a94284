package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model.
 *
 * @param id CivitAI's id
 * @param description HTML
 * @param type such as LORA or Checkpoint
 * @param nsfwLevel a bit mask
 * @param poi whether it shows a real person
 * @param availability such as Public
 * @param allowCommercialUse the allowed uses, such as Image and Rent
 * @param mode Archived (there are no files) or TakenDown (there are no images); null for neither
 * @param creator null if the account was deleted
 * @param versions the published versions in their creator's order, the latest first
 */
public record WireModel(
    long id,
    @Nullable String name,
    @Nullable String description,
    @Nullable String type,
    @Nullable Boolean nsfw,
    @Nullable Long nsfwLevel,
    @Nullable Boolean poi,
    @Nullable Boolean minor,
    @Nullable Boolean sfwOnly,
    @Nullable String availability,
    @Nullable Boolean allowNoCredit,
    List<String> allowCommercialUse,
    @Nullable Boolean allowDerivatives,
    @Nullable Boolean allowDifferentLicense,
    @Nullable Boolean supportsGeneration,
    @Nullable String mode,
    WireStats stats,
    @Nullable WireCreator creator,
    List<String> tags,
    List<WireVersion> versions) {

  /**
   * The counts of a model or a version. A creator can hide downloads and tips; comments and tips
   * are counted for models only.
   */
  public record WireStats(
      @Nullable Long downloadCount,
      @Nullable Long thumbsUpCount,
      @Nullable Long thumbsDownCount,
      @Nullable Long commentCount,
      @Nullable Long tippedAmountCount) {

    public static WireStats of(JsonObject fields) {
      return new WireStats(
          fields.number("downloadCount"),
          fields.number("thumbsUpCount"),
          fields.number("thumbsDownCount"),
          fields.number("commentCount"),
          fields.number("tippedAmountCount"));
    }
  }

  /**
   * The user who made a model.
   *
   * @param image the address of the user's picture
   */
  public record WireCreator(String username, @Nullable String image) {

    /** Null if there is no name. */
    public static @Nullable WireCreator of(JsonObject fields) {
      String username = fields.text("username");
      return username == null ? null : new WireCreator(username, fields.text("image"));
    }
  }

  /** Null if there is no id. */
  public static @Nullable WireModel of(JsonObject fields) {
    Long id = fields.number("id");
    return id == null ? null : of(id, fields);
  }

  /**
   * The model of a version's own answer, with this version alone. Other programs that keep such an
   * answer add the model's description, tags and creator to it.
   *
   * @return null if the id of the version or of the model is missing
   */
  public static @Nullable WireModel ofVersion(JsonObject version) {
    Long id = version.number("modelId");
    if (id == null || version.number("id") == null) {
      return null;
    }
    Map<String, JsonValue> fields = new HashMap<>(version.object("model").values());
    fields.put("creator", version.object("creator"));
    fields.put("modelVersions", new JsonValue.Items(List.of(version)));
    return of(id, new JsonObject(fields));
  }

  private static WireModel of(long id, JsonObject fields) {
    return new WireModel(
        id,
        fields.text("name"),
        fields.text("description"),
        fields.text("type"),
        fields.truth("nsfw"),
        fields.number("nsfwLevel"),
        fields.truth("poi"),
        fields.truth("minor"),
        fields.truth("sfwOnly"),
        fields.text("availability"),
        fields.truth("allowNoCredit"),
        uses(fields.texts("allowCommercialUse")),
        fields.truth("allowDerivatives"),
        fields.truth("allowDifferentLicense"),
        fields.truth("supportsGeneration"),
        fields.text("mode"),
        WireStats.of(fields.object("stats")),
        WireCreator.of(fields.object("creator")),
        fields.texts("tags"),
        fields.objects("modelVersions", version -> WireVersion.of(version, id)));
  }

  /**
   * Splits texts such as {@code {Image,Rent}}, which some answers have in the place of an array.
   */
  private static List<String> uses(List<String> texts) {
    return texts.stream()
        .flatMap(text -> Stream.of(text.split("[{}\\[\\],\"'\\s]+")))
        .filter(use -> !use.isEmpty())
        .distinct()
        .toList();
  }
}
