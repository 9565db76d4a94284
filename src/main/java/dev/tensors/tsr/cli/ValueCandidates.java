package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.LocalFiles;
import dev.tensors.tsr.catalog.ModelKinds;
import dev.tensors.tsr.output.Text;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;

/** What an option or a parameter may be given, as far as that can be told. */
final class ValueCandidates {

  private static final List<String> TYPES =
      List.of(
          "checkpoint",
          "controlnet",
          "dora",
          "embedding",
          "hypernetwork",
          "locon",
          "lora",
          "upscaler",
          "vae");

  private static final List<String> BASE_MODELS =
      List.of("flux", "illustrious", "noobai", "pony", "sd15", "sdxl");

  private final Context context;

  ValueCandidates(Context context) {
    this.context = context;
  }

  /**
   * Of an option or a parameter of a command; none where the shell knows better, as of paths.
   *
   * @param typed what they are to begin with
   */
  Stream<String> of(ArgSpec spec, Object command, String typed) {
    if (spec.type().isEnum()) {
      return Stream.of(spec.type().getEnumConstants())
          .filter(one -> one != FormatOption.A1111 || command instanceof PromptsCommand)
          .map(one -> one.toString().toLowerCase(Locale.ROOT));
    }
    return switch (spec.paramLabel()) {
      case "TYPE" -> Stream.concat(TYPES.stream(), kinds(ModelKinds::types));
      case "BASE" -> Stream.concat(BASE_MODELS.stream(), kinds(ModelKinds::baseModels));
      case "FILE", "MODEL|FILE" -> spec.isPositional() ? fileNames(typed) : Stream.of();
      default -> Stream.of();
    };
  }

  private Stream<String> kinds(Function<ModelKinds, List<String>> kinds) {
    return inCatalogue(database -> kinds.apply(new ModelKinds(database)));
  }

  private Stream<String> fileNames(String typed) {
    return inCatalogue(database -> new LocalFiles(database).names(typed));
  }

  /** Without what no shell could show on a line. */
  private Stream<String> inCatalogue(Function<Database, List<String>> names) {
    try (Database database = context.unchangedCatalogue().orElse(null)) {
      return database == null
          ? Stream.of()
          : names.apply(database).stream().filter(name -> Text.visible(name).equals(name));
    }
  }
}
