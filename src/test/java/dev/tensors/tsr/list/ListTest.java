package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ListTest extends CommandTest {

  @TempDir private static Path shared;
  private static Workplace template;

  @BeforeAll
  static void template() throws IOException {
    template = filled(shared);
  }

  /** Two models: a LoRA with three versions, and an embedding. */
  private static Workplace filled(Path folder) throws IOException {
    Workplace workplace = Workplace.in(folder);
    Library library = workplace.library();
    dated(library.model("x/a.safetensors", 10, 1, "{}"), 3);
    dated(library.model("y/B.safetensors", 30, 2, "{}"), 1);
    dated(library.model("x/c.safetensors", 20, 3, "{}"), 4);
    dated(library.model("z/d.safetensors", 5, 4, "{}"), 2);
    cacheModels(workplace.scan().catalogue(), library);
    return workplace;
  }

  /** Most tests change no file: each has a catalogue of its own, of the same files. */
  @BeforeEach
  void copy() {
    template.catalogue().copyTo(catalogue);
    library = template.library();
    tsr = new Program(template.home()).with("TENSORS_DB", database.toString());
  }

  /** For a test that changes files. */
  private void ownFiles() throws IOException {
    workplace = filled(Files.createDirectory(folder.resolve("own")));
    tsr = workplace.tsr();
    catalogue = workplace.catalogue();
    library = workplace.library();
  }

  static void cacheModels(Catalogue catalogue, Library library) {
    catalogue
        .model(100, "Watercolour")
        .creator("ann")
        .tags("soft", "paint")
        .version(103, "v3", "SDXL 1.0")
        .version(102, "v2", "SD 1.5")
        .linked(library.path("z/d.safetensors"))
        .version(101, "v1", "SDXL 1.0")
        .words("first", " second,(a, b:1.2),first , ")
        .linked(library.path("x/a.safetensors"));
    catalogue
        .model(200, "Hands")
        .with("type", "TextualInversion")
        .version(201, "one", "SD 1.5 LCM")
        .linked(library.path("y/B.safetensors"));
    catalogue.execute(
        """
        UPDATE model_versions SET download_url = 'https://c.example/' || civitai_id;
        UPDATE local_files SET link_source = 'civitai', link_match = 'sha256'
          WHERE file_path LIKE '%/a.safetensors';
        """);
  }

  private static void dated(Path file, long seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000 * seconds));
  }

  @Test
  void tellsWhatIsKnownOfAFile() {
    Path file = library.path("x/a.safetensors");
    String created = catalogue.rows("SELECT DISTINCT created_at FROM local_files").getFirst();

    tsr.db("list -b sdxl --json")
        .prints(
            """
            [{"id":1,"file_path":"%s","sha256":"%s","size_bytes":%d,"header_size":73,\
            "tensor_count":1,"civitai_model_id":100,"civitai_version_id":101,\
            "model_name":"Watercolour","model_type":"LORA","version_name":"v1",\
            "base_model":"SDXL 1.0","creator":"ann","triggers":["first","second","(a, b:1.2)"],\
            "latest_version_id":103,"latest_version_name":"v3","missing_since":null,\
            "created_at":"%s","updated_at":"%s","identified_by":"civitai","precision":null,\
            "parameters":10,"rank":null,"tags":["soft","paint"],\
            "page_url":"https://civitai.com/models/100","note":null,"rating":null,\
            "favourite":false,"images_made":null,"last_used_at":null,"base_candidates":[],\
            "link_source":"civitai","link_match":"sha256","permissions":null,\
            "base_licence":"OpenRAIL++-M","gone_at":null,"published_at":null,"component":null,"known_name":null,"known_url":null,"air":null,\
            "hash_source":"read","hf_repo":null,"hf_path":null,"hf_revision":null,"hf_licence":null,\
            "header_type":null,"workflows_used":null}]
            """
                .formatted(file, Library.sha256(file), file.toFile().length(), created, created),
            "1 file, 91 B\n");
  }

  @Test
  void leavesUnknownWhatCivitaiHasNotSaid() {
    assertThat(tsr.db("list --unlinked --format jsonl").out())
        .contains(
            "\"civitai_model_id\":null,\"civitai_version_id\":null,\"model_name\":null,"
                + "\"model_type\":null,\"version_name\":null,\"base_model\":null,\"creator\":null,"
                + "\"triggers\":[],\"latest_version_id\":null,\"latest_version_name\":null,"
                + "\"missing_since\":null")
        .contains("\"tags\":[],\"page_url\":null,\"note\":null")
        .endsWith(
            "\"link_match\":null,\"permissions\":null,\"base_licence\":null,\"gone_at\":null,"
                + "\"published_at\":null,\"component\":null,\"known_name\":null,\"known_url\":null,\"air\":null,\"hash_source\":\"read\","
                + "\"hf_repo\":null,\"hf_path\":null,\"hf_revision\":null,\"hf_licence\":null,\"header_type\":null,\"workflows_used\":null}\n");
  }

  /** Of a version that was withdrawn, and of a model that is gone. */
  @Test
  void tellsSinceWhenAModelIsGoneAndWhenItsVersionWasPublished() {
    catalogue.execute("UPDATE model_versions SET gone_at = 'v', published_at = 'p'");
    assertThat(tsr.db("list -b sdxl --json").out())
        .contains("\"gone_at\":\"v\",\"published_at\":\"p\",");

    catalogue.execute("UPDATE models SET gone_at = 'm'");
    assertThat(tsr.db("list -b sdxl --json").out())
        .contains("\"gone_at\":\"m\",\"published_at\":\"p\",");
  }

  @Test
  void writesTheSameColumnsAsTableAndTsv() {
    Path file = library.path("y/B.safetensors");

    assertThat(tsr.db("list -t embedding --format table").out().lines())
        .containsExactly(
            "FILE              SIZE  MODEL  TYPE              VERSION  BASE",
            "y/B.safetensors  111 B  Hands  TextualInversion  one      SD 1.5 LCM");
    tsr.db("list -t embedding")
        .prints(file + "\t111\tHands\tTextualInversion\tone\tSD 1.5 LCM\n", "1 file, 111 B\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sort path            | a c B d",
        "--sort name            | a B c d",
        "--sort size            | B c a d",
        "--sort DATE            | c a d B",
        "--sort size -n 2       | B c",
        "--sort size --reverse  | d a c B",
        "--reverse              | d B c a",
        "--sort rating --reverse | a c B d",
        "--sort tags            | a d c B",
        "--sort word --reverse  | a c B d",
        "--sort permissions     | a c B d",
        "--sort base_candidates | a c B d",
        "-t lora                | a d",
        "-t LoRA -b SD15        | d",
        "-t lora -t embedding   | a B d",
        "-b sdxl -b sd15        | a d",
        "-b 'SD 1.5 LCM' -t ti -t VAE | B",
        "-n 0                   | a c B d",
        "--under PATH/x         | a c",
        "--under PATH/x/        | a c",
        "--under PATH/x/../z    | d",
        "--under PATH/nowhere   | ",
        "--base SDXL-1.0        | a",
        "--base sd              | a B d",
        "--base 'sd 1.5'        | d",
        "--type ti              | B",
        "--unlinked             | c",
        "--outdated             | a",
        "--missing              | ",
      })
  void choosesAndSorts(String options, String names) {
    assertThat(names(options)).isEqualTo(names == null ? "" : names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type:lora                       | a d",
        "type:lora,ti                    | a B d",
        "type:=LORA                      | a d",
        "not:type:lora                   | c B",
        "type:none                       | c",
        "base:sdxl                       | a",
        "base:any                        | a B d",
        "model:water                     | a d",
        "model:=watercolour              | a d",
        "model:=water                    | ",
        "model:none                      | c",
        "creator:ANN                     | a d",
        "not:creator:ann                 | c B",
        "version:v                       | a d",
        "tag:soft                        | a d",
        "tag:=sof                        | ",
        "tag:sof                         | a d",
        "tag:mine                        | c",
        "tag:none                        | B",
        "word:second                     | a",
        "word:=second                    | a",
        "word:=secon                     | ",
        "word:none                       | c B d",
        "rating:4                        | c",
        "rating:>=4                      | c",
        "rating:>4                       | ",
        "rating:3..5                     | c",
        "rating:none                     | a B d",
        "not:rating:4                    | a B d",
        "favourite:yes                   | c",
        "is:favourite                    | c",
        "note:caf\u00E9                   | c",
        "note:CAFE                       | c",
        "weight:0.7                      | c",
        "size:>110                       | B",
        "size:>=101                      | c B",
        "size:91..101                    | a c",
        "size:91..0.1K                   | a c B",
        "size:<1K                        | a c B d",
        "size:any                        | a c B d",
        "modified:1970                   | a c B d",
        "modified:1970-01-01             | a c B d",
        "modified:>1970-01-01            | ",
        "modified:<=1970-01-01T00:00:02Z | B d",
        "modified:1970-01-01T00:00:03Z..1970-01 | a c",
        "added:>=1d                      | a c B d",
        "added:<1d                       | ",
        "name:=a.safetensors             | a",
        "name:.safe                      | a c B d",
        "folder:x                        | a c",
        "folder:PATH/y                   | B",
        "folder:~/../models/y            | B",
        "folder:=~/../models/x           | a c",
        "folder:~                        | ",
        "path:PATH/z                     | d",
        "path:/x/                        | a c",
        "hash:SHA                        | a",
        "sha256:SHA                      | a",
        "not:sha256:any                  | ",
        "source:civitai                  | a",
        "is:linked                       | a B d",
        "is:unlinked                     | c",
        "is:outdated                     | a",
        "is:linked,unlinked              | a c B d",
        "not:is:linked                   | c",
        "is:missing                      | ",
        "not:not:is:linked               | a B d",
        "soft not:second                 | d",
        "text:soft                       | a d",
        "'not:soft'                      | c B",
        "'NieR:Automata'                 | ",
        "'model:water,hands'             | a B d",
        "'model:a\\,b'                   | ",
        "precision:none                  | a c B d",
        "civitai_version_id:101..102     | a d",
        "https://civitai.com/models/100  | a d",
        "civitai.red/models/100/x?modelVersionId=101 | a",
        "urn:air:sd1:lora:civitai:100@102 | d",
        "not:civitai:200                 | a c d",
        "page_url:com/models/100         | a d",
        "page_url:none                   | c",
        "added:<=9999                    | a c B d",
        "folder:=x                       | a c",
        "folder:=/x/                     | ",
        "folder:none                     | ",
        "hash:=SHA                       | ",
        "weight:-1..0                    | ",
        "rank:none,>-2                   | a c B d",
      })
  void understandsTerms(String terms, String names) {
    String note = library.path("x/c.safetensors").toString();
    tsr.db(
        "note",
        note,
        "--rating",
        "4",
        "--favourite",
        "--text",
        "Cafe\u0301 au lait",
        "--tag",
        "mine",
        "--weight",
        "0.7");

    String hash = Library.sha256(library.path("x/a.safetensors")).substring(0, 12);
    assertThat(names(terms.replace("SHA", hash))).isEqualTo(names == null ? "" : names);
  }

  @Test
  void takesEachKeyOfItsJsonAsAField() {
    String header = tsr.db("list --format csv").out().lines().findFirst().orElseThrow();
    for (String key : header.split(",")) {
      assertThat((names(key + ":any") + " " + names(key + ":none")).strip().split(" "))
          .as(key)
          .containsExactlyInAnyOrder("a", "c", "B", "d");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | a term is empty; leave it out, or write what to look for",
        "ratng:4           | ratng: is no field; did you mean rating:? To find the text itself, write"
            + " text:ratng:4",
        "tga:x             | tga: is no field; did you mean tag:? To find the text itself, write"
            + " text:tga:x",
        "sha265:1A2B       | sha265: is no field; did you mean sha256:? To find the text itself, write"
            + " text:sha265:1A2B",
        "si:linked         | si: is no field; did you mean is:? To find the text itself, write"
            + " text:si:linked",
        "tag:              | 'tag:' has no value after the colon; to find the text itself, write"
            + " text:tag:",
        "rating:           | 'rating:' has no value after the colon; quote > and < for the shell, as"
            + " in 'rating:>=4'",
        "not:size:         | 'size:' has no value after the colon; quote > and < for the shell, as"
            + " in 'size:>500M'",
        "added:            | 'added:' has no value after the colon; quote > and < for the shell, as"
            + " in 'added:>=30d'",
        "tag:a,,b          | 'tag:a,,b' has an empty value; write \\, for a comma",
        "rating:good       | rating: is compared with a number such as 4 or >=4, not 'good'",
        "size:big          | size: is compared with a size such as 2G or >500M, not 'big'",
        "added:soon        | added: is compared with a day such as 2026-03 or >=30d, not 'soon'",
        "added:2026-13     | added: is compared with a day such as 2026-03 or >=30d, not"
            + " '2026-13'",
        "favourite:maybe   | favourite: is yes or no, not 'maybe'",
        "is:lost           | files are never 'lost'; write one of conflict, copy, damaged,"
            + " failed, favourite, gone, here, ignored, incomplete, linked, mature, misfiled, missing, outdated,"
            + " paid, superseded, unlinked, unreachable, unused",
        "is:unlnked        | files are never 'unlnked'; did you mean unlinked?",
        "is:Here           | files are never 'Here'; did you mean here?",
        "licence:gift      | licence: is never 'gift'; write one of images, rent, rent-civitai, sell,"
            + " no-credit, merges, relicense",
        "licence:rnt       | licence: is never 'rnt'; did you mean rent?",
        "source:civtai     | source: is never 'civtai'; did you mean civitai?",
        "rating:9..1       | rating:9..1 ends before it begins; write rating:1..9",
        "rating:4.5..4     | rating:4.5..4 ends before it begins; write rating:4..4.5",
        "size:2G..500M     | size:2G..500M ends before it begins; write size:500M..2G",
        "added:30d..60d    | added:30d..60d ends before it begins; write added:60d..30d",
        "not:published:2026-05..2026-04 | published:2026-05..2026-04 ends before it begins; write"
            + " published:2026-04..2026-05",
      })
  void saysWhichTermIsWrong(String term, String message) {
    tsr.db("list", term)
        .exits(2)
        .says("tsr: " + message + "\nUsage: tsr db list [OPTIONS] [TERM...]\n");
  }

  /** What CivitAI's answers say of them, in all forms in which it is stored. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "licence:images             | a d",
        "licence:rent               | a d",
        "licence:rent-civitai       | B",
        "licence:sell               | ",
        "licence:images,rent-civitai | a B d",
        "licence:no-credit          | B",
        "licence:merges             | a d",
        "licence:relicense          | ",
        "licence:none               | c",
        "licence:any                | a B d",
        "not:licence:images         | c B",
        "permissions:images         | a d",
        "base_licence:openrail      | a B d",
        "base_licence:=OpenRAIL-M   | d",
        "air:@101                   | a",
        "is:paid                    | a",
        "is:superseded              | ",
        "is:conflict                | B",
        "is:copy                    | ",
        "hash:feed                  | c",
        "hash:FEEDFACE              | c",
        "hash:=0xfeedface01         | c",
        "hash:=feedface             | ",
        "hash:BEEF                  | a",
      })
  void asksLicencesPricesAndHashes(String terms, String names) {
    catalogue.execute(
        """
        UPDATE models SET allow_commercial_use = 'Image, Rent', allow_derivatives = 1,
          allow_no_credit = 0 WHERE id = 1;
        UPDATE models SET allow_commercial_use = '{RentCivit}', allow_no_credit = 1 WHERE id = 2;
        UPDATE model_versions SET paid_access = '{"permanent":true}' WHERE civitai_id = 103;
        UPDATE model_versions SET air = 'urn:air:sdxl:lora:civitai:100@101' WHERE civitai_id = 101;
        UPDATE local_files SET type = 'LORA', base_candidates = 'SD 1.5; SD 1.4';
        UPDATE local_files SET base_candidates = 'SDXL 1.0; Pony' WHERE file_path LIKE '%/a.%';
        UPDATE local_files SET type = 'VAE', identified_by = 'metadata', base_candidates = 'Pony'
          WHERE file_path LIKE '%/d.%';
        UPDATE local_files SET type = 'LoCon' WHERE file_path LIKE '%/a.%';
        UPDATE local_files SET type = 'TextualInversion', base_model = 'SD 1.5'
          WHERE file_path LIKE '%/B.%';
        UPDATE local_files SET type = 'LoCon' WHERE file_path LIKE '%/d.%';
        INSERT INTO safetensor_metadata (local_file_id, key, value)
          SELECT id, 'sshs_model_hash', '0xfeedface01' FROM local_files
          WHERE file_path LIKE '%/c.%';
        """);
    Path file = library.path("x/a.safetensors");
    catalogue
        .model(300, "Same")
        .version(301, "v1")
        .file(302, "a.safetensors", "SHA256", Library.sha256(file), "CRC32", "BEEF1234");

    assertThat(names(terms)).isEqualTo(names == null ? "" : names);
  }

  @Test
  void asksWhetherANewerVersionIsHere() {
    catalogue.link(library.path("x/c.safetensors"), 103);

    assertThat(names("is:superseded")).isEqualTo("a");
    assertThat(names("is:outdated")).isEmpty();
  }

  @Test
  void countsAMissingFileAsACopyOfOneThatIsHere() throws IOException {
    ownFiles();
    Path copy = library.path("z/copy.safetensors");
    Files.copy(library.path("x/a.safetensors"), copy);
    workplace.scan();
    assertThat(names("is:copy")).isEqualTo("a copy");

    Files.delete(copy);
    workplace.scan();
    assertThat(names("is:copy is:missing")).isEqualTo("copy");
    assertThat(names("is:copy")).isEmpty();
  }

  @Test
  void showsTheChosenFieldsInEveryFormat() {
    Path file = library.path("y/B.safetensors");

    tsr.db("list -t ti --fields states,size,sha256,path --json")
        .prints(
            """
            [{"states":["linked","here"],"size_bytes":111,"sha256":"%s","file_path":"%s"}]
            """
                .formatted(Library.sha256(file), file),
            "1 file, 111 B\n");
    tsr.db("list -t ti --fields base,civitai_model_id,triggers --format table -q")
        .prints(
            """
            BASE        CIVITAI MODEL ID  TRIGGERS
            SD 1.5 LCM               200
            """);
    tsr.db("list -t ti --fields name --fields rank,note -q").prints("B.safetensors\t\t\n");
    tsr.db("list -t ti --fields missing_since,model_name --format csv -q")
        .prints("missing_since,model_name\r\n,Hands\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fields id,sice_bytes | --fields: files have no field 'sice_bytes'; did you mean size_bytes?",
        "--fields states,pth    | --fields: files have no field 'pth'; did you mean path?",
        "--fields SIZE          | --fields: files have no field 'SIZE'; did you mean size?",
        "--fields id,name,id    | --fields: 'id' names id again; name each key once",
        "--fields size --fields path,size_bytes | --fields: 'size_bytes' names size_bytes again; name"
            + " each key once",
        "--failed --fields word,states | --fields: failed files have no field 'states'; write one of id,"
            + " file_path, sha256, size_bytes, header_size, tensor_count, civitai_model_id, civitai_version_id,"
            + " model_name, model_type, version_name, base_model, creator, triggers, latest_version_id,"
            + " latest_version_name, missing_since, created_at, updated_at, identified_by, precision,"
            + " parameters, rank, tags, page_url, note, rating, favourite, images_made, last_used_at,"
            + " base_candidates, link_source, link_match, permissions, base_licence, gone_at, published_at,"
            + " component, known_name, known_url, air, hash_source, hf_repo, hf_path, hf_revision, hf_licence,"
            + " header_type, workflows_used, reason, failed_at",
        "--sort siez            | --sort: files cannot be sorted by 'siez'; did you mean size?",
        "--sort size_byts       | --sort: files cannot be sorted by 'size_byts'; did you mean size_bytes?",
        "--print0 --format csv  | --print0 is a format of its own; leave out --format, --json and"
            + " --fields",
        "--print0 --fields id   | --print0 is a format of its own; leave out --format, --json and"
            + " --fields",
      })
  void refusesFieldsThatAreNone(String options, String message) {
    tsr.db("list " + options)
        .fails(2, "tsr: " + message + "\nUsage: tsr db list [OPTIONS] [TERM...]\n");
  }

  @Test
  void printsPathsForOtherPrograms() throws IOException {
    ownFiles();
    Path odd = library.model("z/two\nlines.safetensors", 7);
    workplace.scan();

    tsr.db("list --print0 --under", library.path("z").toString())
        .prints(library.path("z/d.safetensors") + "\0" + odd + "\0", "2 files, 181 B\n");
    tsr.db("list --print0 is:damaged -q").prints("");
  }

  @Test
  void understandsATermThatIsNotNotNot() {
    assertThat(names("not:".repeat(30_000) + "soft")).isEqualTo("a d");
  }

  @Test
  void refusesMoreValuesThanOneQueryCanHave() {
    Result many = tsr.db("list", "id:1" + ",1,2,3,4".repeat(50));
    Result types = tsr.db("list -t", "lora" + ",x".repeat(200));

    assertThat(many)
        .isEqualTo(types)
        .isEqualTo(
            new Result(
                2,
                "",
                """
                tsr: the terms have 201 values together, and one query takes 200 at most; ask in several
                Usage: tsr db list [OPTIONS] [TERM...]
                """));
    assertThat(names("tag:soft" + ",x".repeat(199))).isEqualTo("a d");
    assertThat(names("soft" + " not:x0".repeat(199))).isEqualTo("a d");
  }

  /** Many texts are sought together, and find what each of them alone finds. */
  @ParameterizedTest
  @CsvSource({
    "WATER-none|first, ''",
    "WATERCOLOUR, a d",
    "cond, a",
    "b:1.2), a",
    "\u1e98ater, a d",
    "x/c, c",
    "grau, c",
    "https://civitai.com/models/200, B",
    "v2, d",
  })
  void findsOneOfManyTexts(String text, String names) {
    tsr.db("note", library.path("x/c.safetensors"), "--text", "Gra\u00fc").exits(0);
    String others = ",x0,x1,x2,x3,x4,x5";

    assertThat(names("text:" + text + others)).isEqualTo(names);
    assertThat(names("text:" + text)).isEqualTo(names);
    assertThat(names("not:text:" + text + others)).isEqualTo(names("not:text:" + text));
  }

  @Test
  void addsUpSizesThatAreNearlyTooLarge() {
    catalogue.execute("UPDATE local_files SET size_bytes = 9223372036854775807 - id");

    tsr.db("list -n 1 --sort size --fields size")
        .prints("9223372036854775806\n", "4 files, 8.0 EiB; 1 of them shown, -n 0 for all\n");
    assertThat(tsr.db("list --format table").err()).endsWith("4 files, 8.0 EiB\n");
    assertThat(tsr.db("stats --json").out())
        .contains("\"library_bytes\":9223372036854775807,")
        .contains("{\"name\":\"LORA\",\"files\":2,\"bytes\":9223372036854775807}");
  }

  @ParameterizedTest
  @CsvSource({
    "creator, a d c B",
    "rating, c a B d",
    "added, a c B d",
    "uses, a c B d",
    "parameters, B c a d",
    "latest_version_id, B a d c"
  })
  void sortsByAnyField(String key, String names) {
    tsr.db("note", library.path("x/c.safetensors"), "--rating", "4");

    assertThat(names("--sort " + key)).isEqualTo(names);
  }

  @Test
  void countsAFileAsUpToDateWhoseNewestVersionIsHere() {
    catalogue.execute(
        "UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 103"
            + " WHERE file_path LIKE '%/c.safetensors'");
    assertThat(names("--outdated")).isEmpty();

    catalogue.execute(
        "UPDATE local_files SET missing_since = '2026-01-01T00:00:00Z'"
            + " WHERE file_path LIKE '%/c.safetensors'");
    assertThat(names("--outdated")).isEqualTo("a");
  }

  /** SQLite makes simple lists, and a function of the program those that may need more. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "it's (new);plain        | [\"it's (new)\",\"plain\"]         | it's (new); plain",
        "`  first ;`             | [\"first\"]                        | first",
        "b;a;b                   | [\"b\",\"a\"]                      | b; a",
        "b, a;c                  | [\"b\",\"a\",\"c\"]                | b; a; c",
        "été;été                 | [\"été\"]                          | été",
        "a\u00A0;\u200Ba         | [\"a\",\"\\u200ba\"]               | a; \\u200ba",
        "麦、橘                  | [\"麦\",\"橘\"]                    | 麦; 橘",
        "👩\u200D🎨;é\ba           | [\"👩\u200D🎨\",\"é\\ba\"]      | 👩\u200D🎨; é\\x08a",
        "say \"hi\";back\\slash  | [\"say \\\"hi\\\"\",\"back\\\\slash\"] | \"say \"\"hi\"\"; back\\slash\"",
      })
  void splitsTriggerWords(String words, String json, String csv) {
    catalogue.execute("DELETE FROM trained_words");
    int position = 0;
    for (String word : words.split(";", -1)) {
      catalogue.execute(
          """
          INSERT INTO trained_words (version_id, word, position)
          SELECT id, '%s', %d FROM model_versions WHERE civitai_id = 101;
          """
              .formatted(word.replace("'", "''"), position++));
    }
    assertList("triggers", json, csv);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "style;fog        | ``                    | [\"style\",\"fog\"]        | style; fog",
        "style;Style;fog  | ``                    | [\"style\",\"fog\"]        | style; fog",
        "É;e;\"\\         | ``                    | [\"É\",\"\\\"\\\\\"]      | \"É; \"\"\\\"",
        "style;fog        | --tag Fog --tag own   | [\"Fog\",\"own\",\"style\"] | Fog; own; style",
        "``               | ``                    | []                         | ``",
      })
  void joinsTheTagsOfUserAndModel(String tags, String own, String json, String csv) {
    catalogue.execute("DELETE FROM model_tags; DELETE FROM tags;");
    int id = -2_000_000; // another program may begin there
    for (String tag : tags.split(";")) {
      catalogue.execute(
          """
          INSERT INTO tags (id, name) VALUES (%1$d, '%2$s');
          INSERT INTO model_tags (model_id, tag_id)
          SELECT id, %1$d FROM models WHERE civitai_id = 100;
          """
              .formatted(id++, tag));
    }
    if (!own.isEmpty()) {
      tsr.db("note x/a " + own);
    }
    assertList("tags", json, csv);
  }

  private void assertList(String key, String json, String csv) {
    tsr.db("list x/a --format jsonl -q --fields " + key)
        .prints("{\"%s\":%s}\n".formatted(key, json));
    tsr.db("list x/a --format csv -q --fields " + key).prints(key + "\r\n" + csv + "\r\n");
  }

  /**
   * The lower case of a sigma depends on the letters around it, and that of a Turkish I has two.
   */
  @ParameterizedTest
  @CsvSource({"ΝΗΣ", "νησ", "νησος", "stanbul", "İSTAN"})
  void findsPartsOfNamesInAnyCase(String part) throws IOException {
    ownFiles();
    Path file = library.model("ΝΗΣΟΣ İstanbul.safetensors", 6);
    workplace.scan();

    assertThat(tsr.db("list", part).out()).startsWith(file + "\t").hasLineCount(1);
    tsr.db("note", part, "--text", "x").exits(0);
  }

  @Test
  void saysHowManyAreLeftOut() {
    Result result = tsr.db("list -n 3 -t lora -t ti");
    assertThat(result.out()).hasLineCount(3);
    assertThat(result.err()).isEqualTo("3 files, 286 B\n");
    tsr.db("list -n 1 -t lora").says("2 files, 175 B; 1 of them shown, -n 0 for all\n");
    assertThat(tsr.db("list -n 1 -q").err()).isEmpty();
  }

  @Test
  void listsFilesWhoseModelOrVersionIsGone() {
    catalogue.execute("UPDATE models SET gone_at = '2026-01-01T00:00:00Z' WHERE id = 2");
    catalogue.execute("UPDATE model_versions SET gone_at = '2026-01-01T00:00:00Z' WHERE id = 2");

    assertThat(names("--gone")).isEqualTo("B d");
  }

  @Test
  void givesThePageOfAMatureModelWhereItIsShown() {
    catalogue.execute("UPDATE models SET nsfw = 1 WHERE id = 1");

    assertThat(tsr.db("list -b sdxl --json").out())
        .contains("\"page_url\":\"https://civitai.red/models/100\"");
  }

  @ParameterizedTest
  @CsvSource({"availability, EarlyAccess", "usage_control, Generation"})
  void countsNoVersionAsNewerThatCannotBeHad(String column, String value) {
    catalogue.execute(
        "UPDATE model_versions SET %s = '%s' WHERE civitai_id = 103".formatted(column, value));
    assertThat(names("--outdated")).isEmpty();
  }

  @Test
  void listsMissingFilesOnlyWhenAsked() throws IOException {
    ownFiles();
    library.delete("x/c.safetensors");
    workplace.scan();

    assertThat(names("")).isEqualTo("a B d");
    assertThat(names("not:is:here")).isEqualTo("c");
    Result result = tsr.db("list --missing");
    assertThat(result.out())
        .matches(
            library.path("x/c.safetensors") + "\t101\t\t\t\t\t\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}Z\n");
  }

  @Test
  void findsTagsInAnyForm() {
    String path = library.path("x/c.safetensors").toString();
    tsr.db("note", path, "--tag", "Pokémon").exits(0);

    assertThat(names("--tag pokemon")).isEqualTo("c");
    assertThat(names("--tag POKE\u0301MON")).isEqualTo("c");
    catalogue.execute("UPDATE tags SET name = 'ﾊﾟｽﾃﾙ' WHERE id = 1");
    assertThat(names("--tag パステル")).isEqualTo("a d");
  }

  /** The search index tells the models: it has the texts as someone's SQL has written them. */
  @ParameterizedTest
  @CsvSource({
    "pokemon, a d",
    "\u30DB\u309A\u30B1\u30E2\u30F3, a d",
    "model:=POKE\u0301MON, ''",
    "edition, a",
    "second, a",
    "text:=second, a",
    "word:=first, a",
    "word:=irst, ''",
    "'text:pokemon,x00,x01,x02,x03,x04', a d",
    "'not:edition not:one', c d",
  })
  void findsTextsOfModels(String terms, String names) {
    catalogue.execute(
        "UPDATE models SET name = 'Pok\u00E9mon \uFF8E\uFF9F\uFF79\uFF93\uFF9D' WHERE id = 1");
    catalogue.execute("UPDATE model_versions SET name = '\u00C9dition 3' WHERE civitai_id = 101");

    assertThat(names(terms)).isEqualTo(names);
  }

  @Test
  void namesTheNearestTypeOfATerm() {
    assertThat(tsr.db("list not:type:lorra base:sdxxl").err())
        .isEqualTo(tsr.db("list -t lorra -b sdxxl").err())
        .startsWith("The catalogue has no model of type lorra; did you mean lora?\n");
  }

  @Test
  void namesTheNearestWhereNothingMatches() throws IOException {
    ownFiles();
    library.model("dreamshaper_8.safetensors", 77);
    workplace.scan();

    tsr.db("list dreamshapper")
        .prints("", "No file matches dreamshapper: did you mean dreamshaper_8.safetensors?\n");
    tsr.db("list dreamshapper type:lora not:seven")
        .says("No file matches dreamshapper: did you mean dreamshaper_8.safetensors?\n");
    tsr.db("list model:dreamshapper is:linked")
        .says(
            "No file matches; tsr db list shows all files that are here, tsr db list --missing the"
                + " others.\n");
    assertThat(tsr.db("list dreamshapper -q").err()).isEmpty();
  }

  /** More files than are looked at before all are gone through. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size:<4000                       | 1 2       | 2,999",
        "size:<4000 --reverse             | 2999 2998 | 2,999",
        "size:>4000                       | 3000      | 1",
        "size:>=2 --sort size             | 3000 2999 | 2,999",
        "size:>=2 --sort size --reverse   | 2 3       | 2,999",
        "licence:none                     | 1 2       | 3,000",
        "licence:none --reverse           | 3000 2999 | 3,000",
        "licence:none size:<3 --reverse   | 2 1       | 2",
        "licence:none size:2999           | 2999      | 1",
        "licence:none --sort size         | 3000 2999 | 3,000",
        "licence:any,none name:2999,3000  | 2999 3000 | 2",
        "not:creator:none                 |           | 0",
      })
  void findsTheFirstOfManyFilesAndCountsAll(String words, String names, String count) {
    catalogue.execute("DELETE FROM local_files");
    catalogue.execute(
        """
        WITH RECURSIVE n (n) AS (SELECT 3000 UNION ALL SELECT n - 1 FROM n WHERE n > 1)
        INSERT INTO local_files (file_path, sha256, size_bytes)
        SELECT printf('/m/%04d', n), n, iif(n = 3000, 5000, n) FROM n""");

    Result list = tsr.db("list -n 2 --fields name " + words);

    assertThat(list.out().lines().map(name -> name.replaceFirst("^0+", "")).toList())
        .isEqualTo(names == null ? List.of() : List.of(names.split(" ")));
    assertThat(list.err())
        .startsWith(
            count.equals("0") ? "No file" : count + (count.equals("1") ? " file," : " files,"));
    tsr.db("list -q -n 2 --fields name " + words).prints(list.out());
  }

  @Test
  void saysHowManyKnownModelsHaveTheWords() {
    tsr.db("list hands -b sdxl")
        .says(
            """
            No file matches; tsr db list shows all files that are here, tsr db list --missing the others.
            tsr db search hands finds 1 cached model.
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", ",lora", "lora,", "lora, ,vae", "lora,,"})
  void refusesAnEmptyItem(String names) {
    for (String option : List.of("--type", "--base", "--fields")) {
      for (List<String> given : List.of(List.of(option, names), List.of(option + "=" + names))) {
        assertThat(tsr.db("list", given).exits(2).err())
            .startsWith("tsr: Invalid value for option '" + option + "' (")
            .contains("' is not a name; leave it out, or write one\nUsage: tsr db list");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t=", "-b=", "--type=", "--base= ", "--tag=", "--tag= ", "--sort="})
  void refusesAnEmptyValue(String option) {
    tsr.db("list", option).exits(2);
    assertThat(tsr.db("list", option).err())
        .startsWith("tsr: Invalid value for option '--")
        .endsWith(
            "' is not a name; leave it out, or write one\nUsage: tsr db list [OPTIONS] [TERM...]\n");
  }

  @Test
  void saysWhenAWordMeansNothing() {
    tsr.db("list -t lroa -b sdx1 -j")
        .prints(
            "[]\n",
            "The catalogue has no model of type lroa; did you mean lora?\n"
                + "The catalogue has no model for base model sdx1; did you mean sdxl?\n"
                + "No file matches; tsr db list shows all files that are here, tsr db list --missing"
                + " the others.\n");
    assertThat(tsr.db("list -t lroa -q").err()).isEmpty();
  }

  /** The names of the listed files, without their ending. */
  private String names(String options) {
    String line = "db list " + options.replace("PATH", library.path("").toString());
    List<String> arguments =
        java.util.regex.Pattern.compile("'([^']*)'|(\\S+)")
            .matcher(line)
            .results()
            .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
            .toList();
    return String.join(
        " ",
        tsr.run(arguments.toArray(String[]::new))
            .out()
            .lines()
            .map(row -> Path.of(row.split("\t")[0]).getFileName().toString())
            .map(name -> name.substring(0, name.indexOf('.')))
            .toList());
  }

  /** SQLite writes the JSON of most values, and what it leaves hidden is escaped as elsewhere. */
  @Test
  void escapesAnyTextInJson() {
    catalogue.execute(
        """
        UPDATE models SET name = char(0x202E) || 'a"b\\c''d' || char(8, 9, 10, 12, 13, 27, 127)
          || 'é👩🏽‍🚀' || char(0xFE0F) || '1' || char(0xFE0F) || '/' || char(0xD7FF, 0)
        WHERE civitai_id = 100;
        UPDATE local_files SET header_size = -9223372036854775807
        """);
    String json =
        "{\"model_name\":\"\\u202ea\\\"b\\\\c'd\\b\\t\\n\\f\\r\\u001b\\u007fé👩🏽‍🚀\uFE0F1\\ufe0f/\uD7FF\\u0000\","
            + "\"tags\":[\"soft\",\"paint\"],\"header_size\":-9223372036854775807,\"favourite\":false,"
            + "\"weight\":null,\"note\":null}";

    tsr.db("list x/a --fields model,tags,header_size,favourite,weight,note --json")
        .prints("[" + json + "]\n", "1 file, 91 B\n");
    tsr.db("list x/a --fields model,tags,header_size,favourite,weight,note --format jsonl")
        .prints(json + "\n", "1 file, 91 B\n");
  }
}
