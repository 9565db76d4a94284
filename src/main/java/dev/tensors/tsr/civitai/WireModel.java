package dev.tensors.tsr.civitai;

import java.util.List;
import java.util.stream.Stream;

/**
 * A model. All but the id and the lists can be null.
 *
 * @param id CivitAI's id
 * @param description HTML
 * @param type such as LORA or Checkpoint
 * @param nsfwLevel a bit mask
 * @param poi whether it shows a real person
 * @param availability such as Public
 * @param allowCommercialUse the uses that are allowed, such as Image and Rent
 * @param mode Archived (there are no files) or TakenDown (there are no images); null for neither
 * @param stats never null
 * @param creator null if the account is gone
 * @param versions the published ones in their creator's order, the latest first
 */
public record WireModel(
    long id,
    String name,
    String description,
    String type,
    Boolean nsfw,
    Long nsfwLevel,
    Boolean poi,
    Boolean minor,
    Boolean sfwOnly,
    String availability,
    Boolean allowNoCredit,
    List<String> allowCommercialUse,
    Boolean allowDerivatives,
    Boolean allowDifferentLicense,
    Boolean supportsGeneration,
    String mode,
    WireStats stats,
    WireCreator creator,
    List<String> tags,
    List<WireVersion> versions) {

  /** Null if there is no id. */
  static WireModel of(JsonObject fields) {
    Long id = fields.number("id");
    return id == null ? null : of(id, fields);
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

  /** Once this was an array, once a text such as {@code {Image,Rent}}, and once a single use. */
  private static List<String> uses(List<String> texts) {
    return texts.stream()
        .flatMap(text -> Stream.of(text.split("[{}\\[\\],\"'\\s]+")))
        .filter(use -> !use.isEmpty())
        .distinct()
        .toList();
  }
}
