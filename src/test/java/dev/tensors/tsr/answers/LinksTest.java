package dev.tensors.tsr.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.Rows;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.Link.VersionName;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseFailure.DatabaseFault;
import dev.tensors.tsr.sqlite.DatabaseListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links, cached versions and unknown hashes, with a second process at work on the same file. */
class LinksTest {

  private static final String HASH = "AB".repeat(32);
  private static final VersionName FIRST = new VersionName(7, 71, null, null);
  private static final VersionName SECOND = new VersionName(7, 72, null, null);
  private static final String LINKS =
      "SELECT id, civitai_version_id, link_source, link_match FROM local_files ORDER BY id";

  private Path file;
  private Database database;
  private Links links;

  @BeforeEach
  void open(@TempDir Path folder) {
    file = folder.resolve("models.db");
    database = CatalogueDatabase.open(file);
    links = new Links(database);
    database.change(
        sql ->
            sql.update(
                """
                INSERT INTO local_files (id, file_path, sha256) VALUES
                  (1, '/m/a', ?1), (2, '/m/b', ?1), (3, '/m/c', 'CD')
                """,
                HASH));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private LinkableFile target(long id) {
    return links.target(id).orElseThrow();
  }

  @Test
  void aLinkMadeByHandMeanwhileStays() {
    LinkableFile looked = target(1);
    try (Database other = CatalogueDatabase.open(file)) {
      assertThat(new Links(other).linkByHand(looked, SECOND)).isTrue();
    }
    Link found = Link.bySha256(FIRST, LinkSource.CACHE);

    assertThat(links.link(looked, found)).isFalse();
    assertThat(links.linkUnlinked(looked, found)).isFalse();
    assertThat(links.removeFound(looked)).isFalse();
    assertThat(target(1).link()).isEqualTo(Link.byHand(SECOND));
    assertThat(links.linkByHand(looked, FIRST)).isTrue();
    assertThat(target(1).link()).isEqualTo(Link.byHand(FIRST));
  }

  @Test
  void aFileWhoseContentChangedMeanwhileIsNotLinked() {
    LinkableFile looked = target(1);
    try (Database other = CatalogueDatabase.open(file)) {
      other.change(sql -> sql.update("UPDATE local_files SET sha256 = 'EF' WHERE id = 1"));
    }

    assertThat(links.link(looked, Link.bySha256(FIRST, LinkSource.CACHE))).isFalse();
    assertThat(links.linkByHand(looked, FIRST)).isFalse();
    assertThat(target(1).link()).isNull();
  }

  @Test
  void aLinkReplacesOneThatTsrFoundAndCanBeRemoved() {
    assertThat(links.link(target(1), Link.bySha256(FIRST, LinkSource.CACHE))).isTrue();
    assertThat(links.linkUnlinked(target(1), Link.bySha256(SECOND, LinkSource.CACHE))).isFalse();
    assertThat(links.link(target(1), Link.bySha256(SECOND, LinkSource.CIVITAI))).isTrue();
    assertThat(Rows.of(database, LINKS))
        .containsExactly("1|72|civitai|sha256", "2|null|null|null", "3|null|null|null");

    assertThat(links.removeFound(target(1))).isTrue();
    assertThat(Rows.of(database, LINKS)).contains("1|null|null|null");
  }

  @Test
  void theLinkOfACopyIsTheOneByHand() {
    links.link(target(1), Link.bySha256(FIRST, LinkSource.CACHE));
    assertThat(links.ofCopy(HASH, true)).isEmpty();
    assertThat(links.ofCopy(HASH, false)).contains(Link.bySha256(FIRST, LinkSource.CACHE));

    links.linkByHand(target(2), SECOND);
    database.change(
        sql -> sql.update("UPDATE local_files SET missing_since = 'x', updated_at = 'x'"));

    assertThat(links.ofCopy(HASH, false)).contains(Link.byHand(SECOND));
    assertThat(links.ofCopy("CD", false)).isEmpty();
    assertThat(links.linkedPaths(HASH)).containsExactly("/m/a", "/m/b");
  }

  @Test
  void removingLinksReturnsTheFilesAsTheyWere() {
    links.linkByHand(target(1), FIRST);

    List<LinkableFile> before = links.remove(List.of(3L, 1L, 99L));

    assertThat(before).extracting(LinkableFile::id).containsExactly(3L, 1L);
    assertThat(before).extracting(LinkableFile::link).containsExactly(null, Link.byHand(FIRST));
    assertThat(target(1).link()).isNull();
    assertThat(links.remove(List.of())).isEmpty();
  }

  @Test
  void unknownWordsInAUsersRowsCountAsNull() {
    database.change(
        sql ->
            sql.update(
                """
                UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 71,
                  link_source = 'a friend', link_match = 'NAME'
                WHERE id = 1
                """));

    assertThat(target(1).link()).isEqualTo(new Link(FIRST, null, null));
  }

  @Test
  void theVersionPublishedFirstIsChosenAmongFortyThousand() {
    database.change(
        sql -> {
          sql.update("INSERT INTO models (id, civitai_id, name, type) VALUES (1, 7, 'm', 'LORA')");
          sql.update(
              """
              INSERT INTO model_versions (id, civitai_id, model_id, name, published_at) VALUES
                (1, 70, 1, 'without a date', NULL), (2, 73, 1, 'second', '2024-01-02T00:00:00Z'),
                (3, 72, 1, 'first', '2024-01-01T00:00:00Z'),
                (4, 71, 1, 'first, too', '2024-01-01T00:00:00Z')
              """);
          sql.update(
              "INSERT INTO version_files (id, civitai_id, version_id, name)"
                  + " SELECT id, id, id, 'f' FROM model_versions");
          sql.update(
              "INSERT INTO file_hashes (file_id, hash_type, hash_value)"
                  + " SELECT id, 'SHA256', ?1 FROM version_files UNION SELECT 1, 'AutoV2', 'CD'",
              HASH);
        });
    CachedVersions versions = new CachedVersions(database);
    VersionName chosen = new VersionName(7, 71, "first, too", "m");

    assertThat(versions.bySha256(HASH)).contains(chosen);
    assertThat(versions.bySha256("CD")).isEmpty();
    assertThat(versions.firstPublished(LongStream.range(0, 40_000).boxed().toList()))
        .contains(chosen);
    assertThat(versions.firstPublished(List.of(70L, 73L)).map(VersionName::versionId))
        .contains(73L);
    assertThat(versions.firstPublished(List.of())).isEmpty();
    assertThat(versions.byId(74)).isEmpty();
  }

  @Test
  void unknownHashesKeepTheLatestTime() {
    UnknownHashes unknown = new UnknownHashes(database);
    unknown.add(List.of("AB", "CD"), "2024-01-01T00:00:00Z");
    try (Database other = CatalogueDatabase.open(file)) {
      new UnknownHashes(other).add(List.of("AB"), "2024-01-03T00:00:00Z");
    }
    unknown.add(List.of(), "2024-01-04T00:00:00Z");

    assertThat(unknown.askedBetween("2024-01-02T00:00:00Z", "2024-01-03T00:00:00Z"))
        .containsExactly("AB");
    assertThat(unknown.askedBetween("2023-12-31T00:00:00Z", "2024-01-02T00:00:00Z"))
        .containsExactly("CD");

    unknown.remove(List.of("AB", "EF"));
    assertThat(Rows.of(database, "SELECT * FROM unknown_hashes"))
        .containsExactly("CD|2024-01-01T00:00:00Z");
  }

  @Test
  void aBatchOfUnknownHashesIsRecordedWholeOrNotAtAll() {
    UnknownHashes unknown = new UnknownHashes(database);
    List<String> broken = new ArrayList<>(Arrays.asList("AB", null));

    assertThatThrownBy(() -> unknown.add(broken, "2024-01-01T00:00:00Z"))
        .isInstanceOf(DatabaseFault.class);
    assertThat(Rows.of(database, "SELECT * FROM unknown_hashes")).isEmpty();
  }

  @Test
  void aReaderSeesAChangeOnlyAfterItsCommit() {
    try (Database other = CatalogueDatabase.openForReading(file, DatabaseListener.NONE)) {
      Links reader = new Links(other);
      database.change(
          sql -> {
            links.linkByHand(target(1), FIRST);
            assertThat(reader.target(1).flatMap(found -> Optional.ofNullable(found.link())))
                .isEmpty();
          });
      assertThat(reader.target(1).map(LinkableFile::link)).contains(Link.byHand(FIRST));
    }
  }
}
