package dev.tensors.tsr.model.examples;

import dev.tensors.tsr.model.files.ModelFileName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Recognizes one version among the models of images: by its id, its files' hashes, their names. */
public final class VersionMatcher {

  private static final double USUAL = 1;

  private final long versionId;
  private final NavigableSet<String> hashes = new TreeSet<>();
  private final Set<String> names = new HashSet<>();

  /**
   * @param versionId CivitAI's id
   * @param hashes in hex
   * @param fileNames with or without folder and extension
   */
  public VersionMatcher(long versionId, Collection<String> hashes, Collection<String> fileNames) {
    this.versionId = versionId;
    hashes.forEach(hash -> this.hashes.add(hash.toUpperCase(Locale.ROOT)));
    fileNames.forEach(name -> names.add(ModelFileName.stem(name).toLowerCase(Locale.ROOT)));
  }

  /**
   * The weight with which most images use the version; 1 if none says a weight.
   *
   * @param images the models of each of them
   */
  public double usualWeight(List<List<ImageModel>> images) {
    Map<Double, Integer> counts = new HashMap<>();
    for (List<ImageModel> models : images) {
      models.stream()
          .filter(model -> isVersion(model.resource()))
          .flatMap(model -> Stream.ofNullable(model.resource().weight()))
          .distinct()
          .forEach(weight -> counts.merge(weight, 1, Integer::sum));
    }
    double usual = USUAL;
    int most = 0;
    for (Map.Entry<Double, Integer> count : counts.entrySet()) {
      if (count.getValue() > most || count.getValue() == most && isNearer(count.getKey(), usual)) {
        usual = count.getKey();
        most = count.getValue();
      }
    }
    return usual;
  }

  /** Orders weights that are used equally often: the one nearest to 1, then the smaller one. */
  private static boolean isNearer(double one, double other) {
    double distance = Math.abs(one - USUAL);
    double otherDistance = Math.abs(other - USUAL);
    return distance < otherDistance || distance == otherDistance && one < other;
  }

  private boolean isVersion(ImageResource resource) {
    if (resource.modelVersionId() != null) {
      return resource.modelVersionId() == versionId;
    }
    String digits = resource.hashDigits();
    if (digits != null && resource.hashStart() != null) {
      String next = hashes.ceiling(digits);
      return next != null && next.startsWith(digits);
    }
    return resource.name() != null && names.contains(resource.name().toLowerCase(Locale.ROOT));
  }
}
