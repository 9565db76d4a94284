package dev.tensors.tsr.library.notes;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of tags. Models have tags in common, so each name is read once. */
public final class TagNames {

  private final Sql sql;
  private final Map<String, String> names = new HashMap<>();

  public TagNames(Sql sql) {
    this.sql = sql;
  }

  /**
   * The names of some tags.
   *
   * @param ids the tags' row ids, joined by commas; null: no tags
   */
  public List<String> of(@Nullable String ids) throws SQLException {
    if (ids == null) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (String id : ids.split(",")) {
      String name = names.get(id);
      if (name == null) {
        name = name(Long.parseLong(id));
        names.put(id, name);
      }
      if (!name.isEmpty()) {
        found.add(name);
      }
    }
    return found;
  }

  /** Empty if the tag's row is gone: a user's SQL can delete it alone. */
  private String name(long id) throws SQLException {
    return sql.first("SELECT name FROM tags WHERE id = ?", row -> row.getString(1), id).orElse("");
  }
}
