package dev.tensors.tsr.civitai;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model that an image was made with. Each can be null, but not all are.
 *
 * @param type such as model or lora
 * @param hash as the tool that made the image wrote it, often shortened and in lower case
 * @param weight how strong it was; 1 is usual
 * @param modelVersionId CivitAI's id
 */
public record WireResource(
    String name, String type, String hash, Double weight, Long modelVersionId) {

  /** Of all three lists that an image's meta can have. */
  static List<WireResource> of(Fields meta) {
    List<WireResource> listed = new ArrayList<>();
    listed.addAll(meta.objects("resources", resource -> of(resource, "name", "weight")));
    listed.addAll(
        meta.objects("civitaiResources", resource -> of(resource, "modelVersionName", "weight")));
    listed.addAll(
        meta.objects("additionalResources", resource -> of(resource, "name", "strength")));
    Set<WireResource> seen = new HashSet<>();
    listed.removeIf(resource -> resource.isNothing() || !seen.add(resource.withoutWeight()));
    return List.copyOf(listed);
  }

  private static WireResource of(Fields fields, String otherName, String weight) {
    String name = fields.text("name");
    return new WireResource(
        name == null ? fields.text(otherName) : name,
        fields.text("type"),
        fields.text("hash"),
        fields.fraction(weight),
        fields.number("modelVersionId"));
  }

  /** Listed twice, it is still one. */
  private WireResource withoutWeight() {
    return new WireResource(name, type, hash, null, modelVersionId);
  }

  private boolean isNothing() {
    return name == null && type == null && hash == null && modelVersionId == null;
  }
}
