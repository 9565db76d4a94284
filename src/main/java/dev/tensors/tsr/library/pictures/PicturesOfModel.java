package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.MentionedModels;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user's own pictures that were made with a file, or with any file of a model. */
public final class PicturesOfModel {

  /**
   * Selects pictures.
   *
   * @param sha256 of a file's content, upper case hex; null: any file of the model
   * @param modelId CivitAI's id; null: any model
   * @param versionId CivitAI's id; null: any version
   */
  public record Filter(@Nullable String sha256, @Nullable Long modelId, @Nullable Long versionId) {

    private boolean accepts(MatchedFile file) {
      if (sha256 != null) {
        return sha256.equals(file.sha256());
      }
      return (modelId == null || modelId.equals(file.modelId()))
          && (versionId == null || versionId.equals(file.versionId()));
    }
  }

  /**
   * A recorded picture.
   *
   * @param tool the program that made it; null if it is not known
   * @param prompt null if it has none
   * @param negativePrompt null if it has none
   * @param width in pixels; null if it is not known
   * @param height in pixels; null if it is not known
   */
  public record OwnPicture(
      String path,
      @Nullable String tool,
      @Nullable String prompt,
      @Nullable String negativePrompt,
      @Nullable Long width,
      @Nullable Long height,
      List<Matched> models) {

    OwnPicture withModels(List<Matched> others) {
      return new OwnPicture(path, tool, prompt, negativePrompt, width, height, others);
    }
  }

  private record Made(long image, long mtimeNs) {}

  private final Database database;

  public PicturesOfModel(Database database) {
    this.database = database;
  }

  /** The rows of the pictures, the latest first. */
  public List<Long> ids(Filter filter) {
    List<Made> made = new ArrayList<>();
    EmbeddingNames embeddings = EmbeddingNames.of(database);
    return database.snapshot(
        sql -> {
          String content = filter.sha256();
          PictureMatches.forEach(
              sql,
              embeddings,
              content == null
                  ? new FileMatches(sql)
                  : FileMatches.ofContents(sql, List.of(content)),
              (picture, files) -> {
                if (picture.kind() != MediaKind.WORKFLOW
                    && files.stream().anyMatch(filter::accepts)) {
                  made.add(new Made(picture.id(), picture.mtimeNs()));
                }
              });
          made.sort(Comparator.comparingLong(Made::mtimeNs).reversed());
          return made.stream().map(Made::image).toList();
        });
  }

  /**
   * The paths of the workflows that load a content.
   *
   * @param sha256 upper case hex
   */
  public List<String> workflows(String sha256) {
    return database.snapshot(
        sql -> {
          List<Long> rows = new ArrayList<>();
          PictureMatches.forWorkflows(
              sql,
              FileMatches.ofContents(sql, List.of(sha256)),
              (workflow, files) -> {
                if (files.stream().anyMatch(file -> sha256.equals(file.sha256()))) {
                  rows.add(workflow.id());
                }
              });
          return sql.list(
              """
              SELECT path FROM own_images WHERE id IN (SELECT value FROM json_each(?))
              ORDER BY path
              """,
              row -> row.getString(1),
              Sql.array(rows));
        });
  }

  /** A picture with the models that it names, by its row. */
  public OwnPicture byId(long id) {
    return database.snapshot(sql -> byId(sql, new FileMatches(sql), id));
  }

  static OwnPicture byId(Sql sql, FileMatches matches, long id) throws SQLException {
    List<Matched> models = new ArrayList<>();
    for (ModelMention mention :
        sql.list(
            "SELECT * FROM own_image_models WHERE image_id = ? ORDER BY id",
            OwnImages::mention,
            id)) {
      models.add(new Matched(mention, matches.of(mention)));
    }
    return sql.first(
            "SELECT path, tool, prompt, negative_prompt, width, height FROM own_images WHERE id = ?",
            row ->
                new OwnPicture(
                    row.getString("path"),
                    row.getString("tool"),
                    row.getString("prompt"),
                    row.getString("negative_prompt"),
                    Sql.nullableLong(row, "width"),
                    Sql.nullableLong(row, "height"),
                    MentionedModels.joined(models)),
            id)
        .orElseThrow();
  }
}
