package dev.tensors.tsr.cli;

import dev.tensors.tsr.catalog.Database;
import dev.tensors.tsr.catalog.ExampleImage;
import dev.tensors.tsr.catalog.ExampleImages;
import dev.tensors.tsr.catalog.GenerationParameter;
import dev.tensors.tsr.catalog.ImageResource;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Kind;
import dev.tensors.tsr.output.RawJson;
import dev.tensors.tsr.output.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** tsr db prompts. */
@Command(
    name = "prompts",
    description = {
      "Show what a model's example images were made with.",
      "",
      "For each image with known parameters a block to read, also in a pipe; --format a1111 writes the"
          + " block that web UIs paste, and --format table, tsv, csv, json and jsonl what they do"
          + " elsewhere."
    },
    exitCodeList = {
      ExitCode.DONE_HELP,
      ExitCode.USAGE_HELP,
      ExitCode.WRITTEN_HELP,
      "4:no such model, version or file in the catalogue, or no such database",
      ExitCode.DATABASE_HELP,
      ExitCode.FAULT_HELP,
      ExitCode.INTERRUPTED_HELP
    },
    footer = {
      "",
      "Examples:",
      "  tsr db prompts add_detail -n 1 --format a1111",
      "  tsr db prompts 58390 --json | jq -r '.[].prompt'"
    })
final class PromptsCommand implements Callable<Integer> {

  private static final List<Column<ExampleImage>> COLUMNS =
      List.of(
          Column.of("image_id", "IMAGE", Kind.NUMBER, ExampleImage::imageId),
          Column.hidden("url", Kind.TEXT, ExampleImage::url),
          Column.hidden("version_id", Kind.NUMBER, ExampleImage::versionId),
          Column.of("version_name", "VERSION", Kind.TEXT, ExampleImage::versionName),
          Column.hidden("width", Kind.NUMBER, ExampleImage::width),
          Column.hidden("height", Kind.NUMBER, ExampleImage::height),
          Column.hidden("nsfw_level", Kind.NUMBER, ExampleImage::nsfwLevel),
          Column.of("prompt", "PROMPT", Kind.TEXT, image -> image.parameters().prompt()),
          Column.of(
              "negative_prompt",
              "NEGATIVE",
              Kind.TEXT,
              image -> image.parameters().negativePrompt()),
          Column.of("sampler", "SAMPLER", Kind.TEXT, image -> image.parameters().sampler()),
          Column.of("steps", "STEPS", Kind.NUMBER, image -> image.parameters().steps()),
          Column.of("cfg_scale", "CFG", Kind.NUMBER, image -> image.parameters().cfgScale()),
          Column.of("seed", "SEED", Kind.NUMBER, image -> image.parameters().seed()),
          Column.hidden("clip_skip", Kind.NUMBER, image -> image.parameters().clipSkip()),
          Column.of("size", "SIZE", Kind.TEXT, image -> image.parameters().size()),
          Column.of("model", "MODEL", Kind.TEXT, image -> image.parameters().model()),
          Column.hidden("resources", Kind.LIST, PromptsCommand::resources),
          Column.hidden("params", Kind.TEXT, PromptsCommand::params));

  @Parameters(
      paramLabel = "MODEL|FILE",
      description =
          "A model's id at CivitAI or the address of its page; or a file in the catalogue, whose"
              + " version is meant: path, name, part of a name, or SHA-256.")
  private String subject;

  @Option(
      names = "--version-id",
      paramLabel = "ID",
      converter = AtLeastOne.class,
      description = "Only images of this version of the model: CivitAI's id.")
  private Integer versionId;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "LIMIT",
      converter = AtLeastOne.class,
      description = "At most so many images.")
  private Integer limit = Integer.MAX_VALUE;

  private final Context context;

  PromptsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Database database = context.existingCatalogue()) {
      Long version = versionId == null ? null : Long.valueOf(versionId);
      Optional<PromptSubject> meant = PromptSubject.of(subject, version, database);
      try (Rows<ExampleImage> rows = rows()) {
        int found = meant.map(known -> show(known, database, rows)).orElse(0);
        if (found == 0) {
          noticeNone(meant.isPresent());
        }
      }
    }
    return ExitCode.DONE;
  }

  private int show(PromptSubject subject, Database database, Rows<ExampleImage> rows) {
    return new ExampleImages(database)
        .each(
            subject.modelId(),
            subject.versionId(),
            limit,
            image -> {
              Interrupted.check();
              rows.add(image);
            });
  }

  private void noticeNone(boolean linked) {
    context
        .talk()
        .notice(
            linked
                ? "It is not known what its example images were made with; see tsr db cache."
                : subject + " is not linked to CivitAI; see tsr db link.");
  }

  private Rows<ExampleImage> rows() {
    if (context.options().format == FormatOption.A1111 && !context.options().json) {
      return context.blocks(Infotext::of);
    }
    return context.chosenFormat().isEmpty()
        ? context.blocks(PromptBlock::of)
        : context.rows(COLUMNS);
  }

  private static List<Map<String, Object>> resources(ExampleImage image) {
    List<Map<String, Object>> resources = new ArrayList<>();
    for (ImageResource resource : image.resources()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", resource.name());
      fields.put("type", resource.type());
      fields.put("hash", resource.hash());
      fields.put("weight", resource.weight());
      fields.put("model_version_id", resource.modelVersionId());
      resources.add(fields);
    }
    return resources;
  }

  private static Map<String, Object> params(ExampleImage image) {
    Map<String, Object> params = new LinkedHashMap<>();
    for (Map.Entry<String, GenerationParameter> entry : image.parameters().all().entrySet()) {
      GenerationParameter parameter = entry.getValue();
      params.put(
          entry.getKey(), parameter.isJson() ? new RawJson(parameter.value()) : parameter.value());
    }
    return params;
  }
}
