import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** Fills a catalogue with a very large number of models, always the same ones. */
final class ManyModels implements AutoCloseable {

  static final int MODELS = 300_000;
  static final int VERSIONS = 1_000_000;

  private static final int CREATORS = 20_000;
  private static final int TAGS = 3_000;
  private static final int TAGS_OF_A_MODEL = 4;
  private static final int WORDS = 4_000;
  private static final int HAN_WORDS = 400;

  /** One of this many names is Chinese. */
  private static final int HAN_NAMES = 20;

  private static final String[] SYLLABLES =
      """
      ba be bra cor da dra el fa fen gal gri ha il jo ka kel li lor ma mir no nu or pa qui ra ren sa
      shi ta tor u va vel wy xa yo zu"""
          .split("\\s");

  private static final String[] HAN =
      "墨 光 影 风 月 花 雪 海 星 夜 梦 云 水 山 火 龙 凤 青 红 白 写 实 动 漫 国 潮 古 韵 少 女".split(" ");

  private static final String[] BASES = {"SD 1.5", "SDXL 1.0", "Pony", "Flux.1 D", "Illustrious"};

  /** The texts of all models: triggers would make each anew for every row that belongs to it. */
  private static final String INDEX =
      """
      DELETE FROM model_search_later;
      INSERT INTO model_search (rowid, name, creator, tags, words, versions, files, letters)
        SELECT * FROM v_model_search;
      INSERT INTO model_search_unfolded SELECT id FROM model_search_foldable;
      """;

  private final Connection connection;
  private final Random random = new Random(7);
  private final String[] words = new String[WORDS];
  private final String[] hanWords = new String[HAN_WORDS];

  private ManyModels(Path catalogue) throws SQLException {
    connection = connect(catalogue);
    for (int i = 0; i < WORDS; i++) {
      words[i] = any(SYLLABLES) + any(SYLLABLES) + (i % 3 == 0 ? any(SYLLABLES) : "");
    }
    for (int i = 0; i < HAN_WORDS; i++) {
      hanWords[i] = any(HAN) + any(HAN);
    }
  }

