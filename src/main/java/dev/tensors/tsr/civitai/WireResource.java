package dev.tensors.tsr.civitai;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** CivitAI's own names of resources: {@code urn:air:sdxl:lora:civitai:82098@87153}. */
  private static final Pattern AIR =
      Pattern.compile("urn:air:[^:]*:(?<type>[^:]+):civitai:\\d+@(?<version>\\d{1,18})");

  /** Of all three lists that an image's meta can have. */
  static List<WireResource> of(JsonObject meta) {
    List<WireResource> listed = new ArrayList<>();
    listed.addAll(meta.objects("resources", resource -> of(resource, "name", "weight")));
    listed.addAll(
        meta.objects("civitaiResources", resource -> of(resource, "modelVersionName", "weight")));
    listed.addAll(
        meta.objects("additionalResources", resource -> of(resource, "name", "strength")));
    Set<WireResource> seen = new HashSet<>();
    listed.removeIf(resource -> resource.isNothing() || resource.isRepeat(seen));
    return List.copyOf(listed);
  }

  /** Listed again without a weight it is still one, but with two weights it was used twice. */
  private boolean isRepeat(Set<WireResource> seen) {
    boolean weightless = !seen.add(withoutWeight());
    return weight == null ? weightless : !seen.add(this);
  }

  private static WireResource of(JsonObject fields, String otherName, String weight) {
    String name = fields.text("name");
    WireResource resource =
        new WireResource(
            name == null ? fields.text(otherName) : name,
            fields.text("type"),
            fields.text("hash"),
            fields.fraction(weight),
            fields.number("modelVersionId"));
    return resource.withVersionOfAir();
  }

  private WireResource withVersionOfAir() {
    Matcher air = name == null || modelVersionId != null ? null : AIR.matcher(name);
    return air == null || !air.matches()
        ? this
        : new WireResource(
            name,
            type == null ? air.group("type") : type,
            hash,
            weight,
            Long.valueOf(air.group("version")));
  }

  private WireResource withoutWeight() {
    return new WireResource(name, type, hash, null, modelVersionId);
  }

  private boolean isNothing() {
    return name == null && type == null && hash == null && modelVersionId == null;
  }
}
