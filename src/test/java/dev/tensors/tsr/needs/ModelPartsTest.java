package dev.tensors.tsr.needs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models need to run, by real headers with few tensors. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ModelPartsTest extends CommandTest {

  private static final String CLIP_L =
      "660C6F5B1ABAE9DC498AC2D21E1347D2ABDB0CF6C0C0C8576CD796491D9A6CDD";
  private static final String T5_XXL =
      "7D330DA4816157540D6BB7838BF63A0F02F573FC48CA4D8DE34BB0CBFD514F09";

  private static final String NO_MODEL = "\"model_id\":null,\"version_id\":null,";

  private Path flux;

  @BeforeEach
  void library() {
    flux = flux("diffusion_models/schnell.safetensors");
  }

  private Path flux(String name) {
    return library.tensors(
        name,
        "{}",
        "img_in.weight F16 3072x64",
        "vector_in.in_layer.weight F16 1x1",
        "double_blocks.18.img_attn.norm.key_norm.scale F16 1",
        "double_blocks.18.img_attn.proj.weight F16 3072x1",
        "single_blocks.37.linear1.weight F16 1x1",
        "final_layer.linear.weight F16 1x1");
  }

  private Path wan(String name) {
    return library.tensors(
        name,
        "{}",
        "patch_embedding.weight F16 5120x36x1x1x1",
        "head.modulation F16 1x2x5120",
        "blocks.0.cross_attn.q.weight F16 1x1",
        "blocks.0.self_attn.q.weight F16 5120x1",
        "blocks.0.ffn.0.bias F16 13824");
  }

  /** The layers of CLIP-L, as long as told. */
  private static String[] clipL(String prefix, String type) {
    return layers(12, prefix + "text_model.encoder.layers.%d.layer_norm1.weight " + type + " 768");
  }

  private static String[] layers(int count, String tensor) {
    return IntStream.range(0, count).mapToObj(tensor::formatted).toArray(String[]::new);
  }

  private Path t5(String name) {
    return library.tensors(
        name,
        "{}",
        Stream.concat(
                Stream.of(layers(24, "encoder.block.%d.layer.0.layer_norm.weight F16 4096")),
                Stream.of(
                    "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight F16 32x64"))
            .toArray(String[]::new));
  }

  private static String[] vae(String prefix, int channels) {
    return new String[] {
      prefix + "encoder.conv_in.weight F16 1x3x3x3",
      prefix + "decoder.conv_in.weight F16 512x" + channels + "x1x1",
      prefix + "decoder.conv_out.weight F16 3x1x3x3",
      prefix + "encoder.down.2.downsample.conv.weight F16 1x1x3x3"
    };
  }

  private Path vae(String name, int channels, String metadata) {
    return library.tensors(name, metadata, vae("", channels));
  }

  private Path sd1(String name, String... parts) {
    return library.tensors(
        name,
        "{}",
        Stream.concat(
                Stream.of(
                    "model.diffusion_model.input_blocks.0.0.bias F16 320",
                    "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight F16 1x768",
                    "model.diffusion_model.middle_block.0.bias F16 1",
                    "model.diffusion_model.output_blocks.0.0.bias F16 1"),
                Stream.of(parts))
            .toArray(String[]::new));
  }

  private static String[] both(String[] one, String[] other) {
    return Stream.concat(Stream.of(one), Stream.of(other)).toArray(String[]::new);
  }

  private String field(String key, String source) {
    return String.join(" ", fields(key, source));
  }

  private List<String> fields(String key, String source) {
    return Stream.of(tsr.db("needs", source, "--json").out().split("\n"))
        .map(row -> row.replaceAll(".*\"" + key + "\":(\"[^\"]*\"|[^,}]*).*", "$1"))
        .map(value -> value.replace("\"", ""))
        .toList();
  }

  @Test
  void saysOfEachPartWhereItIs() {
    Path clip = library.tensors("text_encoders/clip.safetensors", "{}", clipL("", "F16"));
    Path larger = library.tensors("text_encoders/a-large.safetensors", "{}", clipL("", "F32"));
    Path ae = vae("vae/ae.safetensors", 16, "{}");
    workplace.scan();

    tsr.db("needs schnell --json")
        .prints(
            """
            [{"source":"schnell","type":"TextEncoder","name":"clip-l","hash":null,"weight":null,\
            "status":"here","match":"class","file_path":"%1$s",%2$s"model_name":null,\
            "version_name":null,"download_url":null,"page_url":null,"size_bytes":%3$d,\
            "file_sha256":"%4$s","folder":"text_encoders","loader":"DualCLIPLoader flux"},
             {"source":"schnell","type":"TextEncoder","name":"t5-xxl","hash":null,"weight":null,\
            "status":"missing","match":"class","file_path":null,%2$s\
            "model_name":"mcmonkey/google_t5-v1_1-xxl_encoderonly",\
            "version_name":"t5xxl_enconly.safetensors",\
            "download_url":"https://huggingface.co/mcmonkey/google_t5-v1_1-xxl_encoderonly/resolve/main/t5xxl_fp8_e4m3fn.safetensors",\
            "page_url":"https://huggingface.co/mcmonkey/google_t5-v1_1-xxl_encoderonly",\
            "size_bytes":4893934904,"file_sha256":"%5$s","folder":"text_encoders",\
            "loader":"DualCLIPLoader flux"},
             {"source":"schnell","type":"VAE","name":"ae16","hash":null,"weight":null,\
            "status":"here","match":"name","file_path":"%6$s",%2$s"model_name":null,\
            "version_name":null,"download_url":null,"page_url":null,"size_bytes":%7$d,\
            "file_sha256":"%8$s","folder":"vae","loader":"VAELoader"}]
            """
                .formatted(
                    clip,
                    NO_MODEL,
                    size(clip),
                    Library.sha256(clip),
                    T5_XXL,
                    ae,
                    size(ae),
                    Library.sha256(ae)),
            "3 models: 2 here, 1 missing, 0 unknown; 1 matched by name only\n");
    tsr.db("needs --exit-code", flux).exits(1);
    catalogue.execute("UPDATE local_files SET damaged_at = 'x' WHERE file_path = '" + clip + "'");
    assertThat(fields("file_path", "schnell").getFirst()).isEqualTo(larger.toString());
    t5("text_encoders/t5.safetensors");
    workplace.scan();
    tsr.db("needs --exit-code schnell").exits(0);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tellsPartsWithinTheFile() {
    Path whole =
        sd1(
            "checkpoints/whole.safetensors",
            both(clipL("cond_stage_model.transformer.", "F16"), vae("first_stage_model.", 4)));
    sd1("checkpoints/bare.safetensors", clipL("cond_stage_model.transformer.", "F16"));
    workplace.scan();

    assertThat(fields("status", "whole")).containsExactly("inside", "inside");
    assertThat(fields("file_path", "whole")).containsExactly(whole.toString(), whole.toString());
    assertThat(fields("loader", "whole")).containsOnly("CheckpointLoaderSimple");
    assertThat(tsr.db("needs whole").err())
        .isEqualTo("2 models: 2 inside, 0 here, 0 missing, 0 unknown\n");
    assertThat(fields("status", "bare")).containsExactly("inside", "missing");
    assertThat(tsr.db("list --fields name is:incomplete").out())
        .isEqualTo("bare.safetensors\nschnell.safetensors\n");
    assertThat(tsr.db("list --fields name not:is:incomplete").out())
        .isEqualTo("whole.safetensors\n");
  }

  /** A VAE of SD 1 has the tensors of SDXL's. */
  @Test
  void takesNoOtherEditionForTheNeededOne() {
    Path checkpoint = sd1("bare.safetensors", clipL("cond_stage_model.transformer.", "F16"));
    vae("vae/first.safetensors", 4, "{}");
    workplace.scan();
    String where = "' WHERE file_path LIKE '%first.safetensors'";

    assertThat(fields("status", "bare")).containsExactly("inside", "here");
    assertThat(tsr.db("needs bare").err())
        .startsWith(
            "bare: "
                + library.path("vae/first.safetensors")
                + " is of the class kl4; whether it is the one for sd1, its tensors do not tell\n");
    assertThat(tsr.db("show bare --format table").out())
        .contains("needs    clip-l: inside, kl4: first.safetensors?\n");

    catalogue.execute(
        "UPDATE local_files SET sha256 = '235745AF8D86BF4A4C1B5B4F529868B37019A10F7C0B2E79AD0ABCA3A22BC6E1"
            + where);
    assertThat(fields("status", "bare")).containsExactly("inside", "missing");
    assertThat(tsr.db("list is:incomplete --fields path").out()).contains(checkpoint.toString());

    catalogue.execute(
        "UPDATE local_files SET sha256 = '735E4C3A447A3255760D7F86845F09F937809BAA529C17370D83E4C3758F3C75"
            + where);
    assertThat(fields("match", "bare")).containsExactly("class", "sha256");
    assertThat(tsr.db("list is:incomplete --fields path").out()).isEqualTo(flux + "\n");
  }

  @Test
  void tellsAnEditionByTheLinkAndByTheName() {
    sd1("bare.safetensors", clipL("cond_stage_model.transformer.", "F16"));
    Path named = vae("vae/my-SDXL_vae.safetensors", 4, "{}");
    workplace.scan();

    assertThat(fields("status", "bare")).containsExactly("inside", "missing");
    catalogue
        .model(7, "Soft")
        .with("type", "VAE")
        .version(8, "v1", "SD 1.5")
        .file(9, "x", "SHA256", Library.sha256(named))
        .linked(named);

    assertThat(fields("match", "bare")).containsExactly("class", "version_id");
    assertThat(fields("model_name", "bare")).containsExactly("null", "Soft");
  }

  @Test
  void namesTheBaseOfAnAdapterAndAModelOfIt() {
    library.lora("loras/fog.safetensors", "{}");
    workplace.scan();

    assertThat(tsr.db("needs fog").out()).isEqualTo("Checkpoint\tSD 1.5\tmissing\t\t\t\t\t\n");
    assertThat(tsr.db("show fog --format table").out())
        .contains("base     SD 1.5? (by its tensors); no model of it is here\n");
    tsr.db("needs fog --format aria2")
        .ends(
            3,
            "",
            "tsr: fog: SD 1.5: no address to download it is known\n"
                + "1 model: 0 here, 1 missing, 0 unknown\n");
    Path base = sd1("checkpoints/a.safetensors");
    workplace.scan();
    assertThat(fields("file_path", "fog")).containsExactly(base.toString());
    assertThat(tsr.db("show fog --format table").out()).doesNotContain("needs", "no model of it");
    assertThat(tsr.db("list is:incomplete type:lora").out()).isEmpty();

    catalogue.execute("UPDATE local_files SET base_model = NULL, base_candidates = NULL");
    tsr.db("needs fog")
        .prints("", "fog: its base model is not known, so what it needs is not known either\n");
  }

  @Test
  void namesTheOtherHalfOfAPairByItsName() {
    wan("diffusion_models/Wan2.2-I2V-HighNoise-Q8.safetensors");
    workplace.scan();
    String other = "Wan2.2-I2V-LowNoise-Q8.safetensors";

    assertThat(fields("name", "HighNoise")).containsExactly("umt5-xxl", "wan21", other);
    assertThat(fields("status", "HighNoise")).containsExactly("missing", "missing", "missing");
    assertThat(tsr.db("needs HighNoise").err())
        .startsWith(
            "HighNoise: for one half of the noise only, as its name says; it needs " + other);
    Path low = wan("diffusion_models/other_low.safetensors");
    workplace.scan();
    assertThat(fields("file_path", "HighNoise").getLast()).isEqualTo(low.toString());
    Path named = wan("diffusion_models/" + other);
    workplace.scan();
    assertThat(fields("file_path", "HighNoise").getLast()).isEqualTo(named.toString());
    assertThat(fields("match", "HighNoise").getLast()).isEqualTo("name");
  }

  /** The file of the other half's name is on a disk that is not mounted. */
  @Test
  void prefersAnotherHalfThatCanBeReached() throws IOException {
    wan("wan_high_noise.safetensors");
    Path disk = Files.createDirectories(folder.resolve("disk/models"));
    Library away = new Library(disk);
    Path named = wan("wan_low_noise.safetensors");
    Files.move(named, disk.resolve("wan_low_noise.safetensors"));
    workplace.scan();
    tsr.db("scan", disk).exits(0);
    away.delete("");

    assertThat(fields("status", "wan_high_noise").getLast()).isEqualTo("unreachable");
    Path other = wan("other_low.safetensors");
    workplace.scan();
    assertThat(fields("status", "wan_high_noise").getLast()).isEqualTo("here");
    assertThat(fields("file_path", "wan_high_noise").getLast()).isEqualTo(other.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "wan2.2_t2v_high_noise_14B_fp8.safetensors, wan2.2_t2v_low_noise_14B_fp8.safetensors",
    "Wan2_2-I2V-A14B-LOW_fp8.safetensors, Wan2_2-I2V-A14B-HIGH_fp8.safetensors",
    "lowlands-HighNoise.safetensors, lowlands-LowNoise.safetensors",
    "high_quality_low_noise.safetensors, high_quality_high_noise.safetensors",
    "slow_wan_LOW.safetensors, slow_wan_HIGH.safetensors",
    "highres_high_wan.safetensors, highres_low_wan.safetensors",
    "wan_high_highres.safetensors, wan_low_highres.safetensors",
    "high_low.safetensors,",
    "high_noise_low_noise.safetensors,",
    "plain.safetensors,",
  })
  void tellsHalvesByNames(String name, String other) {
    wan(name);
    workplace.scan();

    List<String> names = fields("name", name);

    assertThat(names).hasSize(other == null ? 2 : 3);
    if (other != null) {
      assertThat(names.getLast()).isEqualTo(other);
    }
  }

  @Test
  void writesWhatIsMissingForADownloadProgram() throws IOException {
    flux("diffusion_models/second.safetensors");
    Files.createDirectories(library.path("text_encoders"));
    vae("ours/ae.safetensors", 16, "{}");
    workplace.scan();
    String ending = "  follow-torrent=false\n  follow-metalink=false\n";

    tsr.db("needs schnell second --format aria2")
        .shows(
            """
            https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0/resolve/main/text_encoder/model.fp16.safetensors
              dir=%1$s
              out=clip_l.safetensors
              checksum=sha-256=%2$s
            %4$s
            https://huggingface.co/mcmonkey/google_t5-v1_1-xxl_encoderonly/resolve/main/t5xxl_fp8_e4m3fn.safetensors
              dir=%1$s
              out=t5xxl_enconly.safetensors
              checksum=sha-256=%3$s
            %4$s"""
                .formatted(library.path("text_encoders"), CLIP_L, T5_XXL, ending));
    assertThat(
            tsr.with("HF_ENDPOINT", "https://mirror.example/hf")
                .db("needs schnell --format aria2")
                .out())
        .startsWith(
            "https://mirror.example/hf/stabilityai/stable-diffusion-xl-base-1.0/resolve/main/");
    tsr.with("HF_ENDPOINT", "http://mirror.example").db("needs schnell --format aria2").exits(2);
  }

  @Test
  void takesModelFilesThatWereNotScanned() {
    tsr.db("needs", flux, "--exit-code").exits(4); // no catalogue yet
    workplace.scan();
    Path other = flux("new.safetensors");
    Path bad = library.file("bad.safetensors", new byte[40]);

    assertThat(fields("name", other.toString())).containsExactly("clip-l", "t5-xxl", "ae16");
    assertThat(tsr.db("needs", bad).exits(3).err())
        .startsWith("tsr: " + bad + ": holds only zeros so far");
    tsr.db("needs schnel.safetensor").fails(4, "tsr: schnel.safetensor: there is no such file\n");
    assertThat(tsr.db("needs schnall").exits(4).err())
        .startsWith("tsr: no file in the catalogue matches schnall; did you mean ");
    tsr.db("needs", library.path("nothing.safetensors")).exits(4);
    tsr.db("needs schnell --format ids")
        .ends(
            3,
            "",
            """
            tsr: schnell: clip-l: it is no version at CivitAI; --format aria2 has its address
            tsr: schnell: t5-xxl: it is no version at CivitAI; --format aria2 has its address
            tsr: schnell: ae16: it is no version at CivitAI; --format aria2 has its address
            3 models: 0 here, 3 missing, 0 unknown
            """);
    library.delete("bad.safetensors");
    vae("vae/schnell.safetensors", 16, "{}");
    workplace.scan();
    assertThat(tsr.db("needs schnell.safetensors").exits(4).err())
        .startsWith("tsr: 2 files in the catalogue match schnell.safetensors; name one:\n");
  }

  @Test
  void saysWhyNothingIsListed() {
    Path ae = vae("vae/ae.safetensors", 16, "{}");
    Path odd = library.model("odd.safetensors", 3);
    workplace.scan();

    tsr.db("needs", ae).prints("", ae + ": its type is VAE, and no model is known that it needs\n");
    tsr.db("needs", odd, "--exit-code").prints("", odd + ": what it needs to run is not known\n");
  }

  @Test
  void showsNeedsInJson() {
    workplace.scan();

    assertThat(tsr.db("show schnell --json").out())
        .contains(
            "\"metadata\":{},\"needs\":[{\"type\":\"TextEncoder\",\"name\":\"clip-l\","
                + "\"status\":\"missing\",\"match\":\"class\",\"file_path\":null,\"download_url\":"
                + "\"https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0/resolve/main/text_encoder/model.fp16.safetensors\","
                + "\"page_url\":\"https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0\","
                + "\"size_bytes\":246144152,\"file_sha256\":\""
                + CLIP_L
                + "\",\"folder\":\"text_encoders\",\"loader\":\"DualCLIPLoader flux\"},");
  }

  @Test
  void knowsWellKnownFiles() {
    Path clip = library.tensors("clip.safetensors", "{}", clipL("", "F16"));
    workplace.scan();
    catalogue.execute(
        "UPDATE local_files SET sha256 = '" + CLIP_L + "' WHERE file_path = '" + clip + "'");

    assertThat(tsr.db("list --fields component,known_name,known_url known_name:clip_l").out())
        .isEqualTo(
            "clip-l\tclip_l.safetensors\thttps://huggingface.co/stabilityai/"
                + "stable-diffusion-xl-base-1.0/resolve/main/text_encoder/model.fp16.safetensors\n");
    assertThat(tsr.db("list component:any --sort known_name --fields name").out())
        .isEqualTo("clip.safetensors\n");
    assertThat(tsr.db("list known_name:none --fields name").out())
        .isEqualTo("schnell.safetensors\n");
  }

  @Test
  void takesWellKnownFilesWhoseTensorsTellNoClass() {
    Path packed = library.model("text_encoders/packed.safetensors", 7);
    workplace.scan();
    assertThat(fields("status", "schnell")).containsExactly("missing", "missing", "missing");

    catalogue.execute(
        "UPDATE local_files SET sha256 = '" + T5_XXL + "' WHERE file_path LIKE '%packed%'");

    assertThat(fields("status", "schnell")).containsExactly("missing", "here", "missing");
    assertThat(fields("file_path", "schnell").get(1)).isEqualTo(packed.toString());
    assertThat(fields("match", "schnell").get(1)).isEqualTo("sha256");
  }

  /** A missing part on a disk that is not mounted. */
  @Test
  void tellsPartsOnAnUnmountedDisk() throws IOException {
    Path disk = Files.createDirectories(folder.resolve("disk/encoders"));
    Library other = new Library(disk);
    other.tensors("clip.safetensors", "{}", clipL("", "F16"));
    workplace.scan();
    tsr.db("scan", disk).exits(0);
    other.delete("");

    assertThat(fields("status", "schnell")).containsExactly("unreachable", "missing", "missing");
    assertThat(tsr.db("list is:incomplete --fields name").out()).contains("schnell");
    assertThat(tsr.db("show schnell --format table").out())
        .contains("clip-l: clip.safetensors (unreachable), t5-xxl: missing");
  }
}
