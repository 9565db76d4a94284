package dev.tensors.tsr.page;

import dev.tensors.tsr.answers.CachedAnswers;
import dev.tensors.tsr.answers.ExampleImages;
import dev.tensors.tsr.answers.ImageModelFiles;
import dev.tensors.tsr.answers.LinkedModels;
import dev.tensors.tsr.answers.LinkedModels.LinkedModel;
import dev.tensors.tsr.duplicates.DuplicateFinder;
import dev.tensors.tsr.duplicates.KeepOrder;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.Duplicates;
import dev.tensors.tsr.library.fields.DetailedFiles;
import dev.tensors.tsr.library.fields.FileDetails;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.pictures.AllPictures;
import dev.tensors.tsr.library.pictures.AllPictures.Dated;
import dev.tensors.tsr.library.pictures.PicturesOfModel.OwnPicture;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.model.examples.ExampleImage;
import dev.tensors.tsr.model.examples.ImageModel;
import dev.tensors.tsr.model.files.ModelFileName;
import dev.tensors.tsr.outdated.OutdatedFiles;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.sqlite.Remembered;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a page shows of the catalogue, all of it in one state. */
final class PageContents {

  /**
   * A model that a picture was made with.
   *
   * @param key of its card; null: its file is not here
   * @param weight its strength; null: not known
   * @param type such as lora or checkpoint; null: not known
   */
  record MadeWith(
      String name, @Nullable String key, @Nullable Double weight, @Nullable String type) {}

  /**
   * A picture of the user's.
   *
   * @param mtimeNs modification time, nanoseconds since 1970
   * @param isMature whether CivitAI marks one of its models as not safe for work, or one of those
   *     that may be it
   */
  record OwnOnPage(OwnPicture picture, long mtimeNs, boolean isMature, List<MadeWith> madeWith) {}

  /** An example image of a version. */
  record Example(ExampleImage image, List<MadeWith> madeWith) {}

  /**
   * A cached model of which no file is here, shown by its latest version.
   *
   * @param modelId CivitAI's
   * @param versionId CivitAI's; null: no version is cached
   * @param isMature whether CivitAI marks the model as not safe for work
   * @param words the version's trigger words
   * @param examples the images of the version
   */
  record ModelWithoutFile(
      long modelId,
      @Nullable Long versionId,
      String name,
      @Nullable String versionName,
      @Nullable String creator,
      boolean isMature,
      List<String> words,
      List<String> tags,
      LinkedModel model,
      List<Example> examples) {}

  /**
   * A file that is here, as a page shows it.
   *
   * @param newerVersion the name of the newest version that the user does not have; null: none
   * @param examples the images of its version
   * @param copies the files with its content
   * @param others the paths of the other files with its content that the page shows
   * @param run its place among the files that one training wrote; null: it is the only one
   */
  record FileOnPage(
      FileDetails details,
      @Nullable String newerVersion,
      List<Example> examples,
      Copies copies,
      List<String> others,
      TrainingRuns.@Nullable Place run) {}

  /**
   * The files with one content that are here, as duplicates counts them.
   *
   * @param files hard links of one counted once
   * @param frees the bytes of those that could go
   * @param links how many of the recorded ones are hard links of another one
   */
  record Copies(int files, long frees, long links) {

    static final Copies NONE = new Copies(1, 0, 0);
  }

  /** Takes what is read, one at a time. */
  interface Reader {

    /** The number of files and models to come, before the first of them. */
    void total(long count);

    void own(OwnOnPage picture);

    /** Called after the last of the user's own pictures, and before the first file. */
    void ownEnd();

    void file(FileOnPage file);

    /** A file that has no card of its own: another copy of its content has. */
    void copy();

    void model(ModelWithoutFile model);
  }

  private static final String ABSENT =
      """
      FROM models m
      LEFT JOIN model_versions v ON v.id = (
        SELECT id FROM model_versions WHERE model_id = m.id
        ORDER BY version_index IS NULL, version_index, id LIMIT 1
      )
      LEFT JOIN creators c ON c.id = m.creator_id
      WHERE NOT EXISTS (
        SELECT 1 FROM local_files f
        WHERE f.civitai_model_id = m.civitai_id AND f.missing_since IS NULL
      )
      """;

  private static final String MODELS =
      """
      SELECT m.civitai_id AS model_id, m.name, m.nsfw, c.username, v.id AS version_row,
        v.name AS version_name, %s
      %s
      ORDER BY m.name COLLATE NOCASE, m.id
      """
          .formatted(LinkedModels.COLUMNS, ABSENT);

