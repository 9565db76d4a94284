package dev.tensors.tsr.organise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.organise.moves.RunLock;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class OrganiseTest extends CommandTest {

  private static final String UNCHANGED = "Nothing was changed: --do does it.\n";

  private Path comfy;
  private Library models;

  @BeforeEach
  void makeComfyUi() throws IOException {
    comfy = Files.createDirectory(folder.resolve("ComfyUI"));
    models = new Library(comfy.resolve("models"));
  }

  /** Records a model of a type, as if its tensors showed that. */
  private Path model(String name, String type, String base) {
    Path file = library.model(name, 16, name.hashCode(), "{}");
    workplace.scan();
    catalogue.execute(
        "UPDATE local_files SET type = '%s', base_model = '%s' WHERE file_path = '%s'"
            .formatted(type, base, file));
    return file;
  }

  private Path model(String name, String type) {
    return model(name, type, "SDXL 1.0");
  }

  private Object[] into(Object... others) {
    return new Object[] {"--layout", "comfyui", "--into", comfy, others};
  }

  /** All that is below a folder: paths, and of files their contents, permissions and times. */
  private static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(OrganiseTest::described).sorted().toList();
    }
  }

  private static String described(Path path) {
    try {
      return "%s %s %s %s"
          .formatted(
              path,
              PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
              Files.getLastModifiedTime(path),
              Files.isDirectory(path) ? "" : Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void plansAndChangesNothing() throws IOException {
    Path lora = model("heap/b.safetensors", "LORA");
    Path vae = model("heap/a.safetensors", "VAE");
    Path unknown = library.model("heap/c.safetensors", 3);
    Path workflow = model("heap/d.safetensors", "Workflows");
    workplace.scan();
    List<String> before = tree(folder.resolve("models"));

    tsr.db("organise", into())
        .prints(
            """
            %s	%s/models/loras/b.safetensors	move	\n\
            %s	%s/models/vae/a.safetensors	move	\n\
            %s		stays	its type is not known
            %s		stays	comfyui has no folder for its type, Workflows
            """
                .formatted(lora, comfy, vae, comfy, unknown, workflow),
            "2 to move (%s B, no bytes copied), 2 stay\n".formatted(2 * Files.size(lora))
                + UNCHANGED);

    assertThat(tree(folder.resolve("models"))).isEqualTo(before);
    assertThat(comfy).isEmptyDirectory();
    assertThat(home).isDirectoryNotContaining("glob:**-organise");
    catalogue.has("SELECT count(*) FROM move_runs", "0");
  }

  @Test
  void saysWhyAPlanHasNoFile() throws IOException {
    Files.createDirectories(library.path("empty"));
    tsr.db("scan -q", library.path("empty")).exits(0);
    String none = "The catalogue has no files yet; run tsr db scan FOLDER.\n";
    tsr.db("organise", into()).prints("", none);
    tsr.db("organise --do --where type:lora", into()).prints("", none);

    Files.delete(model("empty/a.safetensors", "LORA"));
    String gone = "No file is here; tsr db list --missing shows those that are gone.\n";
    catalogue.execute("UPDATE local_files SET missing_since = '2026-01-01T00:00:00Z'");
    tsr.db("organise", into()).prints("", gone);
    tsr.db("organise --where type:lora", into())
        .prints("", "No file matches --where; tsr db list shows all files that are here.\n");
    tsr.db("organise --undo=7").fails(4, "tsr: run 7: no such run of tsr db organise\n");
  }

  /** To list the entries of a pipe waits until another program writes into it. */
  @Test
  @Timeout(30)
  void waitsForNoPipeInThePlaceOfAFolder() throws Exception {
    Path file = model("heap/a.safetensors", "LORA");
    Path pipe = Files.createDirectories(models.path("")).resolve("loras");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    tsr.db("organise -q", into())
        .prints("%1$s\t%2$s/a.safetensors\trefused\t%2$s is a file\n".formatted(file, pipe));
    assertThat(tsr.db("organise --layout forge --links", pipe).exits(2).err())
        .startsWith(
            "tsr: " + pipe + ": --links needs a new or empty folder, or one in which it has made");
  }

  @Test
  void givesNoNewNameToAFileThatIsAllEnding() {
    Path file = model("heap/.safetensors", "LORA");

    tsr.db("organise -q --template {base}/{file}-x", into())
        .prints("%s\t%s/loras/SDXL 1.0/.safetensors\tmove\t\n".formatted(file, models.path("")));
  }

  /** What does not fit stands below, and nothing is cut off. */
  @Test
  void showsAWholePlanAtEightyColumns() throws IOException {
    String name = "a".repeat(90) + ".safetensors";
    Path heap = Files.createDirectory(home.resolve("heap"));
    Library own = new Library(heap);
    own.model("short.safetensors", 1);
    own.model(name, 2);
    own.model("z.safetensors", 3);
    tsr.db("scan -q", heap).exits(0);
    catalogue.execute("UPDATE local_files SET type = 'LORA'");
    catalogue.execute("UPDATE local_files SET type = 'Workflows' WHERE file_path LIKE '%/z.%'");
    Path program = Files.createDirectory(home.resolve("ComfyUI"));
    own.sidecar("short.safetensors", "other");

    tsr.on(new StandardStreams(true, true, true, 80));
    assertThat(tsr.db("organise -q --color never --layout comfyui --into", program).exits(0).out())
        .isEqualTo(
            """
            ~/ComfyUI/models/loras/
              %s
              %s
                from ~/heap/
              short.safetensors  from ~/heap/
                refused: it has changed since the last scan; run tsr db scan first

            stays
              ~/heap/z.safetensors: comfyui has no folder for its type, Workflows
            """
                .formatted(name.substring(0, 78), name.substring(78)));
  }

  @Test
  void movesWithWhatIsBesideAndTakesItBack() throws IOException {
    Path lora = model("heap/sub/retro.safetensors", "LORA");
    model("heap/sub/retro.v2.safetensors", "VAE");
    library.sidecar("heap/sub/retro.civitai.info", "{}");
    library.sidecar("heap/sub/retro.preview.png", "png");
    library.sidecar("heap/sub/retro_0.jpg", "jpg");
    library.sidecar("heap/sub/retro.v2.json", "{}");
    library.sidecar("heap/sub/retro.v2.safetensors.rgthree-info.json", "{}");
    library.sidecar("heap/sub/retrospective.txt", "mine");
    library.sidecar("heap/retro.txt", "elsewhere");
    Files.setPosixFilePermissions(
        library.path("heap/sub"), PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(lora, PosixFilePermissions.fromString("rw-------"));
    for (String name : List.of("heap/sub/retro.preview.png", "heap/sub", "heap")) {
      Files.setLastModifiedTime(
          library.path(name), FileTime.from(Instant.parse("2020-01-02T03:04:05.123456789Z")));
    }
    List<String> before = tree(folder.resolve("models"));
    String id =
        catalogue.rows("SELECT id FROM local_files WHERE file_path = '" + lora + "'").get(0);

    tsr.db("organise --json --do", into())
        .shows(
            """
            [{"file_path":"%1$s/retro.safetensors","new_path":"%2$s/loras/retro.safetensors",\
            "beside":["%1$s/retro.civitai.info","%1$s/retro.preview.png","%1$s/retro_0.jpg"],\
            "status":"moved","reason":null},
             {"file_path":"%1$s/retro.v2.safetensors","new_path":"%2$s/vae/retro.v2.safetensors",\
            "beside":["%1$s/retro.v2.json","%1$s/retro.v2.safetensors.rgthree-info.json"],\
            "status":"moved","reason":null}]
            """
                .formatted(library.path("heap/sub"), models.path("")));
    assertThat(names(models.path("")))
        .containsExactly(
            "loras/retro.civitai.info",
            "loras/retro.preview.png",
            "loras/retro.safetensors",
            "loras/retro_0.jpg",
            "vae/retro.v2.json",
            "vae/retro.v2.safetensors",
            "vae/retro.v2.safetensors.rgthree-info.json");
    assertThat(names(library.path("")))
        .containsExactly("heap/retro.txt", "heap/sub/retrospective.txt");
    catalogue.has(
        "SELECT file_path FROM local_files WHERE id = " + id,
        models.path("loras/retro.safetensors").toString());
    catalogue.has(
        "SELECT path FROM scan_roots", models.path("").toString(), library.path("").toString());
    assertThat(tsr.db("scan --json").out()).doesNotContain("\"missing\"").doesNotContain("\"new\"");
    catalogue.has("SELECT count(*) FROM moves WHERE moved_at IS NULL", "0");

    tsr.db("organise --undo")
        .says(
            "2 moved back (%s B, no bytes copied)\n".formatted(2 * Files.size(lora))
                + "This was run 2; tsr db organise --undo=2 moves them again.\n");
    assertThat(tree(folder.resolve("models"))).isEqualTo(before);
    assertThat(comfy).isEmptyDirectory();
    catalogue.has("SELECT file_path FROM local_files WHERE id = " + id, lora.toString());
    catalogue.has("SELECT path FROM scan_roots", library.path("").toString());
    tsr.db("organise --undo").prints("", "No run of tsr db organise is left to take back.\n");

    // Undone, the undo moves them again, and scan searches the new folder again.
    tsr.db("organise --undo=2 -q").exits(0);
    catalogue.has(
        "SELECT path FROM scan_roots", models.path("").toString(), library.path("").toString());
  }

  @Test
  void removesFoldersThatBecomeEmptyButNoneThatIsRememberedOrOfAType() throws IOException {
    model("a/b/x.safetensors", "LORA");
    model("vae/y.safetensors", "LORA");
    model("kept/z.safetensors", "LORA");
    library.sidecar("kept/mine.txt", "");

    tsr.db("organise --do -q", into()).exits(0);

    assertThat(library.path("")).isDirectoryContaining("glob:**/vae");
    assertThat(library.path("a")).doesNotExist();
    assertThat(library.path("kept")).exists();
    tsr.db("organise --undo -q").exits(0);
    assertThat(names(library.path("")))
        .containsExactly(
            "a/b/x.safetensors", "kept/mine.txt", "kept/z.safetensors", "vae/y.safetensors");
  }

  @Test
  void leavesFilesWhereTheProgramFindsThem() {
    tsr.db("scan -q", models.model("loras/mine/deep/a.safetensors", 1)).exits(0);
    models.model("unet/b.safetensors", 2);
    models.model("clip/c.safetensors", 3);
    models.model("vae/d.safetensors", 4);
    tsr.db("scan -q", models.path("")).exits(0);
    catalogue.execute(
        """
        UPDATE local_files SET type = CASE substr(file_path, -13, 1)
          WHEN 'a' THEN 'LORA' WHEN 'b' THEN 'UNet' WHEN 'c' THEN 'TextEncoder' ELSE 'LORA' END
        """);

    tsr.db("organise", into())
        .prints(
            "%1$s/vae/d.safetensors\t%1$s/loras/d.safetensors\tmove\t\n".formatted(models.path("")),
            "3 in place, 1 to move (97 B, no bytes copied)\n" + UNCHANGED);
    assertThat(tsr.db("organise --json -q", into()).out()).contains("\"in_place\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          {base}/                   ¦ loras/SDXL 1.0/old.safetensors
          {base}/{rating|unrated}/  ¦ loras/SDXL 1.0/unrated/old.safetensors
          /x//{type}/               ¦ loras/x/LORA/old.safetensors
          {base}/{type}-{file}      ¦ loras/SDXL 1.0/LORA-old.safetensors
          {file}                    ¦ loras/old.safetensors
          {note}/                   ¦ loras/_._.._a_b_c/old.safetensors
          {tag}/                    ¦ loras/_con/old.safetensors
          {published|never}/        ¦ loras/never/old.safetensors
          {size_bytes}/             ¦ loras/97/old.safetensors
          """)
  void makesFoldersAndNamesFromFields(String template, String path) {
    model("heap/old.safetensors", "LORA");
    tsr.db("note old --tag con --tag x --text", "../..\\a/b:c. ").exits(0);

    tsr.db("organise -q --do --into", comfy, "--template", template).exits(0);

    assertThat(comfy.resolve(path)).exists();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          {base   ¦ { is left open in {base; close it with }
          base}/  ¦ } closes nothing in base}/
          {bas}/  ¦ files have no field 'bas'; did you mean base?
          ../     ¦ no folder is called ..
          a/../b  ¦ no folder is called ..
          /       ¦ / names no folder; such as '{base}/'
          ''      ¦ it is empty; such as '{base}/'
          """)
  void saysWhatIsWrongWithATemplate(String template, String message) {
    assertThat(tsr.db("organise --into", comfy, "--template", template).exits(2).err())
        .startsWith("tsr: Invalid value for option '--template': " + message + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          --into x¦ name the program with --layout, or the folders with --template, or both
          --layout forge¦ name the folder of the program with --into, or one for symlinks with --links
          --undo --do¦ --undo takes back all of a run, at once; --dry-run shows it
          --undo --layout forge¦ --undo takes back what a run did, and has no other options than --dry-run
          --dry-run¦ --dry-run is for --undo; without --do nothing is changed
          --exit-code¦ --exit-code is for --check
          --check --do¦ --check --do moves the files that lie wrong: name the program's folder with --into
          --layout forge --into x --links y¦ --links and --into exclude each other: the links are made below the folder of --links
          --layout vlad¦ Invalid value for option '--layout': 'vlad'; write one of comfyui, a1111, forge, swarmui, sdnext, stability-matrix, fooocus
          --layout confy-ui¦ Invalid value for option '--layout': 'confy-ui'; did you mean comfyui?
          --layout comfyui --into x --yaml --do¦ --yaml prints a list of folders, and moves nothing; leave out --do, or name --links
          --undo 0¦ Invalid value for option '--undo': '0' is not a whole number from 1 to 2147483647
          """)
  void refusesOptionsThatDoNotFit(String options, String message) {
    assertThat(tsr.db("organise " + options).exits(2).err()).startsWith("tsr: " + message + "\n");
  }

  @Test
  void refusesAFolderThatIsNotThereOrIsThatOfModels() throws IOException {
    tsr.db("organise --layout comfyui --into /nosuch")
        .fails(4, "tsr: /nosuch: no such folder; create it, or check the path after --into\n");
    Files.createDirectories(models.path("loras"));

    assertThat(tsr.db("organise --layout comfyui --into", models.path("")).exits(2).err())
        .startsWith(
            "tsr: %s has no folder models, but folders of models itself; name the folder above it with --into\n"
                .formatted(models.path("")));
  }

  @Test
  void leavesAFileOfWhichAFieldIsNotKnown() {
    Path file = model("a.safetensors", "LORA");

    tsr.db("organise --template {creator}/", into())
        .prints(
            file + "\t\tstays\tits creator is not known; write {creator|TEXT} in --template\n",
            "1 stays\n");
  }

  @Test
  void refusesATargetThatExistsOrThatAnotherFileTakes() throws IOException {
    Path first = model("a/x.safetensors", "LORA");
    Path second = model("b/x.safetensors", "LORA");
    Path third = model("c/y.safetensors", "LORA");
    library.sidecar("c/y.json", "{}");
    models.sidecar("loras/y.json", "another");

    String rows =
        """
        %1$s	%4$s/loras/x.safetensors	%5$s	%6$s
        %2$s	%4$s/loras/x.safetensors	refused	another file of this plan goes to %4$s/loras/x.safetensors
        %3$s	%4$s/loras/y.safetensors	refused	%4$s/loras/y.json exists
        """;
    tsr.db("organise", into())
        .prints(
            rows.formatted(first, second, third, models.path(""), "move", ""),
            "1 to move (97 B, no bytes copied), 2 refused\n" + UNCHANGED);
    tsr.db("organise --do", into())
        .exits(3)
        .says(
            """
            tsr: %1$s: another file of this plan goes to %3$s/loras/x.safetensors
            tsr: %2$s: %3$s/loras/y.json exists
            1 moved (97 B, no bytes copied), 2 refused
            This was run 1; tsr db organise --undo takes it back.
            """
                .formatted(second, third, models.path("")));
    assertThat(models.path("loras/y.json")).hasContent("another");
    assertThat(library.path("c/y.json")).exists();
  }

  @Test
  void refusesWhatOtherProgramsKeepAndWhatIsNotThere() throws IOException {
    Path cached = model("hub/models--a--b/snapshots/0f/x.safetensors", "LORA");
    Path invoke = model("invoke/models/01234567-89ab-cdef-0123-456789abcdef/y.safetensors", "LORA");
    Path gone = model("z.safetensors", "LORA");
    Files.delete(gone);
    Path outside = new Library(folder).model("outside.safetensors", 1);
    tsr.db("scan -q", outside).exits(0);
    catalogue.execute("UPDATE local_files SET type = 'LORA'");

    tsr.db("organise", into())
        .shows(
            """
            %s		refused	it is in a cache of Hugging Face, which finds it only there
            %s		refused	it is in the store of InvokeAI, which finds it only there
            %s		refused	it lies outside of the folders that tsr db scan searches
            %s	%s/loras/z.safetensors	refused	it is not there any more; tsr db scan finds out where it is
            """
                .formatted(cached, invoke, outside, gone, models.path(""))
                .lines()
                .sorted(
                    java.util.Comparator.comparing((String line) -> line.contains("\t\t") ? 1 : 0))
                .collect(java.util.stream.Collectors.joining("\n", "", "\n")));
    tsr.db("organise -q --do", into()).exits(3);
    assertThat(cached).exists();
    assertThat(invoke).exists();
    assertThat(outside).exists();
  }

  /** One of them cannot take along what belongs to both. */
  @Test
  void movesModelsThatShareSidecarsTogetherOrNotAtAll() throws IOException {
    model("a/x.safetensors", "LORA");
    model("a/x.sft", "VAE");
    library.sidecar("a/x.json", "{}");
    model("b/y.safetensors", "LORA");
    model("b/y.sft", "DoRA");
    library.sidecar("b/y.json", "{}");
    model("c/z.safetensors", "LORA");
    library.file("c/z.ckpt", new byte[1]);
    library.sidecar("c/z.json", "{}");
    model("d/w.safetensors", "LORA");
    model("d/w.sft", "VAE");

    assertThat(tsr.db("organise --do -q", into()).exits(3).column(2))
        .containsExactly("refused", "refused", "refused", "moved", "moved", "moved", "moved");

    assertThat(names(models.path("")))
        .containsExactly(
            "loras/w.safetensors",
            "loras/y.json",
            "loras/y.safetensors",
            "loras/y.sft",
            "vae/w.sft");
    tsr.db("organise --undo -q").exits(0);
    assertThat(names(library.path("b"))).containsExactly("y.json", "y.safetensors", "y.sft");
  }

  @Test
  void refusesAModelWithASymlinkBesideIt() throws IOException {
    model("a/x.safetensors", "LORA");
    library.symlink("a/x.png", Path.of("../elsewhere.png"));

    assertThat(tsr.db("organise --do -q", into()).exits(3).err())
        .contains("x.png beside it is a symlink; move it yourself, or remove it");
  }

  @Test
  void namesSymlinksThatWouldLeadNowhere() throws IOException {
    Path lora = model("a/x.safetensors", "LORA");
    model("b/y.safetensors", "LORA");
    model("b/z.safetensors", "Workflows");
    library.symlink("a/alias.safetensors", Path.of("x.safetensors"));
    library.symlink("b/second.safetensors", Path.of("../a/alias.safetensors"));
    library.symlink("b/stays.safetensors", Path.of("z.safetensors"));
    library.symlink("b/gone.safetensors", Path.of("nowhere.safetensors"));
    String names =
        "  %s\n  %s\n"
            .formatted(library.path("a/alias.safetensors"), library.path("b/second.safetensors"));

    assertThat(tsr.db("organise", into()).exits(0).err())
        .endsWith(
            UNCHANGED + "2 symlinks lead to files that would move, and then nowhere:\n" + names);
    assertThat(tsr.db("organise --do", into()).exits(0).err())
        .contains(
            "1 stays\n2 symlinks led to files that were moved; make them anew, or delete them:\n"
                + names
                + "This was run 1;");
    tsr.db("organise --undo -q").exits(0);
    assertThat(library.path("b/second.safetensors")).hasSameBinaryContentAs(lora);
  }

  @Test
  void namesFilesThatNameTheirModelInside() throws IOException {
    Path lora = model("a/x.safetensors", "LORA");
    library.sidecar("a/x.metadata.json", "{\"file_path\":\"" + lora + "\"}");
    library.sidecar("a/x.json", "{\"notes\":\"x.safetensors\"}");

    tsr.db("organise --do", into())
        .says(
            """
            1 moved (97 B, no bytes copied)
            A file names its model by its old path, and was left as it is:
              %s
            This was run 1; tsr db organise --undo takes it back.
            """
                .formatted(models.path("loras/x.metadata.json")));
    assertThat(models.path("loras/x.metadata.json")).hasContent("{\"file_path\":\"" + lora + "\"}");
  }

  @Test
  void refusesAFileThatHasChangedSinceTheScan() throws IOException {
    Path file = model("x.safetensors", "LORA");
    Files.writeString(file, "other");

    assertThat(tsr.db("organise --do -q", into()).exits(3).err())
        .isEqualTo(
            "tsr: %s: it has changed since the last scan; run tsr db scan first\n".formatted(file));
    tsr.db("organise", into())
        .prints(
            "%s\t%s/loras/x.safetensors\trefused\tit has changed since the last scan; run tsr db scan first\n"
                .formatted(file, models.path("")),
            "1 refused\n");
    assertThat(file).hasContent("other");
    catalogue.has("SELECT count(*) FROM moves", "0");
  }

  @Test
  void takesBackWhatIsAsItWasLeftAndRefusesTheRest() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      model(name + ".safetensors", "LORA");
    }
    library.sidecar("d.json", "{}");
    tsr.db("organise --do -q", into()).exits(0);
    Files.writeString(models.path("loras/a.safetensors"), "changed");
    library.sidecar("b.safetensors", "taken");
    Files.createDirectory(folder.resolve("other"));
    tsr.db(
            "organise --do -q --template {file}x --where name:c.safetensors --into",
            folder.resolve("other"))
        .exits(0);
    models.sidecar("loras/d.json", "{\"longer\":1}");
    models.sidecar("loras/d.preview.png", "new");

    assertThat(tsr.db("organise --undo 1").exits(3).err())
        .isEqualTo(
            """
            tsr: %2$s/c.safetensors was moved on to %3$s/other/loras/cx.safetensors
            tsr: %2$s/b.safetensors: %1$s/b.safetensors exists
            tsr: %2$s/a.safetensors has changed since; run tsr db scan first
            1 moved back (97 B, no bytes copied), 3 refused
            This was run 3; tsr db organise --undo=3 moves them again.
            """
                .formatted(library.path(""), models.path("loras"), folder));
    assertThat(names(library.path("")))
        .containsExactly("b.safetensors", "d.json", "d.preview.png", "d.safetensors");
    tsr.db("organise --undo 99 -q").fails(4, "tsr: run 99: no such run of tsr db organise\n");
    tsr.db("organise --undo -q").exits(0);
    assertThat(models.path("loras/c.safetensors")).exists();
  }

  /** A copy that is gone is recorded where the file goes. */
  @Test
  void keepsWhatIsKnownOfAFileThatTakesThePathOfAMissingCopy() throws IOException {
    Path damaged = model("new/a.safetensors", "LORA");
    Path whole = model("new/b.safetensors", "LORA");
    for (Path file : List.of(damaged, whole)) {
      Path copy = models.path("loras").resolve(file.getFileName());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
      Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
    }
    models.model("loras/other.safetensors", 5);
    tsr.db("scan -q", models.path("")).exits(0);
    models.delete("loras/a.safetensors");
    models.delete("loras/b.safetensors");
    tsr.db("scan -q", models.path("")).exits(0);
    catalogue.execute(
        """
        UPDATE local_files SET damaged_at = '2026-01-01T00:00:00Z'
        WHERE file_path LIKE '%new/a.%' OR file_path LIKE '%loras/b.%'
        """);

    tsr.db("organise --do -q", into()).exits(0);

    catalogue.has(
        """
        SELECT substr(file_path, -19), damaged_at IS NULL, mtime_ns = 0 FROM local_files
        WHERE file_path NOT LIKE '%other%' ORDER BY file_path
        """,
        "loras/a.safetensors|0|0", "loras/b.safetensors|1|0");
    assertThat(tsr.db("scan", models.path("")).exits(0).err()).contains("nothing to read");
  }

  /** Whether the files of the last run are only away for now, nobody knows. */
  @Test
  void namesTheRunBeforeOneOfWhichNothingIsLeft() throws IOException {
    model("a.safetensors", "LORA");
    tsr.db("organise --do -q", into()).exits(0);
    model("b.safetensors", "LORA");
    tsr.db("organise --do -q", into()).exits(0);
    Path gone = models.path("loras/b.safetensors");
    Files.delete(gone);
    String before = "1 refused\ntsr db organise --undo=1 takes the run before it back.\n";

    tsr.db("organise --undo --dry-run").exits(0).says(before);
    tsr.db("organise --undo")
        .exits(3)
        .says(
            "tsr: %s is not there any more; tsr db scan finds out where it is\n".formatted(gone)
                + before);
    tsr.db("organise --undo=1 -q").exits(0);
    assertThat(library.path("a.safetensors")).exists();
    tsr.db("organise --undo")
        .exits(3)
        .says(
            "tsr: 1 file is unreachable: %s is not there. Is a disk not mounted?\n1 refused\n"
                .formatted(models.path("")));
  }

  /** On a disk without hard links an empty file holds the name until the file takes it. */
  @Test
  void removesAfterAKillOnlyTheEmptyFileThatHeldTheName() throws IOException {
    Path file = model("a.safetensors", "LORA");
    Path to = models.path("loras/a.safetensors");
    tsr.db("organise --do -q", into()).exits(0);
    String killed =
        "UPDATE moves SET moved_at = NULL, copy_path = %s; UPDATE move_runs SET ended_at = NULL";

    catalogue.execute(killed.formatted("'" + to + "'"));
    tsr.db("organise --undo -q").exits(0);
    assertThat(file).isRegularFile();
    assertThat(to).doesNotExist();

    tsr.db("organise --do -q", into()).exits(0);
    Files.createFile(file);
    catalogue.execute(killed.formatted("'" + file + "'"));
    catalogue.execute("UPDATE move_runs SET whole = 0");
    tsr.db("organise --do -q", into()).exits(0);
    assertThat(file).doesNotExist();
    assertThat(to).isNotEmptyFile();

    tsr.db("organise --undo -q").exits(0);
    Files.createDirectories(to.getParent());
    Files.createFile(to);
    catalogue.execute("DELETE FROM moves WHERE run < (SELECT max(run) FROM moves)");
    catalogue.execute(
        "UPDATE moves SET moved_at = NULL, from_path = to_path, to_path = from_path; UPDATE move_runs SET ended_at = NULL");
    tsr.db("organise --do -q", into()).exits(3);
    assertThat(to).isEmptyFile();
    catalogue.has("SELECT count(*) FROM moves", "0");
  }

  /** An undo that was killed when all files were back, and before their folder had its time. */
  @Test
  void givesAFolderItsTimeAfterAnUndoThatWasKilled() throws IOException {
    model("a.safetensors", "LORA");
    model("b.safetensors", "VAE");
    FileTime before = FileTime.from(Instant.parse("2020-01-02T03:04:05.123456789Z"));
    Files.setLastModifiedTime(library.path(""), before);
    tsr.db("organise --do -q --where type:lora", into()).exits(0);
    tsr.db("organise --do -q", into()).exits(0);
    tsr.db("organise --undo -q").exits(0);
    FileTime left = FileTime.from(Instant.parse("2020-01-02T03:04:06Z"));
    Files.setLastModifiedTime(library.path(""), left);
    catalogue.execute("UPDATE move_runs SET whole = 0 WHERE run = 3");
    catalogue.execute(
        "UPDATE move_folders SET after_ns = %d WHERE run = 3 AND path = '%s'"
            .formatted(left.to(TimeUnit.NANOSECONDS), library.path("")));

    tsr.db("organise --undo").says("no file of the run is left to move back\n");
    tsr.db("organise --undo -q").exits(0);

    assertThat(Files.getLastModifiedTime(library.path(""))).isEqualTo(before);
  }

  @Test
  void showsWhatItWouldTakeBack() throws IOException {
    model("a.safetensors", "LORA");
    tsr.db("organise --do -q", into()).exits(0);

    tsr.db("organise --undo --dry-run")
        .prints(
            "%s/loras/a.safetensors\t%s/a.safetensors\tmove\t\n"
                .formatted(models.path(""), library.path("")),
            "1 to move (97 B, no bytes copied)\nNothing was moved: without --dry-run it is.\n");
    assertThat(models.path("loras/a.safetensors")).exists();
  }

  @Test
  void takesAnUndoBackWhereItIsNamed() throws IOException {
    model("a.safetensors", "LORA");
    tsr.db("organise --do -q", into()).exits(0);
    tsr.db("organise --undo -q").exits(0);

    tsr.db("organise --undo 2 -q").exits(0);

    assertThat(names(models.path(""))).containsExactly("loras/a.safetensors");
  }

  @Test
  void findsWhatLiesInAWrongFolder() throws IOException {
    Path lora = model("checkpoints/a.safetensors", "LORA");
    Path sdxl = model("loras/sdxl/b.safetensors", "LORA");
    model("LORA/vae/c.safetensors", "VAE");
    Path unet = model("Stable-diffusion/d.safetensors", "UNet");
    model("mine/e.safetensors", "VAE");

    tsr.db("organise --check")
        .prints(
            lora
                + "\t\tstays\ta file of type LORA in a folder checkpoints; comfyui looks for it in loras\n",
            "1 lies in a wrong folder\n");
    tsr.db("organise --check --exit-code -q --layout sdnext")
        .ends(
            1,
            unet
                + "\t\tstays\ta file of type UNet in a folder Stable-diffusion; sdnext looks for it in UNET\n"
                + lora
                + "\t\tstays\ta file of type LORA in a folder checkpoints; sdnext looks for it in Lora\n"
                + sdxl
                + "\t\tstays\ta file of type LORA in a folder loras; sdnext looks for it in Lora\n",
            "");
    assertThat(tsr.db("list is:misfiled -q").names()).containsExactly("a");
    assertThat(tsr.db("list not:is:misfiled -q").names()).containsExactly("c", "d", "b", "e");
    tsr.db("organise --check", into())
        .says("2 to move (%d B, no bytes copied)\n".formatted(2 * Files.size(lora)) + UNCHANGED);
    tsr.db("organise --check --do -q", into()).exits(0);
    assertThat(models.path("loras/a.safetensors")).exists();
    tsr.db("organise --check --exit-code").prints("", "no file lies in a wrong folder\n");
  }

  @Test
  void makesATreeOfSymlinksAndBringsItUpToDate() throws IOException {
    Path lora = model("a.safetensors", "LORA");
    Path vae = model("b.safetensors", "VAE");
    library.sidecar("a.png", "png");
    Path tree = folder.resolve("tree");

    tsr.db("organise --layout forge --links", tree)
        .prints(
            "%1$s\t%3$s/models/Lora/a.safetensors\tlink\t\n%2$s\t%3$s/models/VAE/b.safetensors\tlink\t\n"
                .formatted(lora, vae, tree),
            "2 to link\n" + UNCHANGED);
    assertThat(tree).doesNotExist();
    tsr.db("organise --layout forge --do --links", tree)
        .prints(
            "%1$s\t%3$s/models/Lora/a.safetensors\tlinked\t\n%2$s\t%3$s/models/VAE/b.safetensors\tlinked\t\n"
                .formatted(lora, vae, tree),
            "2 linked\n");
    assertThat(tree.resolve("models/Lora/a.png")).isSymbolicLink().hasContent("png");
    assertThat(tree.resolve("models/Lora/a.safetensors")).isSymbolicLink();
    Files.createDirectory(tree.resolve("models/mine"));
    Files.writeString(tree.resolve("models/mine/x"), "mine");
    catalogue.execute("UPDATE local_files SET type = 'DoRA'");

    tsr.db("organise --layout forge --do --links", tree)
        .says(
            """
            A link is no longer wanted:
              %s/models/VAE/b.safetensors
            1 in place, 1 linked, 1 link removed
            """
                .formatted(tree));
    assertThat(tree.resolve("models/VAE")).doesNotExist();
    assertThat(tree.resolve("models/mine/x")).exists();
    assertThat(tree.resolve("models/Lora/b.safetensors")).isSymbolicLink();
    assertThat(tsr.db("organise --layout forge --do --links", home).exits(2).err())
        .startsWith(
            "tsr: %s: --links needs a new or empty folder, or one in which it has made links before\n"
                .formatted(home));
    assertThat(lora).isRegularFile();
  }

  @Test
  void plansALinkOnlyWhereThereIsNone() throws IOException {
    Path lora = model("a.safetensors", "LORA");
    Path tree = folder.resolve("tree");
    tsr.db("organise --layout forge --do -q --links", tree).exits(0);
    Path taken = tree.resolve("models/Lora/b.safetensors");
    Path other = model("b.safetensors", "LORA");

    tsr.db("organise --layout forge --links", tree).says("1 in place, 1 to link\n" + UNCHANGED);
    Files.writeString(taken, "mine");
    tsr.db("organise --layout forge --links", tree)
        .prints(
            "%s\t%2$s\trefused\t%2$s exists, and is no link that tsr made\n"
                .formatted(other, taken),
            "1 in place, 1 refused\n");
    tsr.db("organise --layout forge --do -q --links", tree).exits(3);
    assertThat(taken).hasContent("mine");
    assertThat(tree.resolve("models/Lora/a.safetensors"))
        .isSymbolicLink()
        .hasSameBinaryContentAs(lora);
  }

  @Test
  void saysWhichLinksItWouldRemove() throws IOException {
    for (int i = 10; i < 32; i++) {
      model(i + ".safetensors", "LORA");
    }
    Path tree = folder.resolve("tree");
    tsr.db("organise --layout forge --do -q --links", tree).exits(0);

    String plan = tsr.db("organise --layout forge --where name:zzz --links", tree).exits(0).err();

    assertThat(plan)
        .contains(
            "22 links are no longer wanted:\n  " + tree.resolve("models/Lora/10.safetensors\n"))
        .endsWith("29.safetensors\n  and 2 others\n22 links to remove\n" + UNCHANGED);
    assertThat(tree.resolve("models/Lora/10.safetensors")).isSymbolicLink();
    assertThat(tsr.db("organise --layout forge --do --where name:zzz --links", tree).exits(0).err())
        .endsWith("  and 2 others\n22 links removed\n");
    assertThat(tree.resolve("models")).doesNotExist();
  }

  @Test
  void replacesNoLinkInItsTreeThatIsTheUsers() throws IOException {
    Path lora = model("a.safetensors", "LORA");
    model("b.safetensors", "LORA");
    Path tree = folder.resolve("tree/models/Lora");
    tsr.db("organise --layout forge --do -q --where name:b --links", folder.resolve("tree"))
        .exits(0);
    Path own = Files.createSymbolicLink(tree.resolve("a.safetensors"), Path.of("/nowhere"));

    for (int run = 0; run < 2; run++) {
      assertThat(
              tsr.db("organise --layout forge --do -q --links", folder.resolve("tree"))
                  .exits(3)
                  .err())
          .isEqualTo("tsr: %s: %s exists, and is no link that tsr made\n".formatted(lora, own));
      assertThat(Files.readSymbolicLink(own)).isEqualTo(Path.of("/nowhere"));
    }

    Files.delete(own);
    Files.createSymbolicLink(own, lora);
    tsr.db("organise --layout forge --do -q --links", folder.resolve("tree")).exits(0);
    tsr.db("organise --layout forge --do -q --where name:b --links", folder.resolve("tree"))
        .exits(0);
    assertThat(own).isSymbolicLink();
  }

  @Test
  void printsTheListOfFoldersForComfyUi() {
    tsr.db("organise --layout a1111 --yaml --links", folder.resolve("tree"))
        .prints(
            """
            tsr:
              base_path: "%s/tree/models"
              checkpoints: Stable-diffusion
              loras: |
                Lora
                LyCORIS
              vae: |
                VAE
                VAE-approx
                VAE-taesd
              embeddings: ../embeddings
              hypernetworks: hypernetworks
              controlnet: ControlNet
              upscale_models: |
                ESRGAN
                RealESRGAN
                SwinIR
                DAT
                ScuNET
            """
                .formatted(folder));
  }

  @Test
  void letsOneRunMoveFilesAtATime() throws IOException {
    model("a.safetensors", "LORA");

    try (RunLock lock = RunLock.take(database).orElseThrow()) {
      assertThat(lock).isNotNull();
      tsr.db("organise --do --json", into())
          .ends(
              6,
              "[]\n",
              "tsr: %s: another tsr db organise is moving files; wait until it has ended\n"
                  .formatted(database));
      tsr.db("organise -q", into()).exits(0);
    }
    tsr.db("organise --do -q", into()).exits(0);
    assertThat(home).isDirectoryNotContaining("glob:**-organise");
  }

  @Test
  void saysThatItsLockCannotBeWritten() throws IOException {
    model("a.safetensors", "LORA");
    Path lock = Files.createDirectory(Path.of(database + "-organise"));

    tsr.db("organise --do -q", into())
        .fails(
            6,
            "tsr: %s: its lock %s cannot be written (%s); check its permissions and those of its folder\n"
                .formatted(database, lock.getFileName(), "Is a directory"));
  }

  @Test
  void takesTheOtherSpelling() {
    workplace.scan();
    tsr.db("organize --check -q").exits(0);
    assertThat(tsr.db("organize --help").out()).startsWith("Usage: tsr db organize");
  }

  /** A workflow still calls the file by its old name. */
  @Test
  void isFoundByItsOldName() throws IOException {
    model("old name.safetensors", "LORA");
    tsr.db("organise --do -q --template new", into()).exits(0);

    assertThat(tsr.withInput("<lora:old name:1>").db("needs - --json").exits(0).out())
        .contains("\"status\":\"here\",\"match\":\"old_name\"")
        .contains("loras/new.safetensors");
    tsr.db("organise --undo -q").exits(0);
    assertThat(tsr.withInput("<lora:old name:1>").db("needs - --json").exits(0).out())
        .contains("\"match\":\"name\"");
  }

  @Test
  void scansTheFoldersOfComfyUi() throws IOException {
    Path extra = Files.createDirectories(folder.resolve("extra/Lora"));
    new Library(extra).model("a.safetensors", 1);
    models.model("vae/b.safetensors", 2);
    Files.writeString(
        comfy.resolve("extra_model_paths.yaml"),
        """
        # as a user writes it
        a111:
            base_path: ../extra
            loras: |
                 Lora
                 LyCORIS
            vae: [a, b]
        empty:
        gone:
          base_path: $NOWHERE/x
          is_default: true
          loras: y
        """);

    tsr.db("scan -q --format jsonl --comfyui", comfy)
        .exits(4)
        .says(
            """
            tsr: %1$s/extra_model_paths.yaml: a111.vae is no text, so that ComfyUI cannot read it; write folders as lines below vae: |
            tsr: %1$s/$NOWHERE/x: no such folder or file; nothing was marked missing. Is a disk not mounted?
            """
                .formatted(comfy));
    catalogue.has("SELECT count(*) FROM local_files", "2");
  }
}
