package dev.tensors.tsr.model.examples;

import dev.tensors.tsr.model.DistinctModels;
import dev.tensors.tsr.model.LoraTag;
import dev.tensors.tsr.model.files.ModelFileName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Merges the resources of one image, so that each model that it was made with is listed once. */
public final class ResourceMerger implements DistinctModels.Rules<ImageModel> {

  private ResourceMerger() {}

  /**
   * The models in the order of their first resource. A model that was used with two weights is
   * listed twice.
   *
   * @param prompt its tags are resources, too
   */
  public static List<ImageModel> of(List<ImageResource> resources, @Nullable String prompt) {
    DistinctModels<ImageModel> models = new DistinctModels<>(new ResourceMerger());
    for (ImageResource resource : resources) {
      boolean named = resource.name() != null && !ModelFileName.isNone(resource.name());
      if (named || resource.hash() != null || resource.modelVersionId() != null) {
        add(named ? resource : resource.withName(null), models);
      }
    }
    if (prompt != null) {
      LoraTag.in(prompt).forEach(tag -> add(ImageResource.of(tag), models));
    }
    return models.list().stream()
        .map(model -> new ImageModel(model.resource(), Set.copyOf(model.names())))
        .toList();
  }

  private static void add(ImageResource resource, DistinctModels<ImageModel> models) {
    Set<String> names = new HashSet<>();
    if (resource.name() != null) {
      names.add(resource.name().toLowerCase(Locale.ROOT));
    }
    ImageModel model = new ImageModel(resource, names);
    if (!models.merge(model)) {
      models.add(model);
    }
  }

  @Override
  public List<String> marks(ImageModel model) {
    ImageResource resource = model.resource();
    List<String> marks = new ArrayList<>();
    if (resource.modelVersionId() != null) {
      marks.add("version " + resource.modelVersionId());
    }
    if (resource.hashStart() != null) {
      marks.add("hash " + resource.hashStart());
    }
    model.names().forEach(name -> marks.add("name " + name));
    return marks;
  }

  /** The name may be any of those of the known resource. */
  @Override
  public boolean isSame(ImageModel known, ImageModel other) {
    String name = other.resource().name();
    boolean isNamedSo = !other.names().isEmpty() && known.names().containsAll(other.names());
    return (isNamedSo ? known.resource().withName(name) : known.resource())
        .isSame(other.resource());
  }

  @Override
  public ImageModel merge(ImageModel known, ImageModel other) {
    known.names().addAll(other.names());
    return new ImageModel(known.resource().or(other.resource()), known.names());
  }
}