  /** The recorded images of a version; only those that CivitAI rates PG unless ?2. */
  private static final String IMAGES =
      """
      SELECT i.id FROM model_versions v JOIN version_images i ON i.version_id = v.id
      WHERE v.civitai_id = ?1 AND (?2 OR i.nsfw_level = 1) ORDER BY i.id
      """;

  /** Pictures name the same few models again and again, and all of a large library once. */
  private static final int MADE_WITH = 10_000;

  private static final String CONTENT = "SELECT sha256 FROM local_files WHERE file_path = ?";

  /** A linked copy tells more than another one. */
  private static final String COPIES_ORDER = " ORDER BY civitai_version_id IS NULL, file_path";

  /**
   * The cards of files.
   *
   * @param firsts by its SHA-256, the row of the file that has the card of all copies of a content
   * @param others by its SHA-256, the paths of its other copies
   * @param runs the places of files in the runs of a training, by their SHA-256
   * @param contents the SHA-256 of files by their paths
   */
  private record Cards(
      Map<String, Long> firsts,
      Map<String, List<String>> others,
      Map<String, TrainingRuns.Place> runs,
      Remembered<String, Optional<String>> contents) {

    static Cards of(Sql sql, Conditions selected) throws SQLException {
      Map<String, Long> firsts = new HashMap<>();
      Map<String, List<String>> others = new HashMap<>();
      TrainingRuns runs = new TrainingRuns();
      String files =
          "SELECT id, sha256, file_path, civitai_version_id AS version FROM local_files "
              + selected.sql()
              + COPIES_ORDER;
      Map<String, Long> versions = new HashMap<>(); // of the first rows, as far as they are linked
      sql.forEach(
          files,
          row -> {
            String sha256 = row.getString("sha256");
            String path = row.getString("file_path");
            Long version = Sql.nullableLong(row, "version");
            if (firsts.putIfAbsent(sha256, row.getLong("id")) != null) {
              others.computeIfAbsent(sha256, key -> new ArrayList<>()).add(path);
            } else if (version != null) {
              versions.put(sha256, version);
            }
            runs.addNumbered(path, sha256, versions.get(sha256));
          },
          selected.values());
      sql.forEach(
          files,
          row -> {
            String sha256 = row.getString("sha256");
            runs.addLast(row.getString("file_path"), sha256, versions.get(sha256));
          },
          selected.values());
      return new Cards(
          firsts,
          others,
          runs.places(),
          new Remembered<>(MADE_WITH, path -> sql.first(CONTENT, row -> row.getString(1), path)));
    }

    /** The key of the card of a content; null: it has none. */
    @Nullable String keyOf(@Nullable String sha256) {
      return sha256 == null || !firsts.containsKey(sha256) ? null : FileEntry.key(sha256);
    }

    /** The key of the card of a file; null: it has none. */
    @Nullable String key(@Nullable String path) throws SQLException {
      return path == null ? null : keyOf(contents.of(path).orElse(null));
    }
  }

  /** Few files are hard links. */
  private static final String IS_LINK =
      """
      missing_since IS NULL AND file_key IN (
        SELECT file_key FROM local_files WHERE file_key IS NOT NULL
        GROUP BY file_key HAVING count(*) > 1
      )
      """;

  private final Database database;

  PageContents(Database database) {
    this.database = database;
  }

  /**
   * Passes each file that list shows for some terms to the reader, in the order of their paths.
   *
   * @param own whether the user's own pictures come before them
   * @param models whether the cached models of which no file is here follow
   * @param mature whether example images that CivitAI does not rate PG are read
   */
  void each(List<Term> terms, boolean own, boolean models, boolean mature, Reader reader) {
    database.snapshot(
        sql -> {
          SelectedFiles files = SelectedFiles.listed(database, terms);
          AllPictures pictures = new AllPictures(database);
          reader.total(
              files.count()
                  + (own ? pictures.count() : 0)
                  + (models ? sql.number("SELECT count(*) " + ABSENT) : 0));
          Cards cards = Cards.of(sql, files.condition("id"));
          if (own) {
            pictures.each(picture -> reader.own(own(picture, cards)));
          }
          reader.ownEnd();
          Examples examples =
              new Examples(database, cards, new ImageModelFiles(database, sql), mature);
          eachFile(sql, files, cards, examples, reader);
          if (models) {
            sql.each(MODELS, row -> model(sql, row, examples), reader::model);
          }
          return true;
        });
  }

