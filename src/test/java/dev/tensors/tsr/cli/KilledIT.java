package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The built program, killed at random moments: the database is whole, what was told is in it, and
 * the next run goes on.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
class KilledIT extends CommandTest {

  @RegisterExtension static final CivitaiStub CIVITAI = new CivitaiStub();

  private static final int KILLS = 10;
  private static final int FILES = 1500;
  private static final int MODELS = 100;
  private static final int MOVED = 150;

  private final Random moments = new Random(20261124);

  private int killed;

  /** Of a run that is not killed, in milliseconds. */
  private long duration;

  @Test
  void scan() throws Exception {
    for (int i = 0; i < FILES; i++) {
      library.model("m" + i + ".safetensors", 16, i, "{\"n\":\"" + i + "\"}");
    }
    String[] scan = {"db", "scan", library.path("").toString(), "--format", "jsonl"};
    measure(scan);
    forget();

    List<String> recorded = List.of();
    while (killed < KILLS) {
      if (recorded.size() == FILES) {
        forget();
        recorded = List.of();
      }
      List<String> told = kill("file_path", scan);
      if (isMade()) {
        assertWhole();
        List<String> now = catalogue.rows("SELECT file_path, sha256 FROM local_files");
        assertThat(now).containsAll(recorded);
        assertThat(paths(now)).containsAll(told);
        catalogue.has(
            "SELECT count(*) FROM safetensor_metadata WHERE key = 'n'", String.valueOf(now.size()));
        recorded = now;
      }
    }

    tsr.run(scan).exits(0);
    assertThat(catalogue.rows("SELECT file_path FROM local_files")).hasSize(FILES);
    assertThat(home).isDirectoryNotContaining("glob:**.before-*");
  }

  private static List<String> paths(List<String> rows) {
    return rows.stream().map(row -> row.substring(0, row.indexOf('|'))).toList();
  }

  @Test
  void cache() throws Exception {
    List<String> ids = IntStream.rangeClosed(1, MODELS).mapToObj(String::valueOf).toList();
    CIVITAI.lists(ids.stream().map(id -> model(id, "AB".repeat(32))).toArray(String[]::new));
    List<String> arguments =
        new ArrayList<>(List.of("db", "cache", "--format", "jsonl", "--api-url", CIVITAI.url()));
    arguments.addAll(ids);
    String[] cache = arguments.toArray(String[]::new);
    measure(cache);
    forget();

    List<String> cached = List.of();
    while (killed < KILLS) {
      List<String> told = kill("model_id", cache);
      if (isMade()) {
        assertModelsWhole();
        List<String> now = catalogue.rows("SELECT civitai_id FROM models");
        assertThat(now).containsAll(cached).containsAll(told);
        cached = now;
      }
    }

    tsr.run(cache).exits(0);
    assertThat(catalogue.rows("SELECT civitai_id FROM models")).hasSize(MODELS);
  }

  private void assertModelsWhole() {
    assertWhole();
    assertThat(
            catalogue.rows(
                """
                SELECT DISTINCT
                  (SELECT count(*) FROM model_tags WHERE model_id = m.id),
                  (SELECT count(*) FROM model_versions WHERE model_id = m.id),
                  (SELECT count(*) FROM trained_words w JOIN model_versions v ON v.id = w.version_id
                     WHERE v.model_id = m.id),
                  (SELECT count(*) FROM file_hashes h JOIN version_files f ON f.id = h.file_id
                     JOIN model_versions v ON v.id = f.version_id WHERE v.model_id = m.id)
                FROM models m
                """))
        .isSubsetOf("2|2|4|2");
  }

  @Test
  void link() throws Exception {
    List<Path> files =
        IntStream.rangeClosed(1, MODELS)
            .mapToObj(i -> library.model("m" + i + ".safetensors", i))
            .toList();
    tsr.db("scan", library.path(""));
    List<String> models = new ArrayList<>();
    List<String> matches = new ArrayList<>();
    for (int i = 1; i <= MODELS; i++) {
      String sha256 = Library.sha256(files.get(i - 1));
      models.add(model(String.valueOf(i), sha256));
      matches.add(CivitaiStub.match(sha256, 1000 + i, i));
    }
    CIVITAI.matches(matches.toArray(String[]::new));
    CIVITAI.lists(models.toArray(String[]::new));
    String[] link = {"db", "link", "--relink", "--format", "jsonl", "--api-url", CIVITAI.url()};
    String unlink = "UPDATE local_files SET civitai_model_id = NULL, civitai_version_id = NULL";
    measure(link);
    catalogue.execute("PRAGMA foreign_keys = ON; DELETE FROM models");

    while (killed < KILLS) {
      catalogue.execute(unlink);
      List<String> told = kill("version_id", link);
      assertModelsWhole();
      assertThat(
              catalogue.rows(
                  """
                  SELECT v.civitai_id FROM local_files f
                  JOIN model_versions v ON v.civitai_id = f.civitai_version_id
                  """))
          .containsAll(told);
    }

    tsr.run(link).exits(0);
    assertThat(
            catalogue.rows(
                "SELECT civitai_version_id FROM local_files WHERE civitai_version_id > 0"))
        .hasSize(MODELS);
  }

