package dev.tensors.tsr.pictures;

import static dev.tensors.tsr.pictures.Readings.contents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.model.files.MediaKind;
import dev.tensors.tsr.pictures.PictureFile.Tag;
import dev.tensors.tsr.pictures.containers.Exif;
import dev.tensors.tsr.pictures.containers.PictureTexts;
import dev.tensors.tsr.pictures.containers.PictureTexts.PictureText;
import dev.tensors.tsr.pictures.contents.ContentsBuilder;
import dev.tensors.tsr.pictures.contents.PictureReading;
import dev.tensors.tsr.pictures.contents.PictureReading.PictureContents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where programs put their text in files of pictures, each in its own form. */
class ContainersTest {

  private static final String INFOTEXT =
      "a café\nNegative prompt: blur\n"
          + "Steps: 20, Sampler: Euler a, Seed: 1, Model hash: 31e35c80fc, Model: sdxl";

  private static final String GRAPH =
      """
      {"4": {"inputs": {"ckpt_name": "sdxl.safetensors"}, "class_type": "CheckpointLoaderSimple"}}""";

  @TempDir private Path folder;

  private void assertInfotext(byte[] bytes) {
    PictureContents contents = contents(Readings.read(folder, bytes));
    assertThat(contents.prompt()).isEqualTo("a café");
    assertThat(contents.negativePrompt()).isEqualTo("blur");
    assertThat(Readings.models(contents))
        .containsExactly("checkpoint sdxl hash=31E35C80FC of=sha256");
    assertThat(contents.problem()).isNull();
    assertThat(contents.width()).isEqualTo(640);
    assertThat(contents.height()).isEqualTo(480);
  }

  private void assertGraph(byte[] bytes) {
    PictureContents contents = contents(Readings.read(folder, bytes));
    assertThat(contents.tool()).isEqualTo("ComfyUI");
    assertThat(Readings.models(contents)).containsExactly("checkpoint sdxl.safetensors");
    assertThat(contents.problem()).isNull();
  }

  @Test
  void readsLatin1TextOfPng() {
    assertInfotext(PictureFile.png().text("parameters", INFOTEXT).pixels(99).end());
  }

  @Test
  void readsUtf8InTheChunkForLatin1() {
    byte[] data = PictureFile.utf8("parameters\0" + INFOTEXT);

    assertInfotext(PictureFile.png().chunk("tEXt", data).pixels(99).end());
  }

  /** Each text begins and ends at other places of what is read at once. */
  @Test
  void readsTextsOfAllLengthsBehindPixelsOfAllLengths() {
    for (int pixels : new int[] {0, 1, 40, 52, 4000, 4096, 70_000}) {
      for (int length : new int[] {0, 1, 30, 31, 52, 60, 4030, 4080, 4096, 9000}) {
        String comment = "a".repeat(length);
        PictureFile png = PictureFile.png().pixels(pixels).text("Comment", comment);

        assertInfotext(png.pixels(pixels).text("parameters", INFOTEXT).pixels(pixels).end());
      }
    }
  }

  /** Chunks of pixels of one length are passed over many at once. */
  @Test
  void readsTheTextBehindAnyNumberOfChunksOfPixels() {
    for (int chunks = 1; chunks <= 40; chunks++) {
      for (int last : new int[] {0, 5000, 6000, 7000}) {
        PictureFile png = PictureFile.png();
        for (int i = 0; i < chunks; i++) {
          png.pixels(6000);
        }

        assertInfotext(png.pixels(last).text("parameters", INFOTEXT).end());
        assertInfotext(png.pixels(6000).text("Comment", "").pixels(6000).end());
      }
    }
  }

  @Test
  void readsPackedTextOfPng() {
    assertInfotext(PictureFile.png().packedText("parameters", INFOTEXT).pixels(99).end());
  }

  @Test
  void readsInternationalTextOfPng() {
    assertInfotext(PictureFile.png().international("parameters", INFOTEXT).pixels(9).end());
    assertInfotext(PictureFile.png().packedInternational("parameters", INFOTEXT).end());
  }

  @Test
  void readsTextAfterThePixels() {
    assertInfotext(
        PictureFile.png()
            .pixels(70_000)
            .pixels(5000)
            .pixels(0)
            .international("parameters", INFOTEXT)
            .end());
  }

