package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Hugging Face's own programs have downloaded. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its cache has copies there")
class HubCacheTest extends CommandTest {

  private static final String OLD = "a".repeat(40);
  private static final String NEW = "b".repeat(40);
  private static final String REPOSITORY = "hub/models--tide--quay/";
  private static final String ROWS =
      "SELECT replace(file_path, '%s/', ''), hash_source, hf_repo, hf_revision, hf_path"
          + " FROM local_files WHERE missing_since IS NULL ORDER BY file_path";

  private String sha256;
  private Path blob;

  @BeforeEach
  void cache() throws IOException {
    blob = blob(1);
    sha256 = Library.sha256(blob);
    link(OLD, "vae/a.safetensors", blob);
    library.file(REPOSITORY + "refs/main", OLD.getBytes());
    library.file(REPOSITORY + ".no_exist/" + OLD + "/model.safetensors", new byte[0]);
    library.file(REPOSITORY + "blobs/" + "c".repeat(64) + ".incomplete", new byte[3]);
  }

  /** A model that is named by its hash. */
  private Path blob(int fill) throws IOException {
    Path model = library.model("x.safetensors", fill);
    String hash = Library.sha256(model).toLowerCase(Locale.ROOT);
    return library.move("x.safetensors", REPOSITORY + "blobs/" + hash);
  }

  private Path link(String commit, String path, Path to) throws IOException {
    String name = REPOSITORY + "snapshots/" + commit + "/" + path;
    Files.createDirectories(library.path(name).getParent());
    Path link = library.path(name);
    return library.symlink(name, link.getParent().relativize(to));
  }

  private void has(String... rows) {
    catalogue.has(ROWS.formatted(library.path("")), rows);
  }

  private static String row(String commit, String path) {
    return REPOSITORY
        + "snapshots/%s/%s|name|tide/quay|%s|%s".formatted(commit, path, commit, path);
  }

  @Test
  void recordsEachBlobByItsNameWithoutHashingIt() throws IOException {
    Path small = library.model("config.gguf", 9);
    Path other = library.move("config.gguf", REPOSITORY + "blobs/" + "d".repeat(40));
    link(OLD, "small.safetensors", other);
    link(NEW, "other/name.safetensors", blob);

    workplace.scan();

    has(
        REPOSITORY
            + "snapshots/"
            + OLD
            + "/small.safetensors|read|tide/quay|"
            + OLD
            + "|small.safetensors",
        row(OLD, "vae/a.safetensors"));
    catalogue.has(
        "SELECT sha256, tensor_count FROM local_files WHERE hash_source = 'name'", sha256 + "|1");
    assertThat(tsr.db("scan -q", library.path("")).exits(0).out()).isEmpty();
    assertThat(small).doesNotExist();
  }

  /** As on systems without symlinks, where blobs/ is empty. */
  @Test
  void takesTheHashesOfCopiesFromTheListOfTheCommit() throws IOException {
    String repository = "hub/models--sea--boat/";
    String name = repository + "snapshots/" + NEW + "/vae/";
    Path listed = library.model(name + "a.safetensors", 1);
    Path changed = library.model(name + "b.safetensors", 2);
    library.model(name + "c.safetensors", 3);
    String entry = "\"vae/%s.safetensors\":{\"lfs_sha256\":\"%s\",\"lfs_size\":%d}";
    library.file(
        repository + "trees/" + NEW + ".json",
        ("{\"format_version\":1,\"files\":{"
                + entry.formatted(
                    "a", Library.sha256(listed).toLowerCase(Locale.ROOT), Files.size(listed))
                + ","
                + entry.formatted("b", "1".repeat(64), Files.size(changed) + 1)
                + "}}")
            .getBytes());

    workplace.scan();

    String row = name + "%s.safetensors|%s|sea/boat|" + NEW + "|vae/%s.safetensors";
    has(
        row.formatted("a", "metadata", "a"),
        row.formatted("b", "read", "b"),
        row.formatted("c", "read", "c"),
        row(OLD, "vae/a.safetensors"));
    assertThat(tsr.db("verify -q", library.path(repository)).exits(0).out()).contains("\tok\n");
    catalogue.execute(
        """
        INSERT INTO hf_repositories (repo, revision, ref, gated, fetched_at)
          VALUES ('sea/boat', '%1$s', 'main', 0, '2026');
        INSERT INTO hf_files (repo, revision, path, sha256)
          VALUES ('sea/boat', '%1$s', 'vae/a.safetensors', '%2$s'),
            ('sea/boat', '%1$s', 'vae/b.safetensors', '%3$s')
        """
            .formatted(NEW, Library.sha256(listed), "1".repeat(64)));
    assertThat(tsr.db("verify", library.path(repository)).exits(0).err())
        .isEqualTo(
            changed
                + ": unchanged since the scan, but Hugging Face has another content at its path;"
                + " download it again\n3 ok, 0 damaged, 0 missing or unreadable\n");
    library.move(name + "a.safetensors", name + "d.safetensors");
    assertThat(tsr.db("scan -q --json", library.path("")).exits(0).out())
        .contains("d.safetensors")
        .contains("\"status\":\"moved\"");
    has(
        row.formatted("b", "read", "b"),
        row.formatted("c", "read", "c"),
        row.formatted("d", "read", "d"),
        row(OLD, "vae/a.safetensors"));
  }

