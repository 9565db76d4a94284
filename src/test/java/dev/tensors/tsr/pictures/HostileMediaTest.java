package dev.tensors.tsr.pictures;

import static dev.tensors.tsr.pictures.PictureFile.join;
import static dev.tensors.tsr.pictures.PictureFile.latin1;
import static dev.tensors.tsr.pictures.PictureFile.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tensors.tsr.pictures.contents.PictureReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos and sounds that a stranger made to take time or memory, or that are cut off. */
class HostileMediaTest {

  private static final Map<String, String> TAGS =
      Map.of(
          "prompt",
          "{\"1\": {\"class_type\": \"LoraLoader\", \"inputs\": {\"lora_name\": \"x\"}}}");

  private static final String DAMAGED = "a box of it has an impossible length: it is damaged";

  @TempDir private Path folder;

  private PictureReading read(byte[] bytes) {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Readings.read(folder, bytes));
  }

  private void assertFails(byte[] bytes, String reason) {
    assertThat(read(bytes)).isEqualTo(new PictureReading.Failed(reason));
  }

  private static byte[] repeated(byte[] part, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static Stream<byte[]> whole() {
    return Stream.of(
        MediaFile.mp4(TAGS),
        MediaFile.mp4WithComment("{\"prompt\": 1}"),
        MediaFile.movWithOwnComment("x"),
        MediaFile.avif(new byte[50]),
        MediaFile.webm(TAGS),
        MediaFile.streamedWebm(TAGS),
        MediaFile.webmWithTagsLast(TAGS, true),
        MediaFile.flac(TAGS),
        MediaFile.opus(TAGS),
        MediaFile.mp3(TAGS),
        MediaFile.wav("json", utf8("{}")),
        MediaFile.gif("x"));
  }

  @ParameterizedTest
  @MethodSource("whole")
  void readsWhatIsCutOffAnywhere(byte[] whole) {
    Path file = folder.resolve("cut.png"); // the name of a picture: else a short one is a text
    for (int end = 0; end < whole.length; end++) {
      byte[] cut = Arrays.copyOf(whole, end);
      try {
        Files.write(file, cut);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      assertThat(PictureReader.read(file)).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 7, 15, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void refusesImpossibleLengths(long length) {
    assertFails(
        join(MediaFile.FTYP, MediaFile.largeBox("moov", length), MediaFile.moov(TAGS)), DAMAGED);
    if (length == (int) length) {
      assertFails(join(MediaFile.FTYP, MediaFile.big((int) length), latin1("moov")), DAMAGED);
    }
  }

  /** A length of 0 means that the box goes on to the end of the file. */
  @Test
  void readsTheLastBoxToTheEnd() {
    byte[] moov = MediaFile.moov(TAGS);
    ByteBuffer.wrap(moov).putInt(0, 0);

    assertThat(Readings.models(read(join(MediaFile.FTYP, moov)))).containsExactly("lora x");
  }

  @ParameterizedTest
  @CsvSource({
    "moov, 0", "free, 8", "mdat, 8", "wide, 8",
  })
  @Tag("long")
  void stopsAfterManyBoxes(String type, int length) {
    byte[] box = join(MediaFile.big(length == 0 ? 8 : length), latin1(type));

    assertFails(join(MediaFile.FTYP, repeated(box, 1_000_000)), "it has more than 200000 boxes");
  }

  @Test
  void readsBoxesThatNestAsDeepAsTheyCan() {
    byte[] nested = new byte[0];
    for (int i = 0; i < 5_000; i++) {
      nested = MediaFile.box(i % 2 == 0 ? "udta" : "meta", nested);
    }

    assertThat(read(join(MediaFile.FTYP, MediaFile.box("moov", nested)))).isNotNull();
  }

  @Test
  void takesNoMemoryForKeysThatAreNotThere() {
    byte[] keys = MediaFile.box("keys", MediaFile.big(0), MediaFile.big(Integer.MAX_VALUE));
    byte[] list = MediaFile.box("ilst", MediaFile.box("\0\0\0\1", MediaFile.box("data")));
    byte[] meta = MediaFile.box("meta", MediaFile.big(0), MediaFile.box("hdlr"), keys, list);

    assertThat(read(join(MediaFile.FTYP, MediaFile.box("moov", meta)))).isNotNull();
  }

  @Test
  @Tag("long")
  void takesNoMoreTextThanAPictureMayHave() {
    String large = "{\"a\": \"" + "x".repeat(9 << 20) + "\"}";

    assertFails(
        MediaFile.mp4(Map.of("one", large, "two", large)),
        "its texts have more than 16 MiB together");
    assertFails(
        MediaFile.webm(Map.of("one", large, "two", large)),
        "its texts have more than 16 MiB together");
  }

  @Test
  @Tag("long")
  void stopsAfterManyElements() {
    byte[] empty = {(byte) 0xEC, (byte) 0x80};

    assertFails(
        join(MediaFile.EBML, MediaFile.element(0x18538067, repeated(empty, 1_000_000))),
        "it has more than 200000 elements");
    assertFails(
        join(
            MediaFile.EBML,
            MediaFile.element(
                0x18538067, MediaFile.element(0x1254C367, repeated(empty, 1_000_000)))),
        "it has more than 200000 elements");
  }

  /** The list of parts says that the tags are in the list itself. */
  @Test
  void followsNoListThatLeadsToItself() {
    byte[] id = MediaFile.id(0x1254C367);
    byte[] seek =
        MediaFile.element(
            0x114D9B74,
            MediaFile.element(
                0x4DBB,
                MediaFile.element(0x53AB, id),
                MediaFile.element(0x53AC, MediaFile.big(12))));

    assertThat(
            read(
                join(
                    MediaFile.EBML,
                    MediaFile.element(0x18538067, seek, MediaFile.cluster(10), seek))))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0xFF})
  void refusesDamagedNumbers(int first) {
    byte[] numbers = repeated(new byte[] {(byte) first}, 100);

    assertThat(read(join(MediaFile.EBML, MediaFile.id(0x18538067), numbers))).isNotNull();
    assertThat(read(join(MediaFile.EBML, numbers))).isNotNull();
  }

  @Test
  @Tag("long")
  void stopsAfterManyBlocks() {
    byte[] gif = MediaFile.gif("");
    byte[] parts = repeated(new byte[] {1, 7}, 1_100_000);

    assertFails(
        join(Arrays.copyOf(gif, 25), new byte[] {0x21, (byte) 0xF9}, parts),
        "it has more than 1000000 blocks");
    assertFails(
        join(latin1("fLaC"), repeated(MediaFile.big(0), 1_000_000)),
        "it has more than 10000 blocks");
    byte[] page = join(latin1("OggS\0"), new byte[22]);
    assertThat(read(repeated(page, 300_000))).isInstanceOf(PictureReading.PictureContents.class);
    byte[] frame = MediaFile.id3Frame("TXXX", new byte[0]);
    assertThat(read(MediaFile.id3(4, repeated(frame, 200_000)))).isNotNull();
  }
}
