package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;

/**
 * Selects and orders files in SQL by a filter, but for its texts.
 *
 * @param tables only those that the conditions and the order name, since each is joined for all
 *     files; f: local_files, k: v_known_identity, m: models, v: model_versions, note: notes
 */
record FileSelection(String tables, Conditions where, String order) {

  private static final String OUTDATED =
      "EXISTS (SELECT 1 FROM model_versions n WHERE n.id = %s AND %s)"
          .formatted(NewerVersions.newest(false, false), NewerVersions.IS_NOT_HERE);

  private static final String UNUSED =
      "f.id NOT IN (SELECT local_file_id FROM temp.file_uses)"
          + " AND EXISTS (SELECT 1 FROM own_images) AND "
          + FileUses.areNamed();

  static FileSelection of(FileFilter filter, Sql sql, ModelKinds kinds) throws SQLException {
    return new FileSelection(
        tables(filter),
        conditions(filter, sql, kinds),
        " ORDER BY " + order(filter.sort()) + "f.file_path");
  }

  private static String tables(FileFilter filter) {
    StringBuilder tables = new StringBuilder("FROM local_files f\n");
    if (filter.unused() || !filter.types().isEmpty() || !filter.baseModels().isEmpty()) {
      tables.append("JOIN v_known_identity k ON k.local_file_id = f.id\n");
    }
    if (filter.gone()) {
      tables.append("LEFT JOIN models m ON m.civitai_id = f.civitai_model_id\n");
    }
    if (filter.gone() || filter.outdated()) {
      tables.append("LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id\n");
    }
    if (filter.favourite() || filter.sort() == FileFilter.Sort.RATING) {
      tables.append("LEFT JOIN notes note ON note.sha256 = f.sha256\n");
    }
    return tables.toString();
  }

  private static Conditions conditions(FileFilter filter, Sql sql, ModelKinds kinds)
      throws SQLException {
    Conditions where =
        new Conditions().and("f.missing_since IS " + (filter.missing() ? "NOT NULL" : "NULL"));
    if (!filter.types().isEmpty()) {
      where.andIn("k.type", kinds.typesCalled(filter.types()));
    }
    if (!filter.baseModels().isEmpty()) {
      Conditions isCalled =
          new Conditions().andIn("k.base_model", kinds.baseModelsCalled(filter.baseModels()));
      Conditions mayBe =
          new Conditions().andIn("k.base_candidates", kinds.candidatesCalled(filter.baseModels()));
      where.andEither(isCalled, mayBe);
    }
    if (filter.unlinked()) {
      where.and("f.civitai_version_id IS NULL");
    }
    if (filter.outdated()) {
      where.and(OUTDATED);
    }
    if (filter.gone()) {
      where.and("(m.gone_at IS NOT NULL OR v.gone_at IS NOT NULL)");
    }
    if (filter.unused()) {
      where.and(UNUSED);
    }
    if (filter.favourite()) {
      where.and(ListedFileReader.FAVOURITE);
    }
    for (String tag : filter.tags()) {
      where.and(UserTags.condition(sql, tag));
    }
    if (filter.under() != null) {
      PathRange folder = PathRange.of(filter.under());
      where.and("f.file_path > ? AND f.file_path < ?", folder.start(), folder.end());
    }
    return where;
  }

  private static String order(FileFilter.Sort sort) {
    return switch (sort) {
      case NAME -> LocalFiles.NAME + " COLLATE NOCASE, ";
      case PATH -> "";
      case SIZE -> "f.size_bytes DESC, ";
      case DATE -> "f.mtime_ns DESC, ";
      case USED -> "(SELECT last_ns FROM temp.file_uses WHERE local_file_id = f.id) DESC, ";
      case RATING -> "note.rating DESC, ";
    };
  }
}
