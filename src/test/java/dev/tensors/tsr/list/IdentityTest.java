package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The type and the base model of files, from their headers and from CivitAI. */
class IdentityTest extends CommandTest {

  private String identity(String name) {
    return catalogue
        .rows(
            """
            SELECT type, base_model, base_candidates, identified_by, precision, parameters,
              algorithm, lora_rank, lora_alpha, identified_version
            FROM local_files WHERE file_path LIKE '%/"""
                + name
                + "'")
        .getFirst();
  }

  @Test
  void identifiesAFileThatCivitaiDoesNotKnow() {
    library.lora("mine.safetensors", "{}");

    workplace.scan();

    assertThat(identity("mine.safetensors"))
        .isEqualTo(
            "LORA|SD 1.5|SD 1.5; SD 1.4; SD 1.5 LCM; SD 1.5 Hyper|tensors|fp16|13056|LoRA|4|2.0|2");
    assertThat(tsr.db("list -t lora -b sd15 --json").out())
        .contains("\"model_type\":\"LORA\"", "\"base_model\":\"SD 1.5\"")
        .contains(
            "\"identified_by\":\"tensors\",\"precision\":\"fp16\",\"parameters\":13056,\"rank\":4")
        .contains("\"base_candidates\":[\"SD 1.5\",\"SD 1.4\"");
    assertThat(tsr.db("list -t checkpoint").out()).isEmpty();
  }

  /** Only a table marks what is not certain. */
  @Test
  void findsFilesByEachBaseModelThatTheirTensorsLeavePossible() throws Exception {
    library.lora("mine.safetensors", "{}");
    workplace.scan();

    assertThat(tsr.db("list -b", "SD 1.4").out()).endsWith("\t\tLORA\t\tSD 1.5\n");
    assertThat(tsr.db("list -b sd15hyper,pony --format table").out())
        .contains("LORA           SD 1.5?\n");
    assertThat(tsr.db("list -b sd15 --format csv").out()).contains(",SD 1.5,");
    assertThat(tsr.db("list -b pony").err())
        .startsWith("The catalogue has no model for base model pony.\n");
    catalogue.model(7, "Fog").version(8, "v1").linked();
    catalogue.execute(
        "UPDATE local_files SET base_model = NULL, base_candidates = 'Lumina; ZImageTurbo; ZImageBase'");

    assertThat(tsr.db("list -b zimage --format table").out()).contains(" Lumina?\n");
    assertThat(tsr.db("search --have -b z-image").out()).contains("Fog");
    assertThat(tsr.db("show mine --format table").out())
        .contains(
            "base      Lumina, ZImageTurbo or ZImageBase; its tensors do not tell which; no\n")
        .doesNotContain("\nor ");

    catalogue.execute("UPDATE model_versions SET base_model = 'Pony'");

    assertThat(tsr.db("list -b zimage").out()).isEmpty();
    assertThat(tsr.db("search --have -b zimage").out()).isEmpty();
  }

  @Test
  void believesCivitaiOfALinkedFile() {
    library.lora("mine.safetensors", "{}");
    workplace.scan();
    catalogue.model(7, "Fog").with("type", "DoRA").version(8, "v1", "SD 1.4").linked();

    assertThat(tsr.db("list --json").out())
        .contains("\"model_type\":\"DoRA\"", "\"base_model\":\"SD 1.4\"")
        .contains("\"identified_by\":\"civitai\"", "\"base_candidates\":[]");
    assertThat(tsr.db("list -b sd15").out()).isEmpty();
  }

  @Test
  void doesNotTakeAFileBesideTheModelForTheModel() {
    Path file = library.lora("mine.safetensors", "{}");
    workplace.scan();
    catalogue
        .model(7, "Fog")
        .with("type", "Checkpoint")
        .version(8, "v1", "SD 1.5")
        .file(9, "x", "SHA256", Library.sha256(file))
        .linked();
    catalogue.execute("UPDATE version_files SET type = 'Negative'");

    assertThat(tsr.db("list -t checkpoint").out()).isEmpty();
    assertThat(tsr.db("list -t lora").out()).contains("mine.safetensors");
  }

  @Test
  void identifiesFilesOfAnOlderTsrWithoutHashingThem() {
    library.lora("mine.safetensors", "{}");
    workplace.scan();
    String now = identity("mine.safetensors");
    catalogue.execute(
        """
        UPDATE local_files SET type = NULL, base_model = NULL, lora_rank = NULL,
          identified_version = 0, sha256 = 'not read'
        """);

    tsr.db("scan", library.path("")).says("0 new, 1 unchanged; nothing to read\n");
    assertThat(identity("mine.safetensors")).isEqualTo(now);
    catalogue.has("SELECT sha256 FROM local_files", "not read");
  }

