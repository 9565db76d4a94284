package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.references.MatchedFile;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Matches the models that the recorded pictures name with files. */
final class PictureMatches {

  /** Receives a picture with the files that it may have been made with, some of them twice. */
  @FunctionalInterface
  interface Consumer {
    void accept(long image, long mtimeNs, List<MatchedFile> files);
  }

  private static final String MENTIONS =
      """
      SELECT o.id AS image_id, o.mtime_ns, m.type, m.name, m.hash, m.hash_kind, m.weight,
        m.civitai_version_id, m.civitai_model_id, m.air
      FROM own_images o LEFT JOIN own_image_models m ON m.image_id = o.id
      ORDER BY o.id
      """;

  private static final String PROMPTS = "SELECT id, tool, prompt, negative_prompt FROM own_images";

  private final Sql sql;
  private final FileMatches matches;
  private final Map<Long, List<MatchedFile>> byBareWords = new HashMap<>();

  private PictureMatches(Sql sql) {
    this.sql = sql;
    this.matches = new FileMatches(sql);
  }

  /** Passes each picture to the consumer, also those that name no model. */
  static void forEach(Sql sql, EmbeddingNames embeddings, Consumer consumer) throws SQLException {
    PictureMatches matches = new PictureMatches(sql);
    if (!embeddings.isEmpty()) {
      matches.findBareWords(embeddings);
    }
    matches.forEach(consumer);
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

  private void forEach(Consumer consumer) throws SQLException {
    Picture picture = new Picture(consumer);
    sql.forEach(
        MENTIONS,
        row -> {
          long image = row.getLong("image_id");
          if (image != picture.image) {
            picture.end();
            picture.begin(image, row.getLong("mtime_ns"));
            picture.files.addAll(byBareWords.getOrDefault(image, List.of()));
          }
          if (row.getString("type") != null) {
            picture.files.addAll(matches.of(OwnImages.mention(row)));
          }
        });
    picture.end();
  }

  /** The picture whose rows are being read. */
  private static final class Picture {
    private final Consumer consumer;
    private final List<MatchedFile> files = new ArrayList<>();
    private long image = -1;
    private long mtimeNs;

    Picture(Consumer consumer) {
      this.consumer = consumer;
    }

    void begin(long id, long time) {
      image = id;
      mtimeNs = time;
      files.clear();
    }

    void end() {
      if (image >= 0) {
        consumer.accept(image, mtimeNs, files);
      }
    }
  }
}
