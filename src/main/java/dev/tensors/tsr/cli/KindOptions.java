package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.ModelKinds;
import picocli.CommandLine.Option;

/** The options of the commands that choose by what a model is. */
final class KindOptions {

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "Only models of this type: lora, checkpoint, embedding, ...")
  String type;

  @Option(
      names = {"-b", "--base"},
      paramLabel = "BASE",
      description = "Only what is for this base model: sdxl, pony, sd15, flux, ...")
  String baseModel;

  /** A list that is empty because of a misspelt word looks like one of no such models. */
  void noticeUnknown(Context context, Database database) {
    ModelKinds kinds = new ModelKinds(database);
    if (type != null && kinds.typesCalled(type).isEmpty()) {
      context.talk().notice("The catalogue has no model of a type called " + type + ".");
    }
    if (baseModel != null && kinds.baseModelsCalled(baseModel).isEmpty()) {
      context.talk().notice("The catalogue has no base model called " + baseModel + ".");
    }
  }
}
