package dev.tensors.tsr.references;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which files a hash, an id or a name means, all on one state of the catalogue. Pictures name
 * the same few models again and again, so each mention is matched once.
 */
public final class FileMatches {

  private final HashMatches hashes;
  private final VersionMatches versions;
  private final NameMatches names;
  private final Map<ModelMention, List<MatchedFile>> matched = new HashMap<>();

  /** Of which alone the files are looked for; null: all are. */
  private final @Nullable PossibleMentions wanted;

  public FileMatches(Sql sql) {
    this(sql, null);
  }

  /**
   * Looks for the files of some contents alone: a mention that cannot mean one of them has none.
   *
   * @param sha256 of the contents, upper case hex
   */
  public static FileMatches ofContents(Sql sql, Collection<String> sha256) throws SQLException {
    return new FileMatches(sql, new PossibleMentions(sql, sha256));
  }

  private FileMatches(Sql sql, @Nullable PossibleMentions wanted) {
    this.wanted = wanted;
    this.hashes = new HashMatches(sql);
    this.versions = new VersionMatches(sql);
    this.names = new NameMatches(sql);
  }

  /**
   * The files of a model, by hash, else by CivitAI's ids, else by name: those that are here, or
   * else one that is known; none if nothing is known.
   */
  public List<MatchedFile> of(ModelMention mention) throws SQLException {
    if (!mayMatch(mention)) {
      return List.of();
    }
    ModelMention key = mention.withoutUse();
    List<MatchedFile> files = matched.get(key);
    if (files == null) {
      files = hashes.of(key);
      files = files.isEmpty() ? versions.of(key) : files;
      files = files.isEmpty() ? named(key) : files;
      matched.put(key, files);
    }
    return files;
  }

  /** Many mentions of one name can have each another hash: the name is looked for once. */
  private List<MatchedFile> named(ModelMention mention) throws SQLException {
    ModelMention named = ModelMention.named(mention.kind(), mention.name());
    return named.equals(mention) ? names.of(named) : of(named);
  }

  /** The number of mentions that were matched. */
  int count() {
    return matched.size();
  }

  /** Whether all files are looked for. */
  public boolean areOfAll() {
    return wanted == null;
  }

  /** Whether a mention may mean a file that is looked for. */
  public boolean mayMatch(ModelMention mention) {
    return wanted == null || wanted.include(mention);
  }

  /**
   * The rows of the recorded files, here and missing, that have a hash with this beginning; where
   * there are none, of those that are linked to the version of a file at CivitAI that has it.
   *
   * @param digits in upper case
   */
  public List<Long> withHash(String digits) throws SQLException {
    return hashes.rows(digits);
  }

  /**
   * The rows of the recorded files, here and missing, that have a hash.
   *
   * @param digits in upper case; any number of them
   * @param isWhole whether they are the whole hash, and not its beginning
   */
  public Collection<Long> withHash(String digits, boolean isWhole) throws SQLException {
    return hashes.recorded(digits, isWhole);
  }

  /** The rows of the recorded files, here and missing, of the version with this id at CivitAI. */
  public List<Long> ofVersion(long version) throws SQLException {
    return versions.rows(version);
  }

  /** The rows of the recorded files with a name, which may be without its ending. */
  public List<Long> called(String name) throws SQLException {
    return names.files(name);
  }

  /** The rows of the recorded files with one of these names, in any case of ASCII letters. */
  public List<Long> called(List<String> names) throws SQLException {
    return this.names.files(names);
  }

  /** The rows of the models that have a name in any spelling. */
  public List<Long> titled(String name) throws SQLException {
    return names.titled(name);
  }
}