  /** Each content is somewhere, once, whenever a move or an undo is killed, and both can go on. */
  @Test
  void organise() throws Exception {
    Path target = Files.createDirectory(folder.resolve("ComfyUI"));
    for (int i = 0; i < MOVED; i++) {
      String name = "%d/%d/m%d".formatted(i % 7, i % 3, i);
      library.model(name + ".safetensors", 16, i, "{\"n\":\"" + i + "\"}");
      library.sidecar(name + ".json", "{\"n\":" + i + "}");
    }
    workplace.scan();
    catalogue.execute("UPDATE local_files SET type = 'LORA'");
    List<String> before = tree(library.path(""));
    List<String> contents = contents();
    String[] move = {
      "db",
      "organise",
      "--layout",
      "comfyui",
      "--into",
      target.toString(),
      "--do",
      "--format",
      "jsonl"
    };
    String[] back = {"db", "organise", "--undo", "--format", "jsonl"};
    measure(move);
    tsr.run(back).exits(0);
    assertThat(tree(library.path(""))).isEqualTo(before);

    while (killed < KILLS) {
      kill("file_path", move);
      assertThat(contents()).isEqualTo(contents);
      if (killed % 2 == 0) {
        tsr.run(move).exits(0);
        assertThat(tree(library.path(""))).hasSize(1);
        kill("file_path", back);
        assertThat(contents()).isEqualTo(contents);
      }
      while (!tsr.run(back).exits(0).err().contains("No run of tsr db organise is left")) {
        assertThat(contents()).isEqualTo(contents);
      }
      assertThat(tree(library.path(""))).isEqualTo(before);
      assertThat(target).isEmptyDirectory();
      assertWhole();
    }
  }

  private List<String> contents() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().matches(".*\\.(safetensors|json)"))
          .filter(Files::isRegularFile)
          .map(Library::sha256)
          .sorted()
          .toList();
    }
  }

  /** The paths below a folder, with their times and, of files, their contents. */
  private static List<String> tree(Path folder) throws IOException {
    List<String> tree = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted().toList()) {
        tree.add(
            path
                + " "
                + Files.getLastModifiedTime(path)
                + (Files.isDirectory(path) ? "" : " " + Library.sha256(path)));
      }
    }
    return tree;
  }

  private static String model(String id, String sha256) {
    return CivitaiStub.model(
        Long.parseLong(id),
        "model " + id,
        CivitaiStub.version(1000 + Long.parseLong(id), "v2", "2025-02-01", sha256),
        CivitaiStub.version(2000 + Long.parseLong(id), "v1", "2025-01-01", "CD".repeat(32)));
  }

  @Test
  void upgrade() throws Exception {
    try (InputStream in = KilledIT.class.getResourceAsStream("/legacy.sql")) {
      catalogue.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    catalogue.execute(
        """
        WITH RECURSIVE number (n) AS (SELECT 100 UNION SELECT n + 1 FROM number WHERE n < 60099)
        INSERT INTO image_generation_params SELECT n, 8, 'key ' || n, hex(zeroblob(100)) FROM number
        """);
    byte[] original = Files.readAllBytes(database);
    String[] stats = {"db", "stats", "-q", "--json"};
    measure(stats);

    Path left = home.resolve("left.db");
    while (killed < KILLS) {
      forget();
      Files.write(database, original);
      kill("db_path", stats);
      for (String suffix : List.of("", "-journal", "-wal")) {
        Files.deleteIfExists(home.resolve("left.db" + suffix));
        if (Files.exists(home.resolve("models.db" + suffix))) {
          Files.copy(home.resolve("models.db" + suffix), home.resolve("left.db" + suffix));
        }
      }
      // The look at it might mend it: tsr sees it first.
      assertThat(tsr.run(stats)).satisfies(result -> assertThat(result.err()).isEmpty());
      assertTakenOver(catalogue, Catalogue.newestSchema());
      Catalogue found = new Catalogue(left);
      assertTakenOver(found, Integer.parseInt(found.rows("PRAGMA user_version").getFirst()));
      assertTakenOver(new Catalogue(home.resolve("models.db.before-1")), 0);
    }
  }

  private static void assertTakenOver(Catalogue catalogue, int schema) {
    assertThat(schema).isIn(0, Catalogue.newestSchema());
    catalogue.has(
        """
        SELECT (SELECT user_version FROM pragma_user_version),
          (SELECT integrity_check FROM pragma_integrity_check),
          (SELECT count(*) FROM image_generation_params),
          (SELECT count(*) FROM trained_words), (SELECT count(*) FROM hf_models)
        """,
        schema + "|ok|60002|2|1");
  }

  /** Or it was killed before there was a table. */
  private boolean isMade() {
    return Files.exists(database) && !catalogue.rows("PRAGMA user_version").contains("0");
  }

  private void measure(String... arguments) {
    long start = System.nanoTime();
    tsr.run(arguments).exits(0);
    duration = millisecondsSince(start);
  }

  private static long millisecondsSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  /**
   * Kills a run at a random moment of its time, but rather not while it starts; or it was quicker.
   *
   * @return the values of a field in the objects that it told before
   */
  private List<String> kill(String field, String... arguments)
      throws IOException, InterruptedException {
    Path out = home.resolveSibling("out");
    long start = System.nanoTime();
    Process process = tsr.start(out, home.resolveSibling("err"), arguments);
    long moment = duration / 4 + moments.nextLong(duration * 3 / 4);
    if (process.waitFor(moment, TimeUnit.MILLISECONDS)) {
      duration = millisecondsSince(start);
    } else {
      process.destroyForcibly().waitFor();
      killed++;
    }
    Pattern value = Pattern.compile("\"" + field + "\":\"?([^\",]+)");
    return Files.readString(out)
        .lines()
        .map(value::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  private void forget() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private void assertWhole() {
    catalogue.has("PRAGMA integrity_check", "ok");
    catalogue.has("PRAGMA foreign_key_check");
  }
}
