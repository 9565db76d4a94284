package dev.tensors.tsr.model.examples;

import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.ModelFileName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Merges the resources of one image, so that each model that it was made with is listed once. */
public final class ResourceMerger {

  /**
   * The number of models with the same id, name or first digits of the hash that a resource is
   * compared with. It keeps the time linear in the length of a hostile list; an image has a few.
   */
  private static final int MOST_COMPARED = 20;

  private final List<ImageResource> merged = new ArrayList<>();

  /** All names of the merged resource at the same index. */
  private final List<Set<String>> names = new ArrayList<>();

  /** Indexes of merged resources. */
  private final Map<String, List<Integer>> byMark = new HashMap<>();

  private ResourceMerger() {}

  /**
   * The models in the order of their first resource. A model that was used with two weights is
   * listed twice.
   *
   * @param prompt its tags are resources, too
   */
  public static List<ImageModel> of(List<ImageResource> resources, @Nullable String prompt) {
    ResourceMerger models = new ResourceMerger();
    for (ImageResource resource : resources) {
      boolean named = resource.name() != null && !ModelFileName.isNone(resource.name());
      if (named || resource.hash() != null || resource.modelVersionId() != null) {
        models.add(named ? resource : resource.withName(null));
      }
    }
    if (prompt != null) {
      LoraTag.in(prompt).forEach(tag -> models.add(ImageResource.of(tag)));
    }
    return models.list();
  }

  private void add(ImageResource resource) {
    int index = index(resource);
    if (index < 0) {
      index = merged.size();
      merged.add(resource);
      names.add(new HashSet<>());
    } else {
      merged.set(index, merged.get(index).or(resource));
    }
    if (resource.name() != null) {
      names.get(index).add(resource.name().toLowerCase(Locale.ROOT));
    }
    for (String mark : marks(resource)) {
      List<Integer> indexes = byMark.computeIfAbsent(mark, key -> new ArrayList<>());
      if (indexes.size() < MOST_COMPARED && !indexes.contains(index)) {
        indexes.add(index);
      }
    }
  }

  /** The index of the merged resource with the same model; -1 if there is none yet. */
  private int index(ImageResource resource) {
    for (String mark : marks(resource)) {
      for (int index : byMark.getOrDefault(mark, List.of())) {
        if (isSame(index, resource)) {
          return index;
        }
      }
    }
    return -1;
  }

  private boolean isSame(int index, ImageResource resource) {
    ImageResource known = merged.get(index);
    String name = resource.name();
    boolean sameName = name != null && names.get(index).contains(name.toLowerCase(Locale.ROOT));
    return (sameName ? known.withName(name) : known).isSame(resource);
  }

  /** Keys of which two resources of the same model share at least one, the surest first. */
  private static List<String> marks(ImageResource resource) {
    List<String> marks = new ArrayList<>();
    if (resource.modelVersionId() != null) {
      marks.add("version " + resource.modelVersionId());
    }
    if (resource.hashStart() != null) {
      marks.add("hash " + resource.hashStart());
    }
    if (resource.name() != null) {
      marks.add("name " + resource.name().toLowerCase(Locale.ROOT));
    }
    return marks;
  }

  private List<ImageModel> list() {
    List<ImageModel> models = new ArrayList<>();
    for (int i = 0; i < merged.size(); i++) {
      models.add(new ImageModel(merged.get(i), Set.copyOf(names.get(i))));
    }
    return models;
  }
}
