package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.program.Workplace;
import dev.tensors.tsr.search.ModelSearch;
import dev.tensors.tsr.sqlite.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a term says, it finds rows or is refused with a reason, and not: finds the others. */
class AnyTermTest {

  private static final String SEED = "20261130";
  private static final int FILES = 4;
  private static final int MODELS = 2;

  private static final List<String> VALUES =
      List.of(
          "lora,vae",
          "=LORA",
          "none",
          "any",
          "=none",
          "=",
          ",",
          "\\,",
          "a\\,b",
          ">=4",
          "<=-1",
          ">",
          "3..5",
          "5..3",
          "..",
          "2G",
          ">500M",
          "<0.1KiB",
          "999999999999999P",
          "-1",
          "1e9",
          "NaN",
          "9999999999999999999999",
          "2026",
          "2026-03",
          "2026-13-99",
          "9999-12-31",
          "<9999",
          ">=30d",
          "<99999w",
          "yes",
          "no",
          "%",
          "_",
          "'",
          "\"",
          "*",
          "?",
          "\\",
          "/",
          "~",
          "~/x",
          "/a/../b",
          "\uD83D",
          "Pok\u00E9mon",
          "\uFF71\uFF86\uFF92",
          "\u0301",
          "\u7530",
          "https://civitai.com/models/100?modelVersionId=101",
          "urn:air:sdxl:lora:civitai:100@101",
          "0F1E",
          "here",
          "gone,outdated",
          "is:here",
          "water",
          "soft");

  private static Path folder;
  private static Database database;

  @BeforeContainer
  static void open() throws IOException {
    folder = Files.createTempDirectory("tsr-any").toRealPath();
    Workplace workplace = Workplace.in(folder);
    for (String name : List.of("x/a", "y/B", "x/c", "z/d")) {
      workplace.library().model(name + ".safetensors", 10, name.length() + name.charAt(2), "{}");
    }
    workplace.scan();
    ListTest.cacheModels(workplace.catalogue(), workplace.library());
    database = CatalogueDatabase.open(workplace.home().resolve("models.db"));
  }

  @AfterContainer
  static void close() throws IOException {
    database.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  /**
   * Fields of files and of models, and what is none, with values that fit and that do not. An
   * argument has no NUL.
   */
  @Provide
  Arbitrary<String> terms() {
    List<String> names =
        Stream.concat(
                Stream.of("", "is", "folder", "path", "word", "published", "added", "colour", ":"),
                FileFields.TABLE.fields().stream().map(field -> field.key()))
            .toList();
    Arbitrary<String> values =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(VALUES)),
            Tuple.of(1, Arbitraries.strings().excludeChars('\0').ofMaxLength(5)),
            Tuple.of(
                1, Arbitraries.of(VALUES).list().ofMaxSize(4).map(all -> String.join(",", all))));
    return Combinators.combine(
            Arbitraries.of("", "", "not:", "not:not:"), Arbitraries.of(names), values)
        .as((not, name, value) -> not + (name.isEmpty() ? "" : name + ":") + value);
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void findsFilesOrIsRefused(@ForAll("terms") String term) {
    try {
      Term.of(term, FileFields.TABLE, Instant.now(), folder);
    } catch (Term.Invalid e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    long found = FileFields.count(database, List.of(term));
    long others = FileFields.count(database, List.of("not:" + term));
    assertThat(found + others).as(term).isEqualTo(FILES);
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void findsModelsOrIsRefused(@ForAll("terms") String term) {
    try {
      ModelSearch.terms(List.of(term));
    } catch (Term.Invalid e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    ModelSearch search = new ModelSearch(database);
    assertThat(search.count(List.of(term)) + search.count(List.of("not:" + term)))
        .as(term)
        .isEqualTo(MODELS);
  }
}