  @Test
  void readsTheChunkOfComfyUisAnimatedPng() {
    assertGraph(PictureFile.png().pixels(9000).comfyChunk("prompt", GRAPH).end());
  }

  @Test
  void readsExifOfPng() {
    byte[] exif =
        PictureFile.exif(
            ByteOrder.BIG_ENDIAN,
            List.of(),
            List.of(Tag.comment("UNICODE\0", INFOTEXT.getBytes(StandardCharsets.UTF_16BE))));

    assertInfotext(PictureFile.png().chunk("eXIf", exif).pixels(9).end());
  }

  /** The order of the text's bytes says nothing about the order of the other numbers. */
  @ParameterizedTest
  @CsvSource({
    "true, UTF-16BE, UNICODE",
    "true, UTF-16LE, UNICODE",
    "false, UTF-16BE, UNICODE",
    "false, UTF-16LE, UNICODE",
    "false, UTF-16, UNICODE",
    "true, UTF-8, ASCII",
    "true, UTF-8, UNICODE",
    "false, UTF-8, ''",
    "false, ISO-8859-1, ASCII"
  })
  void readsTheUsersComment(boolean big, String charset, String code) {
    Tag comment =
        Tag.comment(
            (code + "\0\0\0\0\0\0\0\0").substring(0, 8),
            INFOTEXT.getBytes(Charset.forName(charset)));
    byte[] exif =
        PictureFile.exif(
            big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, List.of(), List.of(comment));

    assertInfotext(PictureFile.jpeg(PictureFile.exifSegment(exif)));
    assertInfotext(PictureFile.webp(exif));
    assertInfotext(PictureFile.webp(PictureFile.join(PictureFile.latin1("Exif\0\0"), exif)));
  }

  @Test
  void readsACommentThatIsAscii() {
    byte[] exif =
        PictureFile.exif(
            ByteOrder.LITTLE_ENDIAN,
            List.of(Tag.ascii(0x0131, "Fooocus v2.5.5"), Tag.ascii(0x9286, INFOTEXT)),
            List.of());
    PictureReading reading = Readings.read(folder, PictureFile.webp(exif));

    assertInfotext(PictureFile.webp(exif));
    assertThat(contents(reading).tool()).isEqualTo("Fooocus");
  }

  @Test
  void readsTheCommentOfJpeg() {
    assertInfotext(PictureFile.jpeg(PictureFile.segment(0xFE, PictureFile.utf8(INFOTEXT))));
  }

  @Test
  void readsComfyUisTagsOfWebp() {
    byte[] exif =
        PictureFile.exif(
            ByteOrder.LITTLE_ENDIAN,
            List.of(
                Tag.ascii(0x010E, "other:{\"a\": 1}"),
                Tag.ascii(0x010F, "workflow:{\"nodes\": [], \"version\": 0.4}"),
                Tag.ascii(0x0110, "prompt:" + GRAPH)),
            List.of());

    assertGraph(PictureFile.webp(exif));
  }

  /** ComfyUI's own examples have their workflow there. */
  @Test
  void readsTextAfterTheEndOfPng() {
    byte[] whole = PictureFile.png().pixels(9).end();
    byte[] text = PictureFile.png().cut();
    byte[] after = PictureFile.png().text("parameters", INFOTEXT).cut();
    byte[] chunk = Arrays.copyOfRange(after, text.length, after.length);

    assertInfotext(PictureFile.join(whole, chunk));
    assertInfotext(PictureFile.join(whole, chunk, PictureFile.latin1("PK\3\4 an archive")));
    assertNothing(PictureFile.join(whole, Arrays.copyOf(chunk, chunk.length - 5)));
    assertNothing(PictureFile.join(whole, PictureFile.latin1("PK\3\4 an archive"), chunk));
    assertNothing(PictureFile.join(whole, PictureFile.latin1("\0\0\0\4abc")));
  }

  private void assertNothing(byte[] bytes) {
    assertThat(Readings.read(folder, bytes))
        .isEqualTo(
            new PictureContents(
                MediaKind.PICTURE,
                null,
                null,
                null,
                java.util.Map.of(),
                List.of(),
                640,
                480,
                null));
  }

