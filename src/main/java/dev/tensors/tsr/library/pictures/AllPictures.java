package dev.tensors.tsr.library.pictures;

import dev.tensors.tsr.library.pictures.PicturesOfModel.OwnPicture;
import dev.tensors.tsr.model.ModelKind;
import dev.tensors.tsr.references.EmbeddingNames;
import dev.tensors.tsr.references.FileMatches;
import dev.tensors.tsr.references.MentionedModels;
import dev.tensors.tsr.references.MentionedModels.Matched;
import dev.tensors.tsr.references.ModelMention;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The user's own pictures and videos that are here, with the models that each was made with. */
public final class AllPictures {

  /**
   * A picture with its time.
   *
   * @param mtimeNs modification time, nanoseconds since 1970
   */
  public record Dated(OwnPicture picture, long mtimeNs) {}

  private static final String HERE =
      """
      FROM own_images
      WHERE missing_since IS NULL AND failure IS NULL AND kind IN ('picture', 'video')
      """;

  private final Database database;

  public AllPictures(Database database) {
    this.database = database;
  }

  public long count() {
    return database.query(sql -> sql.number("SELECT count(*) " + HERE));
  }

  /** Passes each picture to the consumer, the oldest first: new ones follow those of before. */
  public void each(Consumer<Dated> consumer) {
    EmbeddingNames embeddings = EmbeddingNames.of(database);
    database.snapshot(
        sql -> {
          FileMatches matches = new FileMatches(sql);
          for (long id :
              sql.list("SELECT id " + HERE + " ORDER BY mtime_ns, path", row -> row.getLong(1))) {
            OwnPicture picture = PicturesOfModel.byId(sql, matches, id);
            consumer.accept(new Dated(withBareWords(picture, embeddings, matches), time(sql, id)));
          }
          return true;
        });
  }

  private static long time(Sql sql, long id) throws SQLException {
    return sql.number("SELECT mtime_ns FROM own_images WHERE id = ?", id);
  }

  /** The picture with the embeddings whose names stand in its prompts as words. */
  private static OwnPicture withBareWords(
      OwnPicture picture, EmbeddingNames embeddings, FileMatches matches) throws SQLException {
    if (embeddings.isEmpty()) {
      return picture;
    }
    List<Matched> models = new ArrayList<>(picture.models());
    for (String name : embeddings.in(picture.tool(), picture.prompt(), picture.negativePrompt())) {
      ModelMention mention = ModelMention.named(ModelKind.EMBEDDING, name);
      models.add(new Matched(mention, matches.of(mention)));
    }
    return picture.withModels(MentionedModels.joined(models));
  }
}