  /** Of the catalogue nothing is kept that an end of the machine would damage. */
  private static Connection connect(Path catalogue) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + catalogue);
    run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000");
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * Fills a catalogue that the program has created.
   *
   * @return words to search for
   */
  static Queries fill(Path catalogue) throws SQLException {
    try (ManyModels models = new ManyModels(catalogue)) {
      run(models.connection, "INSERT INTO model_search_later VALUES (0)");
      models.fill();
      run(models.connection, INDEX);
      models.connection.commit();
      return new Queries(
          models.words[50] + " " + models.words[60], models.words[0], models.hanWords[100]);
    }
  }

  /** Adds a linked file of the latest version of each model. */
  static void addFiles(Path catalogue) throws SQLException {
    change(
        catalogue,
        """
        INSERT INTO local_files
          (file_path, sha256, size_bytes, civitai_model_id, civitai_version_id)
        SELECT '/models/' || v.id || '_' || f.name, printf('%064X', v.id), v.id, v.model_id, v.id
        FROM model_versions v JOIN version_files f ON f.version_id = v.id
        WHERE v.version_index = 0;
        """);
  }

  /**
   * Links each file of a catalogue to a model of its own with a word, two tags, and an image with
   * its prompt. CivitAI's answers for very many would take minutes. Nothing of it is found by a
   * search.
   */
  static void linkFiles(Path catalogue) throws SQLException {
    change(
        catalogue,
        """
        INSERT INTO tags (id, name) VALUES (1, 'style'), (2, 'fog');
        INSERT INTO creators (id, username) SELECT id, 'creator ' || id FROM local_files LIMIT 100;
        INSERT INTO models (id, civitai_id, name, type, creator_id, download_count)
        SELECT id, id, 'Style ' || id, 'LORA', 1 + id % 100, id FROM local_files;
        INSERT INTO model_tags SELECT m.id, t.id FROM models m, tags t;
        INSERT INTO model_versions
          (id, civitai_id, model_id, name, base_model, version_index, published_at)
        SELECT id, id, id, 'v1', 'SDXL 1.0', 0, '2026-01-02T03:04:05.000Z' FROM models;
        INSERT INTO trained_words (version_id, word, position)
        SELECT id, 'style ' || id, 0 FROM models;
        INSERT INTO version_files (id, civitai_id, version_id, name, type, is_primary)
        SELECT id, id, id, 'style-' || id || '.safetensors', 'Model', 1 FROM models;
        INSERT INTO file_hashes (file_id, hash_type, hash_value)
        SELECT id, 'SHA256', sha256 FROM local_files;
        INSERT INTO version_images (id, version_id, url, width, height, has_meta)
        SELECT id, id, 'https://image.example/original=true/' || id || '.jpeg', 832, 1216, 1
        FROM models;
        INSERT INTO image_generation_params (image_id, key, value)
        SELECT m.id, p.column1, p.column2 FROM models m,
          (VALUES ('prompt', 'a lighthouse in fog'), ('steps', '30'), ('seed', '1')) p;
        UPDATE local_files SET civitai_model_id = id, civitai_version_id = id,
          link_source = 'civitai', link_match = 'sha256';
        """);
  }

  /** Runs statements that change no text of a model that is in the search index. */
  private static void change(Path catalogue, String statements) throws SQLException {
    try (Connection connection = connect(catalogue)) {
      run(connection, "INSERT INTO model_search_later VALUES (0);" + statements);
      run(connection, "DELETE FROM model_search_later");
      connection.commit();
    }
  }

  private static void run(Connection connection, String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(statements);
    }
  }

  /**
   * Words to search for.
   *
   * @param twoWords two words that few models have both of
   * @param commonWord a word that very many models have
   * @param han two Chinese characters
   */
  record Queries(String twoWords, String commonWord, String han) {}

  private void fill() throws SQLException {
    creatorsAndTags();
    try (Rows models = rows("models (id, civitai_id, name, type, creator_id, download_count)");
        Rows tags = rows("model_tags (model_id, tag_id)");
        Rows versions =
            rows("model_versions (id, civitai_id, model_id, name, base_model, version_index)");
        Rows trained = rows("trained_words (version_id, word, position)");
        Rows files = rows("version_files (id, civitai_id, version_id, name)")) {
      int version = 0;
      for (int model = 1; model <= MODELS; model++) {
        String name = model % HAN_NAMES == 0 ? any(hanWords) + any(hanWords) : name();
        for (int i = 0; i < TAGS_OF_A_MODEL; i++) {
          tags.add(model, 1 + (model * 7 + i * 131) % TAGS);
        }
        int last = (int) ((long) VERSIONS * model / MODELS);
        for (int index = 0; version < last; index++) {
          version++;
          String file = name.replace(' ', '_') + "_v" + (index + 1) + ".safetensors";
          versions.add(version, version, model, "v" + (index + 1), any(BASES), index);
          trained.add(version, word() + " " + word(), 0);
          files.add(version, version, version, file);
        }
        String type = model % 5 == 0 ? "Checkpoint" : "LORA";
        int creator = 1 + random.nextInt(CREATORS);
        models.add(model, model, name, type, creator, random.nextInt(1_000_000));
      }
    }
  }

  private void creatorsAndTags() throws SQLException {
    try (Rows creators = rows("creators (id, username)");
        Rows tags = rows("tags (id, name)")) {
      for (int i = 1; i <= CREATORS; i++) {
        creators.add(i, word() + i);
      }
      for (int i = 1; i <= TAGS; i++) {
        tags.add(i, words[i] + " " + i);
      }
    }
  }

  /** A text of two to four words. */
  private String name() {
    StringBuilder name = new StringBuilder(word());
    for (int more = 1 + random.nextInt(3); more > 0; more--) {
      name.append(' ').append(word());
    }
    return name.toString();
  }

  /** A word; few words are common, and many are rare. */
  private String word() {
    double any = random.nextDouble();
    return words[(int) (WORDS * any * any * any)];
  }

  private String any(String[] values) {
    return values[random.nextInt(values.length)];
  }

  private Rows rows(String columns) throws SQLException {
    String marks = columns.replaceAll(".*\\(", "(").replaceAll("\\w+", "?");
    return new Rows(connection.prepareStatement("INSERT INTO " + columns + " VALUES " + marks));
  }

  /** Rows for one table. */
  private record Rows(PreparedStatement statement) implements AutoCloseable {

    void add(Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