  /** ComfyUI counts its tags down from 0x0110, and savers of others count up. */
  @ParameterizedTest
  @ValueSource(ints = {0x010F, 0x0111, 0x0113, 0x9C9C})
  void readsComfyUisTextsInAnyTagOfWebp(int tag) {
    String workflow =
        """
        {"nodes": [{"type": "CheckpointLoaderSimple", "widgets_values": ["sdxl.safetensors"]}],
        "links": []}""";

    assertGraph(
        PictureFile.webp(
            PictureFile.exif(
                ByteOrder.BIG_ENDIAN, List.of(Tag.ascii(tag, "workflow:" + workflow)), List.of())));
  }

  /** A value that several tags share is read once, and no more than the block holds is read. */
  @Test
  void readsEachValueOfExifOnce() {
    byte[] comment = PictureFile.join(PictureFile.latin1("ASCII\0\0\0"), PictureFile.utf8("boats"));
    byte[] exif =
        PictureFile.exif(
            ByteOrder.BIG_ENDIAN, List.of(), Collections.nCopies(500, new Tag(0x9286, 7, comment)));
    int values = exif.length - 500 * comment.length;
    ByteBuffer entries = ByteBuffer.wrap(exif);
    for (int i = 0; i < 500; i++) {
      entries.putInt(entry(i) + 8, values);
    }

    assertThat(texts(exif).list()).containsExactly(new PictureText("UserComment", "boats"));

    for (int i = 0; i < 500; i++) {
      entries.putInt(entry(i) + 4, 2000);
      entries.putInt(entry(i) + 8, values + i);
    }
    PictureTexts overlapping = texts(exif);
    assertThat(overlapping.list()).hasSizeBetween(1, exif.length / 2000);
    assertThat(overlapping.contents().build())
        .isEqualTo(new PictureReading.Failed("the values of its EXIF overlap: it is damaged"));
  }

  private static int entry(int number) {
    return 8 + 2 + 12 + 4 + 2 + 12 * number;
  }

  private static PictureTexts texts(byte[] exif) {
    PictureTexts texts = new PictureTexts(new ContentsBuilder());
    Exif.read(exif, texts);
    return texts;
  }

  @Test
  void readsTheWorkflowInADescription() {
    String workflow =
        """
        {"nodes": [{"type": "CheckpointLoaderSimple", "widgets_values": ["sdxl.safetensors"]}],
        "links": []}""";
    byte[] exif =
        PictureFile.exif(
            ByteOrder.BIG_ENDIAN, List.of(Tag.ascii(0x010E, "Workflow:" + workflow)), List.of());

    assertGraph(PictureFile.webp(exif));
  }

  @Test
  void readsFilesOfTextAndJson() {
    assertThat(Readings.models(Readings.read(folder, PictureFile.utf8(INFOTEXT))))
        .containsExactly("checkpoint sdxl hash=31E35C80FC of=sha256");
    assertThat(Readings.models(Readings.read(folder, PictureFile.utf8("\uFEFF" + GRAPH))))
        .containsExactly("checkpoint sdxl.safetensors");
    assertThat(Readings.models(Readings.read(folder, INFOTEXT.getBytes(StandardCharsets.UTF_16))))
        .containsExactly("checkpoint sdxl hash=31E35C80FC of=sha256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Screenshot", "Created with GIMP", "  ", "CREATOR: gd-jpeg v1.0", "[]"})
  void takesNoOtherCommentForAPrompt(String comment) {
    byte[] exif =
        PictureFile.exif(
            ByteOrder.BIG_ENDIAN,
            List.of(Tag.ascii(0x010F, "Canon"), Tag.ascii(0x0110, "EOS: [R5]")),
            List.of(Tag.comment("ASCII\0\0\0", PictureFile.utf8(comment))));
    byte[] bytes =
        PictureFile.jpeg(
            PictureFile.exifSegment(exif), PictureFile.segment(0xFE, PictureFile.utf8(comment)));

    assertNothing(bytes);
  }

  @ParameterizedTest
  @CsvSource({"9, true", "10, false"})
  void readsNoTextsAfterManyThatAreDamaged(int damaged, boolean read) {
    PictureFile png = PictureFile.png();
    for (int i = 0; i < damaged; i++) {
      png.chunk("zTXt", PictureFile.latin1("a\0\0damaged"));
    }
    byte[] file = png.text("parameters", "a boat\nSteps: 1, Sampler: a, Seed: 1").end();

    assertThat(Readings.read(folder, file) instanceof PictureContents).isEqualTo(read);
  }

