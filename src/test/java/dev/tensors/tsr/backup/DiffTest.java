package dev.tensors.tsr.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A desktop, which runs the command, and a laptop. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class DiffTest extends CommandTest {

  private static final String USAGE = "Usage: tsr db diff [OPTIONS] OTHER.DB\n";

  private Workplace laptop;
  private Path there;

  @BeforeEach
  void libraries() throws IOException {
    library.model("fog.safetensors", 1);
    library.model("copies/fog.safetensors", 1);
    library.model("rain.safetensors", 2);
    workplace.scan();
    laptop = Workplace.in(Files.createDirectory(folder.resolve("laptop")));
    laptop.library().model("rain-renamed.safetensors", 2);
    laptop.library().model("sea/mist.safetensors", 3);
    laptop.scan();
    laptop
        .catalogue()
        .model(100, "Harbour")
        .version(101, "v1", "SDXL 1.0")
        .linked(laptop.library().path("sea/mist.safetensors"));
    there = laptop.database();
  }

  private String row(String status, Path here, Path other, String model, String version) {
    return """
    {"sha256":"%s","status":"%s","file_path":%s,"other_path":%s,"size_bytes":97,\
    "model_name":%s,"version_name":%s,"model_type":%s,"base_model":%s}"""
        .formatted(
            Library.sha256(here == null ? other : here),
            status,
            quoted(here),
            quoted(other),
            quoted(model),
            quoted(version),
            quoted(model == null ? null : "LORA"),
            quoted(model == null ? null : "SDXL 1.0"));
  }

  private static String quoted(Object text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  @Test
  void tellsWhichContentIsWhere() {
    Path rain = library.path("rain.safetensors");
    Path renamed = laptop.library().path("rain-renamed.safetensors");
    Path mist = laptop.library().path("sea/mist.safetensors");
    String fog = row("only_here", library.path("fog.safetensors"), null, null, null);
    String sums = "1 file only here (97 B), 1 file only there (97 B), 1 file in both (97 B)\n";

    tsr.db("diff --json", there)
        .prints(
            "[%s,\n %s]\n".formatted(fog, row("only_there", null, mist, "Harbour", "v1")), sums);
    tsr.db("diff --json --all", there)
        .prints(
            "[%s,\n %s,\n %s]\n"
                .formatted(
                    fog,
                    row("both", rain, renamed, null, null),
                    row("only_there", null, mist, "Harbour", "v1")),
            sums);
    tsr.db("diff", there)
        .prints(
            "only_here\t%s\t\t97\t\t\t\t\nonly_there\t\t%s\t97\tHarbour\tv1\tLORA\tSDXL 1.0\n"
                .formatted(library.path("fog.safetensors"), mist),
            sums);
    assertThat(tsr.db("diff -q --exit-code", there).exitCode()).isEqualTo(1);
  }

  /** Also by what it does not print. */
  @Test
  void endsWithOneWhereOnlyThisMachineHasSomething() {
    tsr.db("backup -q", folder.resolve("copy.db")).exits(0);
    library.model("new.safetensors", 9);
    workplace.scan();

    tsr.db("diff --print0 --exit-code", folder.resolve("copy.db")).ends(1, "", "");
    tsr.db("diff --format aria2 --exit-code", folder.resolve("copy.db")).ends(1, "", "");
  }

  @Test
  void findsNoDifferenceToACopy() {
    tsr.db("backup -q", folder.resolve("copy.db")).exits(0);

    tsr.db("diff --exit-code --json", folder.resolve("copy.db"))
        .prints("[]\n", "0 files only here, 0 files only there, 2 files in both (194 B)\n");
  }

  /** A term about CivitAI's data or a path is asked where the file is. */
  @Test
  void asksTermsOfTheCatalogueThatHoldsTheFile() {
    String table =
        tsr.db("diff -q --format table --where", "hash_source:read model:harbour", there).out();
    assertThat(table.replaceAll(" +", " "))
        .isEqualTo(
            """
            STATUS FILE OTHER FILE SIZE MODEL VERSION TYPE BASE HASH SOURCE
            only_there %s 97 B Harbour v1 LORA SDXL 1.0 read
            """
                .formatted(laptop.library().path("sea/mist.safetensors")));
    assertThat(tsr.db("diff -q --where model:harbour", there).column(0))
        .containsExactly("only_there");
    assertThat(tsr.db("diff -q --where path:copies", there).column(1))
        .containsExactly(library.path("copies/fog.safetensors").toString());
    assertThat(tsr.db("diff -q --where not:path:copies", there).column(1))
        .containsExactly(library.path("fog.safetensors").toString(), "");
  }

  @Test
  void countsWhatIsMissingOrUnreachableAsNotThere() throws IOException {
    laptop.library().delete("rain-renamed.safetensors");
    laptop.scan();
    assertThat(tsr.db("diff -q", there).column(0))
        .containsExactly("only_here", "only_here", "only_there");

    Files.move(library.path(""), folder.resolve("unmounted"));
    Files.createDirectory(library.path(""));
    String warning =
        "tsr: 3 files are unreachable: %s is empty. Is a disk not mounted?\n"
            .formatted(library.path(""));
    Result diff = tsr.db("diff -q", there).exits(0);
    diff.says(warning);
    assertThat(diff.column(0)).containsExactly("only_there");
    tsr.db("diff -q --print0", there).prints("sea/mist.safetensors\0", warning);
  }

  @Test
  void printsPathsForRsync() {
    tsr.db("diff --print0", there).prints("sea/mist.safetensors\0", "");
    tsr.db("diff --print0 --under", laptop.library().path("sea"), there)
        .prints("mist.safetensors\0", "");
    tsr.db("diff --print0 --under /other", there)
        .fails(
            2,
            "tsr: --under=/other: the other machine scanned %s\n"
                    .formatted(laptop.library().path(""))
                + USAGE);
  }

  /** rsync would take the line for a comment. */
  @Test
  void printsNamesThatRsyncReadsAsNames() {
    laptop.library().model("#1.safetensors", 7);
    laptop.library().model(";2.safetensors", 8);
    laptop.scan();

    tsr.db("diff --print0", there)
        .prints("./#1.safetensors\0./;2.safetensors\0sea/mist.safetensors\0", "");
  }

  @Test
  void printsPathsBelowOneOfSeveralFolders() {
    Library second = new Library(laptop.library().path("").resolveSibling("more"));
    second.model("hail.safetensors", 4);
    laptop.tsr().db("scan -q", second.path("")).exits(0);

    tsr.db("diff --print0", there)
        .fails(
            2,
            "tsr: the other machine scanned several folders; name one with --under: %s, %s\n"
                    .formatted(laptop.library().path(""), second.path(""))
                + USAGE);
    tsr.db("diff --print0 --under", second.path(""), there)
        .prints(
            "hail.safetensors\0",
            "1 file there in other folders than %s left out\n".formatted(second.path("")));
  }

  @Test
  void writesWhatADownloadProgramGets() throws IOException {
    Path mist = laptop.library().path("sea/mist.safetensors");
    laptop.library().model("hail.safetensors", 4);
    laptop.scan();
    laptop
        .catalogue()
        .execute(
            """
            UPDATE models SET fetched_at = '2026';
            INSERT INTO version_files
                (id, civitai_id, version_id, name, type, is_primary, fetched_at, download_url)
              VALUES (9, 5, 1, 'mist-v1.safetensors', 'Model', 1, '2026', 'https://civitai.com/f/5');
            INSERT INTO file_hashes (file_id, hash_type, hash_value) VALUES (9, 'SHA256', '%s')
            """
                .formatted(Library.sha256(mist)));
    catalogue.model(200, "Mine").version(201, "v").linked(library.path("copies/fog.safetensors"));

    tsr.db("diff --format aria2", there)
        .ends(
            3,
            """
            https://civitai.com/f/5
              dir=%s
              out=mist.safetensors
              checksum=sha-256=%s
              follow-torrent=false
              follow-metalink=false
            """
                .formatted(library.path("copies"), Library.sha256(mist)),
            "tsr: %s: no address is known, since it is not linked to CivitAI there\n"
                .formatted(laptop.library().path("hail.safetensors")));

    catalogue.execute("UPDATE models SET type = 'VAE'; UPDATE local_files SET type = 'VAE'");
    assertThat(tsr.db("diff -q --format aria2", there).out())
        .as("into the scanned folder, where no file of its type is")
        .contains("  dir=%s\n".formatted(library.path("")));
  }

  @Test
  void refusesWhatCannotBeCompared() throws IOException {
    tsr.db("diff", database)
        .fails(
            2, "tsr: %s is the catalogue in use; name another one\n".formatted(database) + USAGE);
    tsr.db("diff --json", folder.resolve("no.db"))
        .ends(
            4,
            "[]\n",
            "tsr: %s: no such catalogue; check the path\n".formatted(folder.resolve("no.db")));
    Path text = Files.writeString(folder.resolve("a.txt"), "some words that are no database");
    tsr.db("diff", text)
        .fails(6, "tsr: %s: not an SQLite database; name another file\n".formatted(text));
    tsr.db("diff", folder)
        .fails(6, "tsr: %s: a folder, not a database; name a file\n".formatted(folder));
    laptop.catalogue().execute("PRAGMA user_version = 99");
    assertThat(tsr.db("diff", there).exits(6).err()).contains("made by a newer tsr");
    tsr.db("diff --print0 --json", there)
        .ends(
            2,
            "[]\n",
            "tsr: --print0 is a format of its own; leave out --format and --json\n" + USAGE);
    tsr.db("diff --print0 --all", there)
        .fails(2, "tsr: --print0 and --all exclude each other: both have those files\n" + USAGE);
    tsr.db("diff --under x", there).fails(2, "tsr: --under is for --print0 only\n" + USAGE);
  }

  /** An older catalogue is upgraded in a copy only. */
  @Test
  void readsAnOlderCatalogueAndChangesNothingInIt() throws IOException {
    Path old = folder.resolve("old.db");
    new Catalogue(old)
        .execute(
            """
            CREATE TABLE local_files (id INTEGER PRIMARY KEY, file_path TEXT, sha256 TEXT,
              created_at TEXT, updated_at TEXT);
            CREATE TABLE models (id INTEGER PRIMARY KEY, civitai_id INTEGER, name TEXT);
            INSERT INTO local_files VALUES (1, '/old/a.safetensors', '%s', '2025', '2025')
            """
                .formatted("A".repeat(64)));
    byte[] before = Files.readAllBytes(old);

    assertThat(tsr.db("diff -q", old).column(0))
        .containsExactly("only_here", "only_here", "only_there");
    assertThat(old).hasBinaryContent(before);
    assertThat(folder.resolve("old.db-wal")).doesNotExist();
  }
}