  @Test
  void findsWhatLiesBesideTheNamesOfBlobs() throws IOException {
    library.file(REPOSITORY + "snapshots/" + OLD + "/vae/a.preview.png", new byte[] {1});
    library.file(
        REPOSITORY + "snapshots/" + OLD + "/vae/a.json", "{\"notes\":\"soft\"}".getBytes());
    workplace.scan();

    assertThat(tsr.db("show --json hf:tide/quay").out())
        .contains("/vae/a.json\"]")
        .contains("/vae/a.preview.png\"");
    assertThat(tsr.db("import -q").exits(0).out()).contains("notes_only");
    assertThat(tsr.db("list -q --fields note").out()).isEqualTo("soft\n");
  }

  @Test
  void isReadByVerifyAndRehash() throws IOException {
    workplace.scan();
    String path = library.path(REPOSITORY + "snapshots/" + OLD + "/vae/a.safetensors").toString();

    tsr.db("verify -q --json")
        .prints(
            """
            [{"file_path":"%s","status":"ok","expected":"%s","actual":"%2$s"}]
            """
                .formatted(path, sha256));
    catalogue.has("SELECT hash_source FROM local_files", "read");

    Path liar = library.model("y.safetensors", 5);
    library.move("y.safetensors", REPOSITORY + "blobs/" + "e".repeat(64));
    link(OLD, "liar.safetensors", library.path(REPOSITORY + "blobs/" + "e".repeat(64)));
    workplace.scan();
    assertThat(tsr.db("verify liar").exits(1).out()).contains("\tdamaged\n");
    tsr.db("scan -q --rehash", library.path("")).exits(0);
    catalogue.has("SELECT DISTINCT hash_source FROM local_files", "read");
    assertThat(liar).doesNotExist();
  }

  @Test
  void followsToTheSnapshotOfTheNewCommit() throws IOException {
    workplace.scan();
    tsr.db("note --rating 4 vae/a.safetensors").exits(0);
    link(NEW, "vae/a.safetensors", blob);
    library.file(REPOSITORY + "refs/main", NEW.getBytes());

    workplace.scan();
    has(row(NEW, "vae/a.safetensors"));
    catalogue.has("SELECT id FROM local_files", "1");

    library.delete(REPOSITORY + "snapshots/" + NEW);
    workplace.scan();
    has(row(OLD, "vae/a.safetensors"));
    catalogue.has("SELECT count(*) FROM local_files", "1");

    library.delete(REPOSITORY + "blobs/" + blob.getFileName());
    assertThat(tsr.db("scan -q", library.path("")).exits(3).err()).contains("dangling symlink");
    has();
  }

  @Test
  void takesOverRowsOfAnOlderScan() {
    workplace.scan();
    catalogue.execute(
        "UPDATE local_files SET hf_repo = NULL, hf_path = NULL, file_path = '" + blob + "'");

    workplace.scan();
    has(row(OLD, "vae/a.safetensors"));
    catalogue.has("SELECT id FROM local_files", "1");
  }

  @Test
  void isTheSameFileThroughASymlinkOfTheLibrary() throws IOException {
    library.symlink("mine.safetensors", blob);
    library.symlink("again.safetensors", library.path(REPOSITORY + "snapshots/" + OLD + "/vae"));

    workplace.scan();
    has(row(OLD, "vae/a.safetensors"));
  }

