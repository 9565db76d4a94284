package dev.tensors.tsr.needs;

import dev.tensors.tsr.cli.frame.Aria2.Download;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.parts.NeededPart;
import dev.tensors.tsr.model.Layout;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.ModelPage;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.references.ModelMention;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of needs: a model that a source names, and a file that it may be.
 *
 * @param source as the user named it
 * @param file null if nothing is known of the model
 * @param isUnreachable whether the folder of the file cannot be reached
 * @param part what it is to the model that needs it; null: a picture or a text names it
 * @param neededBy the path of that model; null: a picture or a text names it
 */
record NeededModel(
    String source,
    ModelMention mention,
    @Nullable MatchedFile file,
    boolean isUnreachable,
    @Nullable NeededPart part,
    @Nullable String neededBy) {

  /** Whether the model is here. */
  enum Status {
    /** A part of the model's own file. */
    INSIDE(CellStyle.GOOD),
    HERE(CellStyle.GOOD),
    /** Recorded, and its disk is not mounted now. */
    UNREACHABLE(CellStyle.NOTEWORTHY),
    /** Not here, and the model runs without it. */
    OPTIONAL(CellStyle.NOTEWORTHY),
    /** Known, and not here. */
    MISSING(CellStyle.BAD),
    UNKNOWN(CellStyle.NOTEWORTHY);

    private final CellStyle style;

    Status(CellStyle style) {
      this.style = style;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A row for each file that the model may be; one without a file if nothing is known of it. */
  static List<NeededModel> of(String source, Matched model, UnreachableFolders folders) {
    return model.files().isEmpty()
        ? List.of(new NeededModel(source, model.mention(), null, false, null, null))
        : model.files().stream()
            .map(
                file ->
                    new NeededModel(
                        source,
                        model.mention(),
                        file,
                        file.filePath() != null && folders.hold(file.filePath()),
                        null,
                        null))
            .toList();
  }

  /** What a model needs to run. */
  static NeededModel of(String source, String model, NeededPart part) {
    ModelKind kind = ModelKind.ofModelType(part.type());
    return new NeededModel(
        source,
        ModelMention.named(kind == null ? ModelKind.OTHER : kind, part.name()),
        part.file(),
        part.status() == NeededPart.Status.UNREACHABLE,
        part,
        model);
  }

  Status status() {
    if (part != null) {
      return Status.valueOf(part.status().name());
    }
    if (file == null) {
      return Status.UNKNOWN;
    }
    if (isUnreachable) {
      return Status.UNREACHABLE;
    }
    return file.isHere() ? Status.HERE : Status.MISSING;
  }

  /**
   * The name in the source, else the file's name, else the model's name, else its AIR, hash or id
   * in the source.
   */
  @Nullable String name() {
    if (mention.name() != null) {
      return mention.name();
    }
    String known = of(MatchedFile::fileName);
    String title = known == null ? of(MatchedFile::modelName) : known;
    return title == null ? sign() : title;
  }

  private @Nullable String sign() {
    if (mention.air() != null) {
      return mention.air();
    }
    if (mention.hash() != null) {
      return mention.hash();
    }
    if (mention.versionId() != null) {
      return "version " + mention.versionId();
    }
    return mention.modelId() == null ? null : "model " + mention.modelId();
  }

  private <T> @Nullable T of(Function<MatchedFile, @Nullable T> value) {
    return file == null ? null : value.apply(file);
  }

  @Nullable Long modelId() {
    Long known = of(MatchedFile::modelId);
    return known == null && file == null ? mention.modelId() : known;
  }

  @Nullable Long versionId() {
    Long known = of(MatchedFile::versionId);
    return known == null && file == null ? mention.versionId() : known;
  }

  /** CivitAI's address; where there is none, that in the workflow. */
  private @Nullable String downloadUrl() {
    String known = of(MatchedFile::downloadUrl);
    return known == null && (file == null || !file.isHere()) ? mention.url() : known;
  }

  private @Nullable String pageUrl() {
    String known = part == null ? null : part.pageUrl();
    return known == null
        ? ModelPage.address(modelId(), versionId(), file != null && file.isMature())
        : known;
  }

  /**
   * The missing file. An address in a workflow is a stranger's: a person has to look at it first.
   */
  Download download() {
    String named = mention.name();
    return new Download(
        source + ": " + name(),
        modelId(),
        versionId(),
        of(MatchedFile::downloadUrl),
        of(MatchedFile::fileName),
        named == null ? null : ModelFileName.extension(named),
        of(MatchedFile::sizeBytes),
        of(MatchedFile::sha256));
  }

  /** The type of the file, as it is known best; null: not known. */
  @Nullable String fileType() {
    return of(MatchedFile::type);
  }

  /**
   * The folder in which ComfyUI looks for the model, below its folder models; null where that is
   * not known, as of a checkpoint that may be a diffusion model alone.
   */
  private @Nullable String folder() {
    if (part != null) {
      return part.folder();
    }
    String type = fileType();
    String name = file == null ? null : file.fileName();
    if ("Checkpoint".equals(type)) {
      return status() == Status.HERE ? "checkpoints" : null;
    }
    return Layout.COMFYUI
        .folder(type, null, String.valueOf(name))
        .or(() -> ofKind(mention.kind()))
        .orElse(null);
  }

  /** ComfyUI's node that loads the model; null where that is not known. */
  private @Nullable String loader() {
    if (part != null) {
      return part.loader();
    }
    String type = fileType() == null ? onlyType(mention.kind()) : fileType();
    return Layout.loader(type, null, String.valueOf(file == null ? null : file.fileName()))
        .orElse(null);
  }

  /** The type that models of a kind have; null for a checkpoint, which has two. */
  private static @Nullable String onlyType(ModelKind kind) {
    return kind == ModelKind.CHECKPOINT || kind.modelTypes().isEmpty()
        ? null
        : kind.modelTypes().getFirst();
  }

  /** The word for its type: of a part the type of its file. */
  private String type() {
    return part == null ? mention.kind().type() : part.type();
  }

  private static Optional<String> ofKind(ModelKind kind) {
    return kind == ModelKind.CHECKPOINT ? Optional.empty() : Layout.COMFYUI.folder(kind);
  }

  /**
   * The columns.
   *
   * @param withSource whether the table names the source in each row
   */
  static List<Column<NeededModel>> columns(boolean withSource) {
    return List.of(
        Column.of("source", withSource ? "SOURCE" : "", ValueKind.PATH, NeededModel::source),
        Column.of("type", "TYPE", ValueKind.TEXT, NeededModel::type),
        // No link: a stranger's picture may name any file.
        Column.<NeededModel>of("name", "NAME", ValueKind.PATH, NeededModel::name)
            .linked(row -> null)
            .asEssential(),
        Column.hidden("hash", ValueKind.TEXT, row -> row.mention.hash()),
        Column.hidden("weight", ValueKind.NUMBER, row -> row.mention.weight()),
        Column.<NeededModel>of("status", "STATUS", ValueKind.TEXT, row -> row.status().word())
            .styled(row -> row.status().style)
            .asEssential(),
        Column.of("match", "MATCH", ValueKind.TEXT, row -> row.of(file -> file.match().word())),
        Column.of("file_path", "FILE", ValueKind.PATH, row -> row.of(MatchedFile::filePath)),
        Column.hidden("model_id", ValueKind.NUMBER, NeededModel::modelId),
        Column.hidden("version_id", ValueKind.NUMBER, NeededModel::versionId),
        Column.of("model_name", "MODEL", ValueKind.TEXT, row -> row.of(MatchedFile::modelName)),
        Column.of(
            "version_name", "VERSION", ValueKind.TEXT, row -> row.of(MatchedFile::versionName)),
        Column.hidden("download_url", ValueKind.TEXT, NeededModel::downloadUrl),
        Column.of("page_url", "PAGE", ValueKind.TEXT, NeededModel::pageUrl),
        Column.hidden("size_bytes", ValueKind.BYTES, row -> row.of(MatchedFile::sizeBytes)),
        Column.hidden("file_sha256", ValueKind.TEXT, row -> row.of(MatchedFile::sha256)),
        Column.hidden("folder", ValueKind.TEXT, NeededModel::folder),
        Column.hidden("loader", ValueKind.TEXT, NeededModel::loader));
  }
}
