package dev.tensors.tsr.page;

import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.model.examples.ExampleImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is here, as a page shows it.
 *
 * @param newerVersion the name of the newest version that the user does not have; null: none
 * @param examples the images of its version, whose models are not matched with files
 */
public record FileOnPage(
    FileDetails details, @Nullable String newerVersion, List<ExampleImage> examples) {}
