package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.ModelFileName;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds recorded files by a word that a user types for their name or hash. */
public final class NamedFiles {

  private static final Pattern SHA256_START = Pattern.compile("[0-9A-Fa-f]{8,64}");

  private final Database database;

  public NamedFiles(Database database) {
    this.database = database;
  }

  /**
   * The files that a user can mean by a word: their name, else a part of the name in any case, else
   * the first 8 or more digits of their SHA-256.
   */
  public MatchingFiles matching(String word) {
    return database.query(
        sql -> {
          MatchingFiles files = new MatchingFiles();
          sql.each(
              LocalFiles.COLUMNS
                  + "WHERE id IN (SELECT value FROM json_each(?))"
                  + LocalFiles.BY_PATH,
              LocalFiles::file,
              files::add,
              named(sql, word).toString());
          if (files.count() == 0 && SHA256_START.matcher(word).matches()) {
            String start = word.toUpperCase(Locale.ROOT);
            String end = start + "G"; // sorts after each hash with this start
            sql.each(
                LocalFiles.COLUMNS + "WHERE sha256 >= ? AND sha256 < ?" + LocalFiles.BY_PATH,
                LocalFiles::file,
                files::add,
                start,
                end);
          }
          return files;
        });
  }

  /** The ids of the files with this name, or else with a name that has this part. */
  private static List<Long> named(Sql sql, String word) throws SQLException {
    List<Long> named = new ArrayList<>();
    List<Long> partlyNamed = new ArrayList<>();
    // LIKE would ignore the case of ASCII letters only, and would take % and _ for wildcards.
    String part = Folding.of(word);
    sql.forEach(
        "SELECT file_path, id FROM local_files" + LocalFiles.BY_PATH, // an index has both columns
        row -> {
          String path = row.getString(1);
          String name = ModelFileName.nameOfFile(path);
          if (name.equals(word)) {
            named.add(row.getLong(2));
          } else if (Folding.of(name).contains(part)) {
            partlyNamed.add(row.getLong(2));
          }
        });
    return named.isEmpty() ? partlyNamed : named;
  }
}
