package dev.tensors.tsr.page;

import dev.tensors.tsr.answers.LinkedModel;
import dev.tensors.tsr.model.examples.ExampleImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cached model of which no file is here, shown by its latest version.
 *
 * @param modelId CivitAI's
 * @param versionId CivitAI's; null: no version is cached
 * @param isMature whether CivitAI marks the model as not safe for work
 * @param words the version's trigger words
 * @param examples the images of the version
 */
public record ModelWithoutFile(
    long modelId,
    @Nullable Long versionId,
    String name,
    @Nullable String versionName,
    @Nullable String creator,
    boolean isMature,
    List<String> words,
    List<String> tags,
    LinkedModel model,
    List<ExampleImage> examples) {}
