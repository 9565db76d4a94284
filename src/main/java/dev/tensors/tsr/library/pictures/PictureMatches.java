package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Matches the models that the recorded pictures name with files. */
final class PictureMatches {

  /** Receives a picture with the files that it may have been made with, some of them twice. */
  @FunctionalInterface
  interface Consumer {
    void accept(Picture picture, List<MatchedFile> files);
  }

  /** A recorded picture, or another file that names models. */
  record Picture(long id, MediaKind kind, long mtimeNs) {}

  private static final String MENTIONS =
      """
      SELECT o.id AS image_id, o.kind, o.mtime_ns, m.type, m.name, m.hash, m.hash_kind, m.weight,
        m.civitai_version_id, m.civitai_model_id, m.air, NULL AS url
      FROM own_images o LEFT JOIN own_image_models m ON m.image_id = o.id
      WHERE %s ORDER BY o.id
      """;

  private static final String COMPARED =
      "SELECT image_id, name, hash, civitai_version_id, civitai_model_id FROM own_image_models";

  private static final String PROMPTS = "SELECT id, tool, prompt, negative_prompt FROM own_images";

  private final Sql sql;
  private final FileMatches matches;
  private final Map<Long, List<MatchedFile>> byBareWords = new HashMap<>();

  private PictureMatches(Sql sql, FileMatches matches) {
    this.sql = sql;
    this.matches = matches;
  }

  /**
   * Passes each picture to the consumer, also those that name no model; where files of some
   * contents alone are looked for, those that may name one.
   */
  static void forEach(Sql sql, EmbeddingNames embeddings, FileMatches files, Consumer consumer)
      throws SQLException {
    PictureMatches matches = new PictureMatches(sql, files);
    EmbeddingNames wanted =
        embeddings.of(name -> files.mayMatch(ModelMention.named(ModelKind.EMBEDDING, name)));
    if (!wanted.isEmpty()) {
      matches.findBareWords(wanted);
    }
    matches.forEach("1", consumer);
  }

  /** As {@link #forEach}, for workflows only, which name embeddings as they name other models. */
  static void forWorkflows(Sql sql, FileMatches files, Consumer consumer) throws SQLException {
    new PictureMatches(sql, files).forEach("o.kind = 'workflow'", consumer);
  }

  /** Finds the embeddings whose names stand in prompts as words. */
  private void findBareWords(EmbeddingNames embeddings) throws SQLException {
    sql.forEach(
        PROMPTS,
        row -> {
          for (String name :
              embeddings.in(
                  row.getString("tool"),
                  row.getString("prompt"),
                  row.getString("negative_prompt"))) {
            byBareWords
                .computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                .addAll(matches.of(ModelMention.named(ModelKind.EMBEDDING, name)));
          }
        });
  }

  /** The rows of the pictures that may name a file that is looked for. */
  private Set<Long> possible() throws SQLException {
    Set<Long> pictures = new HashSet<>(byBareWords.keySet());
    sql.forEach(
        COMPARED,
        row -> {
          ModelMention compared =
              new ModelMention(
                  ModelKind.OTHER,
                  row.getString(2),
                  row.getString(3),
                  null,
                  null,
                  Sql.nullableLong(row, 4),
                  Sql.nullableLong(row, 5),
                  null,
                  null);
          if (matches.mayMatch(compared)) {
            pictures.add(row.getLong(1));
          }
        });
    return pictures;
  }

  private void forEach(String where, Consumer consumer) throws SQLException {
    Reading reading = new Reading(consumer);
    boolean all = matches.areOfAll();
    sql.forEach(
        MENTIONS.formatted(all ? where : where + " AND o.id IN (SELECT value FROM json_each(?))"),
        row -> {
          long image = row.getLong("image_id");
          if (reading.picture == null || image != reading.picture.id()) {
            reading.end();
            reading.begin(
                new Picture(
                    image, MediaKind.ofWord(row.getString("kind")), row.getLong("mtime_ns")));
            reading.files.addAll(byBareWords.getOrDefault(image, List.of()));
          }
          if (row.getString("type") != null) {
            reading.files.addAll(matches.of(OwnImages.mention(row)));
          }
        },
        all ? new Object[0] : new Object[] {Sql.array(possible())});
    reading.end();
  }

  /** The picture whose rows are being read. */
  private static final class Reading {
    private final Consumer consumer;
    private final List<MatchedFile> files = new ArrayList<>();
    private @Nullable Picture picture;

    Reading(Consumer consumer) {
      this.consumer = consumer;
    }

    void begin(Picture next) {
      picture = next;
      files.clear();
    }

    void end() {
      if (picture != null) {
        consumer.accept(picture, files);
      }
    }
  }
}
