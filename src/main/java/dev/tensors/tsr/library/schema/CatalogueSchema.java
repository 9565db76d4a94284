package dev.tensors.tsr.library.schema;

import dev.tensors.tsr.sqlite.Schema;
import dev.tensors.tsr.sqlite.Schema.LegacyProgram;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.TextResource;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The catalogue's schema: the numbered scripts in {@code schema/}. */
public final class CatalogueSchema implements Schema {

  private static final List<String> SCRIPTS =
      List.of(
          "001_catalogue.sql",
          "002_civitai.sql",
          "003_verification.sql",
          "004_search.sql",
          "005_links_and_failures.sql",
          "006_search.sql",
          "007_identity.sql",
          "008_user.sql",
          "009_images.sql",
          "010_sidecars.sql",
          "011_exported_values.sql",
          "012_older_sqlite.sql",
          "013_faster_inserts.sql",
          "014_fetched_files.sql",
          "015_fingerprints.sql",
          "016_states.sql",
          "017_folded_search.sql",
          "018_licences.sql",
          "019_hash_sources.sql",
          "020_moves.sql",
          "021_components.sql",
          "022_uses.sql",
          "023_sources.sql",
          "024_hugging_face.sql",
          "025_civarchive.sql",
          "026_cards.sql");

  private static final Map<String, Integer> VIEWS =
      Map.of(
          "v_models_with_latest", 0,
          "v_local_files_full", 0,
          "v_model_search", 241318473,
          "v_known_identity", 342819795,
          "model_search_stale", 1409051991,
          "note_search_stale", 1366622864,
          "model_search_foldable", -1848257794);

  /** "tsr1" in ASCII. */
  private static final int APPLICATION_ID = 0x74737231;

  @Override
  public int applicationId() {
    return APPLICATION_ID;
  }

  @Override
  public int version() {
    return SCRIPTS.size();
  }

  @Override
  public Map<String, Integer> views() {
    return VIEWS;
  }

  @Override
  public String script(int number) {
    return read(SCRIPTS.get(number - 1));
  }

  @Override
  public LegacyProgram legacyProgram() {
    return new LegacyDatabase();
  }

  @Override
  public void complete(Sql sql) throws SQLException {
    SearchTexts.foldLeft(sql);
  }

  @Override
  public void rebuildIndexes(Sql sql) throws SQLException {
    SearchTexts.rebuild(sql);
  }

  /** Reads a file of {@code schema/}. */
  static String read(String name) {
    return TextResource.text("/schema/" + name);
  }
}