  private enum Broken {
    LONG_CHUNK(
        PictureFile.join(
            PictureFile.png().cut(), PictureFile.latin1("\u00ff\u00ff\u00ff\u00fftEXtabc")),
        "a chunk of it claims the length 4294967295, and the rest of the file has the length 3"),
    CUT_OFF(PictureFile.png().pixels(9).cut(), "the file ends too early: an interrupted download?"),
    BOMB(
        PictureFile.png().packedText("parameters", "a".repeat(17 << 20)).end(),
        "a text in it unpacks to more than 16777216 bytes"),
    INTERNATIONAL_BOMB(
        PictureFile.png().packedInternational("parameters", "a".repeat(17 << 20)).end(),
        "a text in it unpacks to more than 16777216 bytes"),
    DAMAGED_TEXT(
        PictureFile.png().chunk("zTXt", PictureFile.latin1("a\0\0damaged")).end(),
        "a packed text in it is cut off or damaged"),
    EMPTY_TEXT(
        PictureFile.png().chunk("zTXt", PictureFile.latin1("a\0\0")).end(),
        "a packed text in it is cut off or damaged"),
    MANY_SETTINGS(
        PictureFile.png()
            .text("parameters", "a\nSteps: 1, Seed: 1, " + "kk: v, ".repeat(10_001))
            .end(),
        "its infotext has more than 10000 settings"),
    DEEP_JSON(
        PictureFile.png().text("prompt", "{\"a\":" + "[".repeat(100_000)).end(),
        "its JSON nests deeper than 200 levels"),
    CUT_JSON(
        PictureFile.png().text("prompt", GRAPH.substring(0, 40)).end(),
        "its JSON is damaged or cut off"),
    LONG_RIFF(
        PictureFile.latin1("RIFF\0\0\0\0WEBPEXIF\u00ff\u00ff\u00ff\u00ff"),
        "a chunk of it claims the length 4294967295, and the rest of the file has the length 0"),
    DAMAGED_JPEG(PictureFile.latin1("\u00ff\u00d8\u00ff\u00e0\0\2abc"), "it is a damaged JPEG"),
    CUT_JPEG(
        PictureFile.latin1("\u00ff\u00d8\u00ff\u00e0"),
        "the file ends too early: an interrupted download?"),
    NOTHING(new byte[0], "the file is empty"),
    BINARY(new byte[20], "it is no picture, video or sound that tsr knows, and no text"),
    LATIN1(
        PictureFile.latin1("caf\u00e9"),
        "it is no picture, video or sound that tsr knows, and no text");

    private final byte[] bytes;
    private final String reason;

    Broken(byte[] bytes, String reason) {
      this.bytes = bytes;
      this.reason = reason;
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesWhatIsBroken(Broken broken) {
    assertThat(Readings.read(folder, broken.bytes))
        .isEqualTo(new PictureReading.Failed(broken.reason));
  }

  @Test
  void keepsWhatWasReadBeforeAFault() {
    byte[] bytes = PictureFile.png().text("parameters", INFOTEXT).pixels(9).cut();

    PictureContents contents = contents(Readings.read(folder, bytes));

    assertThat(contents.models()).hasSize(1);
    assertThat(contents.problem()).isEqualTo("the file ends too early: an interrupted download?");
  }

  @Test
  void followsNoDirectoryTwice() {
    byte[] exif =
        PictureFile.exif(ByteOrder.BIG_ENDIAN, List.of(Tag.ascii(0x0131, "abcdef")), List.of());
    exif[8 + 2 + 12 + 11] = 8; // the lower directory is the first one

    assertThat(contents(Readings.read(folder, PictureFile.webp(exif))).models()).isEmpty();
  }

  @Test
  void readsNoFolderAndNoMissingFile() {
    assertThat(PictureReader.read(folder))
        .isEqualTo(
            new PictureReading.Failed(
                "it is a folder; for the pictures in it: find FOLDER -type f | tsr db needs --paths"));
    assertThat(PictureReader.read(folder.resolve("none.png")))
        .isEqualTo(new PictureReading.Failed("there is no such file"));
  }
}
