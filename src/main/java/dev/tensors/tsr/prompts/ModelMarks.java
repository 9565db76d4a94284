package dev.tensors.tsr.prompts;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** By what images name one version: its id, the hashes of its files and their names. */
public final class ModelMarks {

  private static final double USUAL = 1;

  private final long versionId;
  private final NavigableSet<String> hashes = new TreeSet<>();
  private final Set<String> names = new HashSet<>();

  /**
   * Takes the marks.
   *
   * @param versionId CivitAI's id
   * @param hashes in hex
   * @param fileNames with or without folder and extension
   */
  public ModelMarks(long versionId, Collection<String> hashes, Collection<String> fileNames) {
    this.versionId = versionId;
    hashes.forEach(hash -> this.hashes.add(hash.toUpperCase(Locale.ROOT)));
    fileNames.forEach(name -> names.add(ModelFileName.stem(name).toLowerCase(Locale.ROOT)));
  }

  /** The weight that most of these images use the version with; 1 if none tells. */
  public double usualWeight(List<ExampleImage> images) {
    Map<Double, Integer> counts = new HashMap<>();
    for (ExampleImage image : images) {
      image.models().stream()
          .filter(model -> isMeant(model.told()))
          .map(model -> model.told().weight())
          .filter(Objects::nonNull)
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

  /** Of weights that are used equally often the one nearest to 1 counts, then the smaller one. */
  private static boolean isNearer(double one, double other) {
    double distance = Math.abs(one - USUAL);
    double otherDistance = Math.abs(other - USUAL);
    return distance < otherDistance || distance == otherDistance && one < other;
  }

  private boolean isMeant(ImageResource told) {
    if (told.modelVersionId() != null) {
      return told.modelVersionId() == versionId;
    }
    if (told.hashStart() != null) {
      String digits = told.hashDigits();
      String next = hashes.ceiling(digits);
      return next != null && next.startsWith(digits);
    }
    return told.name() != null && names.contains(told.name().toLowerCase(Locale.ROOT));
  }
}
