package dev.tensors.tsr.pictures.contents;

import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The models that one picture was made with, each once, in the order in which the picture names
 * them.
 */
public final class ModelUses {

  /** A limit, since a stranger's text could have a million; a picture has a dozen. */
  static final int MOST = 10_000;

  /** A limit, so that a stranger's list cannot make the time grow with the square of its length. */
  private static final int MOST_COMPARED = 20;

  private final List<ModelMention> uses = new ArrayList<>();
  private final Map<String, List<Integer>> byMark = new HashMap<>();
  private Predicate<ModelMention> ignored = use -> false;

  public void add(ModelMention use) throws UnreadableText {
    if (!use.isNothing() && !enrich(use)) {
      if (uses.size() == MOST) {
        throw new UnreadableText("it names more than " + MOST + " models");
      }
      uses.add(use);
      mark(uses.size() - 1);
    }
  }

  /**
   * Adds the details of a mention to a model that was named before.
   *
   * @return false if it was not named before
   */
  public boolean enrich(ModelMention use) {
    int place = place(use);
    if (place < 0) {
      return false;
    }
    ModelMention known = uses.get(place);
    ModelMention both = known.or(use).withName(betterName(known.name(), use.name()));
    if (!both.equals(uses.set(place, both))) {
      mark(place);
    }
    return true;
  }

  /** Prefers the whole name of a file to its stem. */
  private static @Nullable String betterName(@Nullable String known, @Nullable String other) {
    boolean isBetter = known == null || !ModelName.hasExtension(known);
    return isBetter && (known == null || ModelName.hasExtension(other)) ? other : known;
  }

  /** Leaves mentions out of the list, since another text names the same models better. */
  public void ignore(Predicate<ModelMention> mentions) {
    ignored = mentions;
  }

  /** The models with a weight other than 0. */
  public List<ModelMention> list() {
    return uses.stream().filter(use -> !use.isUnused() && !ignored.test(use)).toList();
  }

  private int place(ModelMention use) {
    for (String mark : marks(use)) {
      for (int place : byMark.getOrDefault(mark, List.of())) {
        if (isSame(uses.get(place), use)) {
          return place;
        }
      }
    }
    return -1;
  }

  private void mark(int place) {
    for (String mark : marks(uses.get(place))) {
      List<Integer> places = byMark.computeIfAbsent(mark, key -> new ArrayList<>());
      if (places.size() < MOST_COMPARED && !places.contains(place)) {
        places.add(place);
      }
    }
  }

  /** The values that two mentions of one model have in common, the most certain one first. */
  private static List<String> marks(ModelMention use) {
    List<String> marks = new ArrayList<>();
    if (use.versionId() != null) {
      marks.add("version " + use.versionId());
    }
    if (use.hash() != null) {
      marks.add("hash " + use.hash().substring(0, ModelHash.FEWEST_DIGITS));
    }
    if (use.name() != null) {
      marks.add("name " + ModelName.key(use.name()));
    }
    if (use.air() != null) {
      marks.add("air " + use.air());
    }
    return marks;
  }

  private static boolean isSame(ModelMention one, ModelMention other) {
    if (!one.kind().mayBe(other.kind())) {
      return false;
    }
    if (one.versionId() != null && other.versionId() != null) {
      return one.versionId().equals(other.versionId());
    }
    if (one.hash() != null && other.hash() != null) {
      if (ModelHash.mayBeSame(one.hash(), other.hash())) {
        return true;
      }
      if (one.hash().length() == other.hash().length()) {
        return false; // hashes of other lengths may be of other kinds
      }
    }
    if (one.name() != null && other.name() != null) {
      return ModelName.mayBeSame(one.name(), other.name());
    }
    return one.air() != null && one.air().equals(other.air());
  }
}
