package dev.tensors.tsr.references;

import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Matches models, as pictures name them, with recorded files and with what is cached of CivitAI.
 */
public final class MentionedModels {

  /**
   * A model that a picture names, with the files that it may be.
   *
   * @param files those that are here, or else one that is known; empty: nothing is known
   */
  public record Matched(ModelMention mention, List<MatchedFile> files) {

    /** Whether it is here; false if it is unknown, too. */
    public boolean isHere() {
      return !files.isEmpty() && files.getFirst().isHere();
    }

    /** Whether nothing but the name is the same, or one that the file had before. */
    public boolean isByName() {
      return !files.isEmpty() && files.getFirst().match().compareTo(ModelMatch.NAME) >= 0;
    }

    /** The same mention with other files. */
    public Matched withFiles(List<MatchedFile> others) {
      return new Matched(mention, others);
    }
  }

  /**
   * The hashes of one kind that CivitAI lists for the content. For weights, the hash that tsr
   * computed is added.
   */
  private static final String AT_CIVITAI =
      """
      SELECT h.hash_value FROM file_hashes own JOIN file_hashes h ON h.file_id = own.file_id
      WHERE own.hash_type = 'SHA256' AND own.hash_value = ?2 AND h.hash_type = ?3
      """;

  private static final String WEIGHTS =
      """
      SELECT weights_sha256 FROM local_files WHERE id = ?1 AND weights_sha256 IS NOT NULL
      UNION ALL
      """;

  /** So many mentions are remembered at most. */
  private static final int MOST_MATCHED = 10_000;

  private final Database database;

  /** What pictures before this one have asked. */
  private @Nullable FileMatches matches;

  /** The state of the catalogue that these matches are of. */
  private long state;

  public MentionedModels(Database database) {
    this.database = database;
  }

  /**
   * Each model once, in the order of the mentions: those that turn out to be one model are joined.
   */
  public List<Matched> of(List<ModelMention> mentions) {
    return joined(
        database.snapshot(
            sql -> {
              List<Matched> all = new ArrayList<>();
              FileMatches known = matches(sql);
              for (ModelMention mention : mentions) {
                all.add(new Matched(mention, known.of(mention)));
              }
              return all;
            }));
  }

  /** The files of one model; see {@link Matched#files}. */
  public List<MatchedFile> files(ModelMention mention) {
    return database.snapshot(sql -> matches(sql).of(mention));
  }

  /** The matches of before, while no other program has changed the catalogue. */
  private FileMatches matches(Sql sql) throws SQLException {
    long now = sql.number("PRAGMA data_version");
    FileMatches known = matches;
    if (known == null || state != now || known.count() > MOST_MATCHED) {
      known = new FileMatches(sql);
      matches = known;
      state = now;
    }
    return known;
  }

  /** Passes the path of each recorded file that is here to the consumer. */
  public void eachPath(Consumer<String> consumer) {
    database.query(
        sql ->
            sql.each(
                "SELECT file_path FROM local_files WHERE missing_since IS NULL",
                row -> row.getString(1),
                consumer));
  }

  /**
   * The hashes of one kind that are known of a file without reading it, upper case hex, some of
   * them cut; none if none is known, and none for AutoV1 and CRC32, which different files share.
   */
  public List<String> hashes(MatchedFile file, ModelMatch kind) {
    return switch (kind) {
      case SHA256, AUTOV2 -> file.sha256() == null ? List.of() : List.of(file.sha256());
      case WEIGHTS -> hashes(WEIGHTS + AT_CIVITAI, file, ModelHash.AUTOV3);
      case BLAKE3 -> hashes(AT_CIVITAI, file, ModelHash.BLAKE3);
      default -> List.of();
    };
  }

  private List<String> hashes(String query, MatchedFile file, String type) {
    return database.query(
        sql -> sql.list(query, row -> row.getString(1), file.fileId(), file.sha256(), type));
  }

  /** Joins models that are one file or one version. */
  public static List<Matched> joined(List<Matched> all) {
    List<Matched> joined = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    for (Matched one : all) {
      Integer place =
          one.files().stream()
              .map(file -> places.get(file.key()))
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      if (place == null) {
        joined.add(one);
      } else {
        joined.set(place, joined(joined.get(place), one));
      }
      int its = place == null ? joined.size() - 1 : place;
      one.files().forEach(file -> places.putIfAbsent(file.key(), its));
    }
    return joined;
  }

  /** The surer match counts. */
  private static Matched joined(Matched one, Matched other) {
    boolean surer = other.files().getFirst().match().compareTo(one.files().getFirst().match()) < 0;
    return new Matched(one.mention().or(other.mention()), surer ? other.files() : one.files());
  }
}
