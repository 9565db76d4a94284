package dev.tensors.tsr.modelfile.identify;

import dev.tensors.tsr.modelfile.identify.rules.Family;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The base model of a file, by the tensors and by what the metadata claims.
 *
 * @param name CivitAI's; null if it is unknown
 * @param candidates all names that are possible; empty if none is known
 * @param identifiedBy {@code tensors} or {@code metadata}; null where there is no name
 */
record BaseModel(@Nullable String name, List<String> candidates, @Nullable String identifiedBy) {

  /** The base model of a file of this family, which is null if the tensors do not show it. */
  static BaseModel of(@Nullable Family family, Map<String, @Nullable String> metadata) {
    if (family == null || family.names().isEmpty()) {
      return new BaseModel(null, List.of(), null);
    }
    List<String> possible = family.names();
    if (possible.size() == 1) {
      return new BaseModel(possible.get(0), possible, Identity.TENSORS);
    }
    List<String> left = MetadataClaims.among(family.claimable(), metadata);
    if (left.size() == 1) {
      return new BaseModel(left.get(0), left, Identity.METADATA);
    }
    List<String> candidates = left.isEmpty() ? possible : left;
    boolean hasMain = family.main() != null && candidates.contains(family.main());
    return new BaseModel(
        hasMain ? family.main() : null, candidates, hasMain ? Identity.TENSORS : null);
  }
}