  @Test
  void forgetsTheIdentityOfOtherContent() {
    library.lora("mine.safetensors", "{}");
    workplace.scan();
    library.model("mine.safetensors", 7);

    workplace.scan();

    assertThat(identity("mine.safetensors"))
        .isEqualTo("null|null|null|null|null|16|null|null|null|2");
  }

  @Test
  void recordsGguf() {
    byte[] name = "general.architecture".getBytes(StandardCharsets.UTF_8);
    byte[] value = "flux".getBytes(StandardCharsets.UTF_8);
    ByteBuffer gguf = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
    gguf.put("GGUF".getBytes(StandardCharsets.UTF_8)).putInt(3).putLong(0).putLong(1);
    gguf.putLong(name.length).put(name).putInt(8).putLong(value.length).put(value);
    library.file("flux.gguf", gguf.array());
    library.file("bad.gguf", new byte[40]);

    Result result = tsr.db("scan", library.path("")).exits(3);
    assertThat(result.err()).contains("bad.gguf: not a .gguf file: it does not begin with GGUF");
    catalogue.has(
        """
        SELECT sha256 IS NOT NULL, header_size, tensor_count, key, value
        FROM local_files f JOIN safetensor_metadata m ON m.local_file_id = f.id
        """,
        "1|96|0|general.architecture|flux");
  }

  @Test
  void recordsPicklesOnlyWhenAsked() {
    Path pickle = library.file("old.ckpt", new byte[] {1, 2, 3});

    tsr.db("scan", library.path(""))
        .says(
            "0 new; nothing to read\nNo file there is named *.safetensors, *.sft or *.gguf; --pickles"
                + " also finds *.ckpt, *.pt, *.pth and *.bin.\n");
    assertThat(tsr.db("scan", pickle).err())
        .contains(pickle + ": a pickle; recorded with --pickles only");
    assertThat(tsr.db("scan --pickles", library.path("")).out()).contains("old.ckpt");
    catalogue.has(
        "SELECT sha256, size_bytes, header_size, tensor_count FROM local_files",
        Library.sha256(pickle) + "|3|null|null");
    tsr.db("scan", pickle).prints("", "0 new, 1 unchanged; nothing to read\n");
    library.model("a.safetensors", 1);
    assertThat(tsr.db("scan -q --format jsonl", library.path("")).out())
        .contains("old.ckpt\"", "\"status\":\"unchanged\"")
        .doesNotContain("missing");
  }

  @Test
  void countsADiffusionModelAmongTheCheckpoints() {
    library.model("a.safetensors", 1);
    workplace.scan();
    catalogue.execute("UPDATE local_files SET type = 'UNet'");

    assertThat(tsr.db("list -t checkpoint").out()).contains("a.safetensors\t", "UNet");
    assertThat(tsr.db("list -t unet").out()).contains("a.safetensors");
  }

  @Test
  void listsFilesWithSomeText() {
    library.model("Boats/a.safetensors", 1);
    Path b = library.model("b.safetensors", 2);
    workplace.scan();
    catalogue
        .model(7, "Nebel Ölbild")
        .tags("weather")
        .version(8, "v1")
        .words("f0g style")
        .linked(b);

    assertThat(tsr.db("list boat").out()).contains("a.saf").doesNotContain("b.saf");
    for (String text : new String[] {"öLBILD", "F0G", "weath", "v1"}) {
      assertThat(tsr.db("list", text).out()).contains("b.saf").doesNotContain("a.saf");
    }
    assertThat(tsr.db("list nebel boats").out()).isEmpty();
    tsr.db("list safetensors -n 1").says("2 files, 194 B; 1 of them shown, -n 0 for all\n");
    tsr.db("list nothing")
        .says(
            "No file matches; tsr db list shows all files that are here, tsr db list --missing the others.\n");
  }

  /** A version without a base model leaves the word to the header of the file that is here. */
  @Test
  void findsAndCompletesByTheBestKnownBaseModel() {
    library.lora("mine.safetensors", "{}");
    workplace.scan();
    catalogue.model(7, "Fog").version(8, "v1").linked();

    assertThat(tsr.db("search --have -b sd15").out()).contains("Fog");
    assertThat(tsr.db("search --have -b sdxl").out()).isEmpty();
    tsr.complete("db", "list", "-b", "SD 1").shows("SD 1.5\t\n");

    catalogue.execute("UPDATE model_versions SET base_model = 'Pony'");

    assertThat(tsr.db("search --have -b sd15").out()).isEmpty();
    assertThat(tsr.complete("db", "list", "-b", "SD 1").out()).isEmpty();
  }
}