  private static OwnOnPage own(Dated dated, Cards cards) {
    List<MadeWith> models = new ArrayList<>();
    boolean isMature = false;
    for (Matched model : dated.picture().models()) {
      MatchedFile file = model.files().isEmpty() ? null : model.files().getFirst();
      isMature |= model.files().stream().anyMatch(MatchedFile::isMature);
      String name =
          model.mention().name() != null
              ? ModelFileName.tagName(model.mention().name())
              : file == null ? null : file.modelName();
      if (name != null) {
        models.add(
            new MadeWith(
                name,
                file == null ? null : cards.keyOf(file.sha256()),
                model.mention().weight(),
                model.mention().kind().type()));
      }
    }
    return new OwnOnPage(dated.picture(), dated.mtimeNs(), isMature, models);
  }

  private void eachFile(Sql sql, SelectedFiles files, Cards cards, Examples examples, Reader reader)
      throws SQLException {
    Map<String, String> newer = new HashMap<>();
    new OutdatedFiles(database, files)
        .each(
            false,
            false,
            List.of(OutdatedFiles.FILE_PATH, OutdatedFiles.LATEST_NAME),
            file ->
                newer.putIfAbsent(
                    file.known(OutdatedFiles.FILE_PATH), file.known(OutdatedFiles.LATEST_NAME)));
    Map<String, Copies> copies = copies(sql, files);
    for (int i = cards.firsts().size(); i < files.count(); i++) {
      reader.copy();
    }
    new DetailedFiles(database, FileFields.STATES_OF_FILE)
        .each(
            new Conditions()
                .and(
                    "f.id IN (SELECT value FROM json_each(?))", Sql.array(cards.firsts().values())),
            details -> {
              FieldRow file = details.file();
              String sha256 = file.known(FileFields.SHA256);
              reader.file(
                  new FileOnPage(
                      details,
                      newer.get(file.known(FileFields.FILE_PATH)),
                      examples.of(file.number(FileFields.VERSION_ID)),
                      copies.getOrDefault(sha256, Copies.NONE),
                      cards.others().getOrDefault(sha256, List.of()),
                      cards.runs().get(sha256)));
            });
  }

  /** The contents of several files, by their SHA-256. */
  private Map<String, Copies> copies(Sql sql, SelectedFiles files) throws SQLException {
    Map<String, Copies> copies = new HashMap<>();
    Conditions links = new Conditions().and(IS_LINK).and(files.condition("id"));
    sql.forEach(
        "SELECT sha256, count(*) - count(DISTINCT file_key) FROM local_files "
            + links.sql()
            + " GROUP BY sha256",
        row -> copies.put(row.getString(1), new Copies(1, 0, row.getLong(2))),
        links.values());
    try {
      new DuplicateFinder(
              new Duplicates(database, files.condition("id")),
              files,
              new KeepOrder(KeepOrder.Criterion.OLDEST, List.of()),
              changed -> {})
          .run(
              group ->
                  copies.compute(
                      group.sha256(),
                      (content, known) ->
                          new Copies(
                              group.files().size(),
                              group.reclaimableBytes(),
                              known == null ? 0 : known.links())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Interrupted.check();
    }
    return copies;
  }

  /** Reads the example images of versions. */
  private record Examples(Database database, Cards cards, ImageModelFiles files, boolean mature) {

    List<Example> of(@Nullable Long version) {
      return database.query(
          sql -> {
            List<Example> images = new ArrayList<>();
            for (ExampleImage image : ExampleImages.of(sql, sql.numbers(IMAGES, version, mature))) {
              images.add(example(files.complete(image)));
            }
            return images;
          });
    }

    private Example example(ExampleImage image) throws SQLException {
      List<MadeWith> models = new ArrayList<>();
      for (ImageModel model : image.models()) {
        String name = model.name();
        if (name != null) {
          models.add(
              new MadeWith(
                  name,
                  cards.key(model.path()),
                  model.resource().weight(),
                  model.resource().type()));
        }
      }
      return new Example(image, models);
    }
  }

  private static ModelWithoutFile model(Sql sql, ResultSet row, Examples examples)
      throws SQLException {
    Long version = Sql.nullableLong(row, "version_id");
    Long versionRow = Sql.nullableLong(row, "version_row");
    return new ModelWithoutFile(
        row.getLong("model_id"),
        version,
        row.getString("name"),
        row.getString("version_name"),
        row.getString("username"),
        row.getBoolean("nsfw"),
        versionRow == null ? List.of() : PackedWords.split(CachedAnswers.words(sql, versionRow)),
        CachedAnswers.modelTags(sql, row.getLong("model_row")),
        new LinkedModels(sql).model(row, false),
        examples.of(version));
  }
}