  @Test
  void isNamedByEachOfItsPaths() throws IOException {
    Path linked = library.symlink("mine.safetensors", blob);
    Path cache = Files.createSymbolicLink(folder.resolve("cache"), library.path("hub"));
    tsr.db("scan -q", library.model("other.safetensors", 8)).exits(0);
    assertThat(tsr.db("show", linked, "--json").exits(0).out()).contains("\"file_path\":\"" + blob);
    assertThat(tsr.db("verify", linked).exits(4).err())
        .startsWith("tsr: " + linked + ": not scanned yet");
    tsr.db("scan -q", blob).exits(0);
    has(row(OLD, "vae/a.safetensors"), "other.safetensors|read|null|null|null");

    String name = "models--tide--quay/snapshots/" + OLD + "/vae/a.safetensors";
    for (Path path : new Path[] {linked, blob, cache.resolve(name), library.path("hub/" + name)}) {
      assertThat(tsr.db("verify", path).exits(0).out()).contains("snapshots").endsWith("\tok\n");
      for (Path other : new Path[] {path, library.path("other.safetensors")}) {
        tsr.db("import", path, other)
            .says("No sidecar of another manager is beside these files.\n");
      }
    }
  }

  @Test
  void keepsItsNameWhereItIsRelocated() throws IOException {
    workplace.scan();
    Path away = Files.move(library.path("hub"), library.path("away"));
    String rest = REPOSITORY.substring(4) + "snapshots/" + OLD + "/vae/a.safetensors";

    tsr.db("relocate --verify", library.path("hub"), away)
        .ends(0, away.resolve(rest) + "\tmoved\n", "1 moved\n");
    tsr.db("scan", away).says("0 new, 1 unchanged; nothing to read\n");
  }

  @Test
  void remembersThatABlobIsGone() throws IOException {
    library.delete(REPOSITORY + "blobs/" + blob.getFileName());
    library.model("other.safetensors", 8);
    assertThat(tsr.db("scan", library.path("")).exits(3).err()).contains("dangling symlink");

    tsr.db("scan", library.path(""))
        .says("0 new, 1 unchanged, 1 known to be bad (tsr db list --failed); nothing to read\n");
  }

  @Test
  void remembersThatABlobIsTruncated() throws IOException {
    workplace.scan();
    Path link = library.path(REPOSITORY + "snapshots/" + OLD + "/vae/a.safetensors");
    byte[] whole = Files.readAllBytes(blob);
    Files.write(blob, Arrays.copyOf(whole, whole.length - 1));

    assertThat(tsr.db("scan -q", library.path("")).exits(3).err()).startsWith("tsr: " + link);
    tsr.db("scan", library.path(""))
        .says("0 new, 1 known to be bad (tsr db list --failed); nothing to read\n");
    catalogue.has("SELECT path, size_bytes FROM failed_files", link + "|" + (whole.length - 1));
    assertThat(tsr.db("list --failed -q").out()).startsWith(link + "\t");
    assertThat(tsr.db("verify").exits(1).err()).contains(link + ": changed, and no longer a model");

    Files.write(blob, whole);
    assertThat(tsr.db("scan -q --json", library.path("")).exits(0).out()).contains("unchanged");
    catalogue.has("SELECT path FROM failed_files");
  }

  /** A name proves nothing of a content that changed after it was recorded. */
  @Test
  void readsABlobThatChangedAfterItWasRecorded() throws IOException {
    workplace.scan();
    Files.setLastModifiedTime(blob, FileTime.fromMillis(1_000_000_000_000L));
    workplace.scan();
    has(row(OLD, "vae/a.safetensors"));

    tsr.db("verify -q").exits(0);
    Files.setLastModifiedTime(blob, FileTime.fromMillis(1_100_000_000_000L));
    workplace.scan();
    catalogue.has("SELECT hash_source, sha256 FROM local_files", "read|" + sha256);

    catalogue.execute("UPDATE local_files SET hash_source = 'name'");
    byte[] other = Files.readAllBytes(library.model("other.safetensors", 7));
    Files.write(blob, other);
    library.delete("other.safetensors");
    assertThat(tsr.db("scan -q --json", library.path("")).exits(0).out())
        .contains("\"status\":\"changed\"");
    catalogue.has("SELECT hash_source, sha256 FROM local_files", "read|" + Library.sha256(other));
  }

  @Test
  void neverLetsACopyInTheCacheBeDeleted() {
    Path copy = library.model("copy.safetensors", 1);
    Path older = library.path(REPOSITORY + "snapshots/" + OLD + "/vae/a.safetensors");
    workplace.scan();

    assertThat(tsr.db("duplicates --json --keep-under", copy.getParent()).out())
        .contains("\"count\":2");
    tsr.db("duplicates -q --print0 --no-check --keep shortest").prints("");
    assertThat(tsr.db("duplicates --json --keep shortest").out())
        .contains("\"reclaimable_bytes\":0");
    tsr.db("duplicates -q --print0 --keep-under", older.getParent()).prints(copy + "\0");
    assertThat(tsr.db("organise --template x/ --into", folder).out()).contains("\trefused\t");
  }

