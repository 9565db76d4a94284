package dev.tensors.tsr.prompts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Puts together what several places tell of the models that one image was made with. */
public final class UsedModels {

  /**
   * With how many models that have an id, a name or the first digits of a hash in common a resource
   * is compared. Images have a few such; without a limit, the time would grow with the square of a
   * list that someone made for it.
   */
  private static final int MOST_COMPARED = 20;

  private final List<ImageResource> joined = new ArrayList<>();
  private final List<Set<String>> names = new ArrayList<>();
  private final Map<String, List<Integer>> byMark = new HashMap<>();

  private UsedModels() {}

  /**
   * The models in the order in which they are first told of. A model that was used with two weights
   * is there twice.
   *
   * @param prompt its tags are resources, too; null if there is none
   */
  public static List<UsedModel> of(List<ImageResource> resources, String prompt) {
    UsedModels models = new UsedModels();
    resources.forEach(models::add);
    if (prompt != null) {
      LoraTag.in(prompt).forEach(tag -> models.add(ImageResource.of(tag)));
    }
    return models.list();
  }

  private void add(ImageResource resource) {
    int place = place(resource);
    if (place < 0) {
      place = joined.size();
      joined.add(resource);
      names.add(new HashSet<>());
    } else {
      joined.set(place, joined.get(place).or(resource));
    }
    if (resource.name() != null) {
      names.get(place).add(resource.name().toLowerCase(Locale.ROOT));
    }
    for (String mark : marks(resource)) {
      List<Integer> places = byMark.computeIfAbsent(mark, key -> new ArrayList<>());
      if (places.size() < MOST_COMPARED && !places.contains(place)) {
        places.add(place);
      }
    }
  }

  /** Where the model of a resource is; -1 if it was not told of yet. */
  private int place(ImageResource resource) {
    for (String mark : marks(resource)) {
      for (int place : byMark.getOrDefault(mark, List.of())) {
        if (isSame(place, resource)) {
          return place;
        }
      }
    }
    return -1;
  }

  private boolean isSame(int place, ImageResource resource) {
    ImageResource known = joined.get(place);
    boolean called =
        resource.name() != null
            && names.get(place).contains(resource.name().toLowerCase(Locale.ROOT));
    return (called ? known.called(resource.name()) : known).isSame(resource);
  }

  /** What two resources have in common if they are the same model, the surest first. */
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

  private List<UsedModel> list() {
    List<UsedModel> models = new ArrayList<>();
    for (int i = 0; i < joined.size(); i++) {
      models.add(new UsedModel(joined.get(i), Set.copyOf(names.get(i))));
    }
    return models;
  }
}
