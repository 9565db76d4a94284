package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.catalog.ModelKinds;
import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of the commands that choose by what a model is. */
public final class KindOptions {

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description =
          "Only models of this type: lora, checkpoint, embedding, ...; can be given several times:"
              + " any of them.")
  public List<String> types = List.of();

  @Option(
      names = {"-b", "--base"},
      paramLabel = "BASE",
      description =
          "Only what is for this base model: sdxl, pony, sd15, flux, ...; can be given several"
              + " times: any of them.")
  public List<String> baseModels = List.of();

  /** A list that is empty because of a misspelt word looks like one of no such models. */
  public void noticeUnknown(CommandContext context, Database database) {
    ModelKinds kinds = new ModelKinds(database);
    for (String type : types) {
      if (kinds.typesCalled(List.of(type)).isEmpty()) {
        context.messages().notice("The catalogue has no model of a type called " + type + ".");
      }
    }
    for (String baseModel : baseModels) {
      if (kinds.baseModelsCalled(List.of(baseModel)).isEmpty()) {
        context.messages().notice("The catalogue has no base model called " + baseModel + ".");
      }
    }
  }
}
