package dev.tensors.tsr.pictures.contents;

import dev.tensors.tsr.model.DistinctModels;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelName;
import dev.tensors.tsr.references.ModelMention;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The models that one picture was made with, each once, in the order in which the picture names
 * them.
 */
public final class ModelUses implements DistinctModels.Rules<ModelMention> {

  /** A limit, since a stranger's text could have a million; a picture has a dozen. */
  static final int MOST = 10_000;

  private final DistinctModels<ModelMention> uses = new DistinctModels<>(this);
  private Predicate<ModelMention> ignored = use -> false;

  public void add(ModelMention use) throws UnreadableText {
    if (!use.isNothing() && !enrich(use)) {
      if (uses.list().size() == MOST) {
        throw new UnreadableText("it names more than " + MOST + " models");
      }
      uses.add(use);
    }
  }

  /**
   * Adds the details of a mention to a model that was named before.
   *
   * @return false if it was not named before
   */
  public boolean enrich(ModelMention use) {
    return uses.merge(use);
  }

  @Override
  public ModelMention merge(ModelMention known, ModelMention other) {
    return known.or(other).withName(betterName(known.name(), other.name()));
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
    return uses.list().stream().filter(use -> !use.isUnused() && !ignored.test(use)).toList();
  }

  @Override
  public List<String> marks(ModelMention use) {
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

  @Override
  public boolean isSame(ModelMention one, ModelMention other) {
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