  @Test
  void keepsTheBlobsOfACopyOfARepositorysFolder() throws IOException {
    library.delete(REPOSITORY + ".no_exist");
    library.move("hub/models--tide--quay", "quay");
    Path copied = library.path("quay/blobs/" + blob.getFileName());
    Path copy = library.model("copy.safetensors", 1);
    workplace.scan();

    assertThat(tsr.db("duplicates -q --keep-under", library.path("quay/snapshots")).out())
        .contains(copied + "\tstays\t");
    tsr.db("duplicates -q --print0 --keep shortest").prints("");
    tsr.db("duplicates -q --print0 --keep-under", library.path("quay")).prints(copy + "\0");
    assertThat(tsr.db("organise --template x/ --into", folder).out())
        .contains("\trefused\tit is in a cache of Hugging Face, which finds it only there");
    catalogue.execute("UPDATE local_files SET type = 'LORA'");
    assertThat(tsr.db("organise --layout comfyui --links", folder.resolve("tree")).out())
        .contains(
            "\trefused\tits name does not end as that of a model, so that no program finds it");
  }

  @Test
  void keepsTheCacheOfDataSetsAndSpacesToo() throws IOException {
    Path copy = library.model("copy.safetensors", 3);
    String hash = Library.sha256(copy).toLowerCase(Locale.ROOT);
    for (String kind : new String[] {"datasets", "spaces"}) {
      library.model("x.safetensors", 3);
      Path other = library.move("x.safetensors", "models--old/" + kind + "--a--b/blobs/" + hash);
      String link = "models--old/" + kind + "--a--b/snapshots/" + OLD + "/x.safetensors";
      Files.createDirectories(library.path(link).getParent());
      library.symlink(link, other);
    }
    workplace.scan();

    tsr.db("duplicates -q --print0 --keep-under", library.path("models--old")).prints(copy + "\0");
    assertThat(tsr.db("duplicates --json --keep-under", library.path("models--old")).exits(0))
        .satisfies(
            result -> assertThat(result.out()).contains("\"count\":3,\"reclaimable_bytes\":"),
            result -> assertThat(result.err()).startsWith("1 copy, "));
    assertThat(tsr.db("organise --template x/ --into", folder).out())
        .containsPattern("models--old/spaces.*\trefused\tit is in a cache of Hugging Face");
  }

  @Test
  void takesTheHashThatADownloadIntoAFolderNoted() throws IOException {
    Path model = library.model("flux/unet/b.safetensors", 7);
    String hash = Library.sha256(model);
    Files.setLastModifiedTime(model, FileTime.fromMillis(1_790_000_000_000L));
    String note = "flux/.cache/huggingface/download/unet/b.safetensors.metadata";
    String lines = OLD + "\n" + hash.toLowerCase(Locale.ROOT) + "\n%s\n";
    library.sidecar(note, lines.formatted("1790000000.5"));
    workplace.scan();
    catalogue.has(
        "SELECT sha256, hash_source FROM local_files WHERE hf_repo IS NULL", hash + "|metadata");

    Files.setLastModifiedTime(model, FileTime.fromMillis(1_790_000_005_000L));
    workplace.scan();
    catalogue.has("SELECT hash_source FROM local_files WHERE hf_repo IS NULL", "read");
  }

  @Test
  void takesEachHashFromTheFolderIntoWhichTheFileWasDownloaded() throws IOException {
    library.model("a/1.safetensors", 1);
    noted("b", "unet/2.safetensors", 2);
    noted("b", "vae/3.safetensors", 3);
    library.model("b/vae/4.safetensors", 4);
    noted("c", "5.safetensors", 5);
    library.model("d/6.safetensors", 6);
    workplace.scan();
    catalogue.has(
        """
        SELECT group_concat(hash_source, ' ' ORDER BY file_path) FROM local_files
        WHERE hf_repo IS NULL
        """,
        "read metadata metadata read metadata read");
  }

  private void noted(String folder, String path, int seed) throws IOException {
    Path model = library.model(folder + "/" + path, seed);
    Files.setLastModifiedTime(model, FileTime.fromMillis(1_790_000_000_000L));
    String hash = Library.sha256(model).toLowerCase(Locale.ROOT);
    library.sidecar(
        folder + "/.cache/huggingface/download/" + path + ".metadata",
        OLD + "\n" + hash + "\n1790000000.5\n");
  }
}
