package dev.tensors.tsr.pictures;

import static dev.tensors.tsr.pictures.PictureFile.join;
import static dev.tensors.tsr.pictures.PictureFile.latin1;
import static dev.tensors.tsr.pictures.PictureFile.utf8;
import static dev.tensors.tsr.pictures.Readings.contents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where programs put their text in videos and sounds, in GIF and AVIF, each in its own form. */
class MediaContainersTest {

  private static final String GRAPH =
      "{\"4\": {\"inputs\": {\"unet_name\": \"wan-café.safetensors\", \"cfg\": NaN},"
          + " \"class_type\": \"UNETLoader\"}}";

  private static final String WORKFLOW =
      "{\"nodes\": [{\"type\": \"VAELoader\", \"widgets_values\": [\"wan-vae.safetensors\"]}],"
          + " \"links\": []}";

  private static final String QUOTED = "\"" + GRAPH.replace("\"", "\\\"") + "\"";

  private static final Map<String, String> TAGS = tags("prompt", GRAPH, "workflow", WORKFLOW);

  @TempDir private Path folder;

  private static Map<String, String> tags(String... namesAndValues) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      tags.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return tags;
  }

  private PictureContents read(byte[] bytes) {
    return contents(Readings.read(folder, bytes));
  }

  private void assertGraph(byte[] bytes, MediaKind kind) {
    PictureContents contents = read(bytes);
    assertThat(contents.tool()).isEqualTo("ComfyUI");
    assertThat(Readings.models(contents)).containsExactly("checkpoint wan-café.safetensors");
    assertThat(contents.kind()).isEqualTo(kind);
    assertThat(contents.problem()).isNull();
  }

  private void assertSize(byte[] bytes) {
    PictureContents contents = read(bytes);
    assertThat(contents.width()).isEqualTo(640);
    assertThat(contents.height()).isEqualTo(480);
  }

  static Stream<byte[]> videos() {
    return Stream.of(
        MediaFile.mp4(TAGS),
        MediaFile.mp4(tags("major_brand", "isom", "Prompt", GRAPH)),
        join(MediaFile.FTYP, MediaFile.moov(TAGS), MediaFile.box("mdat", new byte[99])),
        join(
            MediaFile.FTYP,
            MediaFile.moov(tags()),
            MediaFile.box("moof"),
            MediaFile.box("mdat"),
            MediaFile.moov(TAGS)),
        join(MediaFile.FTYP, MediaFile.largeBox("mdat", 116), new byte[100], MediaFile.moov(TAGS)),
        MediaFile.mp4WithComment("{\"prompt\": " + GRAPH + ", \"workflow\": " + WORKFLOW + "}"),
        MediaFile.mp4WithComment("{\"prompt\": " + QUOTED + ", \"workflow\": " + WORKFLOW + "}"),
        MediaFile.mov("{\"prompt\": " + GRAPH + "}"),
        MediaFile.movWithOwnComment("{\"prompt\": " + GRAPH + "}"),
        MediaFile.mp4(tags("prompt", QUOTED)),
        MediaFile.mp4(
            tags("prompt", "\"" + QUOTED.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")),
        MediaFile.webm(TAGS),
        MediaFile.webm(tags("PROMPT", GRAPH, "WORKFLOW", WORKFLOW)),
        MediaFile.webm(tags("COMMENT", "{\"prompt\": " + QUOTED + "}")),
        MediaFile.streamedWebm(TAGS),
        MediaFile.webmWithTagsLast(TAGS, true),
        MediaFile.webmWithTagsLast(TAGS, false));
  }

  @ParameterizedTest
  @MethodSource("videos")
  void readsVideos(byte[] bytes) {
    assertGraph(bytes, MediaKind.VIDEO);
  }

  static Stream<byte[]> sounds() {
    byte[] wide = "prompt\0".getBytes(StandardCharsets.UTF_16LE);
    byte[] wideGraph = GRAPH.getBytes(StandardCharsets.UTF_16LE);
    byte[] mark = {-1, -2};
    return Stream.of(
        MediaFile.flac(TAGS),
        MediaFile.flac(tags("DESCRIPTION", "{\"prompt\": " + GRAPH + "}")),
        MediaFile.opus(TAGS),
        MediaFile.opus(tags("padding", "x".repeat(200_000), "prompt", GRAPH)),
        MediaFile.vorbis(TAGS),
        MediaFile.flacInOgg(TAGS),
        MediaFile.mp3(TAGS),
        MediaFile.id3(
            4, MediaFile.id3Frame("TXXX", join(new byte[] {1}, mark, wide, mark, wideGraph))),
        MediaFile.id3(
            3,
            join(
                latin1("COMM"),
                MediaFile.big(utf8(GRAPH).length + 17),
                new byte[2],
                latin1("\3engx\0"),
                utf8("{\"prompt\":" + GRAPH + "}"))),
        MediaFile.wav("json", utf8("{\"prompt\": " + GRAPH + "}   ")),
        MediaFile.wav(
            "LIST",
            join(
                latin1("INFO"), PictureFile.riffChunk("ICMT", utf8("{\"prompt\":" + GRAPH + "}")))),
        MediaFile.wav("id3 ", MediaFile.mp3(TAGS)));
  }

  @ParameterizedTest
  @MethodSource("sounds")
  void readsSounds(byte[] bytes) {
    assertGraph(bytes, MediaKind.SOUND);
  }

  @Test
  void readsGifAndAvif() {
    byte[] exif =
        PictureFile.exif(
            ByteOrder.LITTLE_ENDIAN,
            List.of(PictureFile.Tag.ascii(0x0110, "prompt:" + GRAPH)),
            List.of());

    assertGraph(MediaFile.gif("{\"prompt\": " + GRAPH + "}"), MediaKind.PICTURE);
    assertGraph(MediaFile.avif(exif), MediaKind.PICTURE);
  }

  @Test
  void readsSizes() {
    assertSize(MediaFile.mp4(TAGS));
    assertSize(MediaFile.webm(TAGS));
    assertSize(MediaFile.gif(""));
    assertSize(MediaFile.avif(new byte[8]));
  }

  @Test
  void takesACopyOfTheWorkflowWhereThereIsNoOther() {
    byte[] copy =
        MediaFile.box(
            "moov", MediaFile.box("udta", MediaFile.box("wflo", new byte[4], utf8(WORKFLOW))));

    assertThat(Readings.models(read(join(MediaFile.FTYP, copy))))
        .containsExactly("vae wan-vae.safetensors");
  }

  @Test
  void takesNoCopyOfTheWorkflowBesideTheWorkflow() {
    byte[] film = MediaFile.moov(Map.of("workflow", WORKFLOW));
    byte[] copy = MediaFile.box("udta", MediaFile.box("wflo", new byte[4], utf8(WORKFLOW)));

    assertThat(Readings.models(read(join(MediaFile.FTYP, copy, film))))
        .containsExactly("vae wan-vae.safetensors");
  }

  @Test
  void readsInfotextInAComment() {
    byte[] bytes =
        MediaFile.mp4WithComment(
            "a boat\nNegative prompt: blur\nSteps: 20, Sampler: Euler, Seed: 1, Model: wan, App:"
                + " SD.Next");

    assertThat(Readings.models(read(bytes))).containsExactly("checkpoint wan");
    assertThat(read(bytes).tool()).isEqualTo("SD.Next");
  }

  @Test
  void takesNoCommentOfAFilmForAPrompt() {
    PictureContents contents = read(MediaFile.mp4WithComment("My holidays, day 1"));

    assertThat(contents.prompt()).isNull();
    assertThat(contents.models()).isEmpty();
    assertThat(contents.problem()).isNull();
  }

  @Test
  void readsWanGp() {
    String settings =
        """
        {"type": "WanGP v10.70 by DeepBeepMeep - LTX-2 Distilled 19B", "model_type": "ltx2",
         "model_filename": "https://hf.example/LTX-2/resolve/main/ltx-2-19b.safetensors?download=1",
         "prompt": "a boat", "negative_prompt": "", "seed": 42, "num_inference_steps": 8,
         "activated_loras": ["loras/ltx2/fog.safetensors",
           "https://hf.example/x/sea.safetensors|ltx2"], "loras_multipliers": "0.8 1;0.5"}""";

    PictureContents contents = read(MediaFile.mp4WithComment(settings + " ".repeat(1000)));

    assertThat(contents.tool()).isEqualTo("WanGP");
    assertThat(contents.prompt()).isEqualTo("a boat");
    assertThat(contents.settings().keySet()).containsExactly("seed", "steps");
    assertThat(Readings.models(contents))
        .containsExactly(
            "checkpoint ltx-2-19b.safetensors"
                + " url=https://hf.example/LTX-2/resolve/main/ltx-2-19b.safetensors?download=1",
            "lora loras/ltx2/fog.safetensors weight=0.8",
            "lora sea.safetensors weight=1.0 url=https://hf.example/x/sea.safetensors");
    assertThat(read(MediaFile.mp4WithComment("{\"_wangp_metadata_reserved\": true}")).tool())
        .isNull();
    assertThat(
            Readings.modelsOf("{\"type\": \"WanGP v11 by DeepBeepMeep - Infinitetalk 480p 14B\"}"))
        .containsExactly("checkpoint Infinitetalk 480p 14B");
  }

  private Path silent(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.write(folder.resolve(name), MediaFile.mp4(Map.of()));
  }

  private void beside(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void readsWhatSwarmWritesBeside() throws IOException {
    Path video = silent("a.mp4");
    beside("a.swarm.json", "{\"sui_image_params\": {\"prompt\": \"x\", \"model\": \"wan/i2v\"}}");

    PictureContents contents = contents(PictureReader.read(video));

    assertThat(Readings.models(contents)).containsExactly("checkpoint wan/i2v");
    assertThat(contents.kind()).isEqualTo(MediaKind.VIDEO);
    assertThat(contents.width()).isEqualTo(640);
  }

  @Test
  void readsWhatInvokeWritesBeside() throws IOException {
    String sidecar =
        """
        {"invokeai_metadata": "{\\"app_version\\": \\"6\\", \\"model\\": {\\"name\\": \\"wan\\", \\"hash\\":\
         \\"blake3:aabbccddee\\", \\"type\\": \\"main\\"}}", "invokeai_workflow": null, "invokeai_graph": null}""";
    beside("videos/sidecars/b.json", sidecar);
    beside("videos/sidecars/2026/12/01/c.json", sidecar);

    for (String name : List.of("videos/b.mp4", "videos/2026/12/01/c.mp4")) {
      assertThat(Readings.models(PictureReader.read(silent(name))))
          .containsExactly("checkpoint wan hash=AABBCCDDEE of=blake3");
    }
  }

  @Test
  void readsTheFirstFrameOfAVideoWithSound() throws IOException {
    Path video = silent("d_00001-audio.mp4");
    Files.write(folder.resolve("d_00001.png"), PictureFile.png().text("prompt", GRAPH).end());

    assertThat(Readings.models(PictureReader.read(video)))
        .hasSize(1); // in Latin-1, as any text of a PNG
  }

  @Test
  void readsAVideoWithAnUnrelatedFileBeside() throws IOException {
    Path video = silent("e.mp4");
    beside("e.json", "{\"nodes\": [");
    beside("e.swarm.json", "[1, 2");

    PictureContents contents = contents(PictureReader.read(video));

    assertThat(contents.tool()).isNull();
    assertThat(contents.problem()).isNull();
  }

  /** Where reading the frames would take minutes. */
  @Test
  void readsAVideoOfGigabytesByAFewSeeks() throws IOException {
    Path video = folder.resolve("large.mp4");
    long length = 4L << 30;
    try (FileChannel file =
        FileChannel.open(
            video,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      file.write(ByteBuffer.wrap(MediaFile.FTYP));
      file.write(ByteBuffer.wrap(MediaFile.largeBox("mdat", length)));
      file.position(MediaFile.FTYP.length + length);
      file.write(ByteBuffer.wrap(MediaFile.moov(TAGS)));
    }

    PictureReading reading =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> PictureReader.read(video));

    assertThat(Readings.models(reading)).containsExactly("checkpoint wan-café.safetensors");
  }
}
