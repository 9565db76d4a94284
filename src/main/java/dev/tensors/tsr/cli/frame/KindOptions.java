package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.ModelKinds;
import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that select models by type and base model. */
public final class KindOptions {

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description =
          "Only models of this type: lora, checkpoint, embedding, ... Repeat for several types.")
  public List<String> types = List.of();

  @Option(
      names = {"-b", "--base"},
      paramLabel = "BASE",
      description =
          "Only models for this base model: sdxl, pony, sd15, flux, ... Repeat for several.")
  public List<String> baseModels = List.of();

  /**
   * Tells the user of values that no model has, since an empty list may be due to a misspelt word.
   */
  public void noticeUnknown(CommandContext context, Database database) {
    ModelKinds kinds = new ModelKinds(database);
    for (String type : types) {
      if (kinds.typesCalled(List.of(type)).isEmpty()) {
        context.messages().notice("The catalogue has no model of type " + type + ".");
      }
    }
    for (String baseModel : baseModels) {
      if (kinds.baseModelsCalled(List.of(baseModel)).isEmpty()) {
        context.messages().notice("The catalogue has no model for base model " + baseModel + ".");
      }
    }
  }
}
