package dev.tensors.tsr.duplicates;

import static dev.tensors.tsr.program.RewrittenHeaders.HASH;
import static dev.tensors.tsr.program.RewrittenHeaders.OTHERS;
import static dev.tensors.tsr.program.RewrittenHeaders.WEIGHTS;
import static dev.tensors.tsr.program.RewrittenHeaders.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.RewrittenHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class SameWeightsTest extends CommandTest {

  private static final String NONE =
      "No two files have the same weights; tsr db scan FOLDER records new files.\n";

  private static final String HASHED =
      "SELECT replace(file_path, rtrim(file_path, replace(file_path, '/', '')), ''),"
          + " weights_sha256 FROM local_files ORDER BY file_path";

  private RewrittenHeaders headers;

  @BeforeEach
  void home() {
    headers = new RewrittenHeaders(library);
  }

  @Test
  void groupsFilesWhoseHeadersWereRewritten() {
    Path padded = at(30, headers.padded("d.safetensors"));
    Path original = at(10, headers.original("b.safetensors"));
    Path ordered = at(40, headers.inOtherOrder("c.safetensors"));
    Path bare = at(20, headers.withoutMetadata("a.safetensors"));
    Path more = at(50, headers.withMetadata("e.safetensors", "{\"k\":\"1\",\"x\":\"2\"}", WEIGHTS));
    headers.withMetadata("other.safetensors", "{\"k\":\"1\"}", OTHERS);
    workplace.scan();

    sameWeights("--json")
        .prints(
            """
            [{"sha256":null,"size_bytes":null,"count":5,"reclaimable_bytes":0,\
            "files":["%s","%s","%s","%s","%s"],"weights_sha256":"%s","deletable":[]}]
            """
                .formatted(original, bare, padded, ordered, more, HASH),
            "4 files have the same weights under another header\n");
  }

  @Test
  void tellsWhichHeaderEachFileHas() {
    Path original = at(10, headers.original("a.safetensors"));
    Path more =
        at(
            20,
            headers.withMetadata(
                "b.safetensors",
                "{\"k\":\"2\",\"l\":\"\",\"m\":\"\",\"n\":\"\",\"o\":\"\"}",
                WEIGHTS));
    Path copy = at(25, headers.original("copy.safetensors"));
    Path bare = at(30, headers.withoutMetadata("c.safetensors"));
    Path padded = at(40, headers.padded("d.safetensors"));
    workplace.scan();

    String originalHash = Library.sha256(original);
    sameWeights()
        .prints(
            String.join(
                    "\n",
                    row(original, "stays", 155, originalHash, "131 B"),
                    row(copy, "copy", 155, originalHash, "131 B"),
                    row(
                        more,
                        "other header",
                        183,
                        Library.sha256(more),
                        "159 B; added l, m, n and 1 more; changed k"),
                    row(bare, "other header", 130, Library.sha256(bare), "106 B; removed k"),
                    row(
                        padded,
                        "other header",
                        160,
                        Library.sha256(padded),
                        "136 B; same metadata"))
                + "\n",
            "1 copy, 155 B can be freed; 3 files have the same weights under another header\n");
  }

  private static String row(Path file, String status, int size, String sha256, String header) {
    return String.join("\t", file.toString(), status, "" + size, sha256, header);
  }

  @Test
  void keepsExactCopiesOneGroupAndCountsOnlyThemAsReclaimable() {
    Path copy = at(20, headers.original("a.safetensors"));
    Path original = at(10, headers.original("b.safetensors"));
    workplace.scan();

    String exact =
        """
        [{"sha256":"%s","size_bytes":155,"count":2,"reclaimable_bytes":155,\
        "files":["%s","%s"],"weights_sha256":null,"deletable":["%s"]}]
        """
            .formatted(Library.sha256(original), original, copy, copy);
    sameWeights("--json").shows(exact);

    Path bare = at(30, headers.withoutMetadata("c.safetensors"));
    workplace.scan();
    sameWeights("--json", "--exit-code", "-q")
        .ends(
            1,
            """
            [{"sha256":null,"size_bytes":null,"count":3,"reclaimable_bytes":155,\
            "files":["%s","%s","%s"],"weights_sha256":"%s","deletable":["%s"]}]
            """
                .formatted(original, copy, bare, HASH, copy),
            "");
  }

  @Test
  void readsOnlyWhatMayHaveTheWeightsOfAnotherAndEachContentOnce() {
    headers.original("a.safetensors");
    headers.original("a-copy.safetensors");
    headers.withMetadata("b.safetensors", "{\"k\":\"3\"}", OTHERS);
    library.model("c.safetensors", 16, 1, "{}");
    library.model("d.safetensors", 17, 1, "{}");
    workplace.scan();

    assertThat(sameWeights("-q", "--jobs", "1", "--json").out()).contains("a-copy.safetensors");
    String others = Library.sha256(OTHERS);
    catalogue.has(
        HASHED,
        "a-copy.safetensors|" + HASH,
        "a.safetensors|" + HASH,
        "b.safetensors|" + others,
        "c.safetensors|null",
        "d.safetensors|null");

    RewrittenHeaders.damage(headers.library().path("b.safetensors")); // is not read again
    sameWeights();
    assertThat(catalogue.rows(HASHED)).contains("b.safetensors|" + others);
  }

  @Test
  void remembersTheHashUntilTheFileChanges() {
    at(10, headers.original("a.safetensors"));
    at(10, headers.withoutMetadata("b.safetensors"));
    workplace.scan();
    sameWeights();
    Path changed = at(20, headers.withMetadata("b.safetensors", "{\"k\":\"4\"}", OTHERS));

    sameWeights()
        .prints(
            "", changed + " has changed or is gone, and is not counted; scan its folder\n" + NONE);
    workplace.scan();
    catalogue.has(HASHED, "a.safetensors|" + HASH, "b.safetensors|null");
    sameWeights().prints("", NONE);
  }

  @Test
  void readsNoFileThatChangedSinceItWasRecorded() throws Exception {
    at(10, headers.original("a.safetensors"));
    Path changed = at(10, headers.withoutMetadata("b.safetensors"));
    workplace.scan();
    at(20, changed);

    assertThat(sameWeights().err()).startsWith(changed + " has changed or is gone");
    catalogue.has(HASHED, "a.safetensors|" + HASH, "b.safetensors|null");

    Files.delete(changed);
    Files.createDirectory(changed);
    assertThat(sameWeights().err()).startsWith(changed + " has changed or is gone");
  }

  @Test
  void neverGroupsFilesWithoutWeights() {
    String empty = "\"e\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}";
    library.headed("a.safetensors", "{" + empty, new byte[0]);
    library.headed("b.safetensors", "{\"__metadata__\":{\"k\":\"1\"}," + empty, new byte[0]);
    library.headed("c.safetensors", "{\"__metadata__\":{\"k\":\"1\"}}", new byte[0]);
    library.headed("d.safetensors", "{\"__metadata__\":{\"k\":\"2\"}}", new byte[0]);
    workplace.scan();

    sameWeights("--json").prints("[]\n", NONE);
    scan("--weights", "-q");
    sameWeights("--json").prints("[]\n", NONE);
    assertThat(catalogue.rows(HASHED)).hasSize(4).allMatch(row -> row.endsWith("|null"));
  }

  @Test
  void believesNoClaimOfAHeader() {
    String claim = "{\"sshs_model_hash\":\"%s\",\"modelspec.hash_sha256\":\"0x%1$s\"}";
    headers.withMetadata("a.safetensors", claim.formatted(HASH), WEIGHTS);
    headers.withMetadata("b.safetensors", claim.formatted(HASH), OTHERS);
    workplace.scan();

    sameWeights("--json").prints("[]\n", NONE);
  }

  @Test
  void tellsOfFilesThatAnOlderTsrRecorded() {
    headers.original("a.safetensors");
    headers.withoutMetadata("b.safetensors");
    workplace.scan();
    catalogue.execute("UPDATE local_files SET identified_version = 0, tensors_digest = NULL");

    sameWeights()
        .prints(
            "",
            "2 files were recorded by an older tsr and cannot be compared; scan their folders"
                + " once\n"
                + NONE);
    workplace.scan();
    assertThat(sameWeights("--json").out()).contains("\"count\":2,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--print0 --same-weights | --print0 and --same-weights exclude each other: a file with"
            + " another header is no copy",
        "--jobs 2 | --jobs is for --same-weights only"
      })
  void refusesOptionsThatDoNotFit(String options, String message) {
    Result result = tsr.run(("db duplicates " + options).split(" ")).exits(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("tsr: " + message + "\nUsage: tsr db duplicates ");
  }

  @Test
  void scansWithTwoDigestsInOneRead() throws Exception {
    headers.original("a.safetensors");
    Path large = library.holedModel("b.safetensors", 3 << 20, "{}");
    library.file("c.ckpt", new byte[] {1, 2, 3});
    String all = "--pickles";

    assertThat(scan(all, "--weights", "--json", "-q").out())
        .contains("\"sha256\":\"" + Library.sha256(large) + "\"");
    String holes = Library.sha256(new byte[3 << 20]);
    catalogue.has(HASHED, "a.safetensors|" + HASH, "b.safetensors|" + holes, "c.ckpt|null");
    assertThat(scan(all, "--weights").err()).endsWith("3 unchanged; nothing to read\n");
  }

  @Test
  void scansUnchangedFilesOnceForTheirWeights() throws Exception {
    Path file = headers.original("a.safetensors");
    workplace.scan();
    Files.createLink(library.path("A-link.safetensors"), file);

    assertThat(scan("--weights", "--dry-run").err()).contains("a dry run");
    assertThat(scan("--weights", "--exit-code").err()).startsWith("1 new, 1 unchanged; 155 B read");
    scan("--weights").says("0 new, 2 unchanged; nothing to read\n");
    headers.original("copy.safetensors");
    workplace.scan();
    catalogue.has(
        HASHED, "A-link.safetensors|" + HASH, "a.safetensors|" + HASH, "copy.safetensors|" + HASH);
  }

  private Result scan(String... options) {
    return tsr.db("scan", library.path(""), options);
  }

  private Result sameWeights(Object... options) {
    return tsr.db("duplicates --same-weights", options);
  }
}
