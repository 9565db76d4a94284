package dev.tensors.tsr.pictures;

import static dev.tensors.tsr.pictures.PictureFile.join;
import static dev.tensors.tsr.pictures.PictureFile.latin1;
import static dev.tensors.tsr.pictures.PictureFile.riffChunk;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  private static PictureReading read(Path file) {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> PictureReader.read(file));
  }

  /** The prompt and the models; none if nothing could be read. */
  private static List<String> told(PictureReading reading) {
    List<String> told = new ArrayList<>();
    if (reading instanceof PictureReading.PictureContents contents) {
      told.addAll(Readings.models(contents));
      if (contents.prompt() != null) {
        told.add(contents.prompt());
      }
    }
    return told;
  }

  private void assertTellsNothing(byte[] bytes) {
    PictureReading.PictureContents contents = Readings.contents(read(bytes));
    assertThat(told(contents)).isEmpty();
    assertThat(contents.problem()).isNull();
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
    List<String> all = told(read(whole));
    Path file = folder.resolve("cut.png"); // the name of a picture: else a short one is a text
    for (int end = 0; end < whole.length; end++) {
      byte[] cut = Arrays.copyOf(whole, end);
      try {
        Files.write(file, cut);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      assertThat(told(read(file))).as("%d bytes", end).isIn(List.of(), all);
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
      nested =
          i % 2 == 0
              ? MediaFile.box("udta", nested)
              : MediaFile.box("meta", MediaFile.big(0), nested);
    }

    assertTellsNothing(join(MediaFile.FTYP, MediaFile.box("moov", nested)));
  }

  @Test
  void takesNoMemoryForKeysThatAreNotThere() {
    byte[] keys = MediaFile.box("keys", MediaFile.big(0), MediaFile.big(Integer.MAX_VALUE));
    byte[] list = MediaFile.box("ilst", MediaFile.box("\0\0\0\1", MediaFile.box("data")));
    byte[] meta = MediaFile.box("meta", MediaFile.big(0), MediaFile.box("hdlr"), keys, list);

    assertTellsNothing(join(MediaFile.FTYP, MediaFile.box("moov", meta)));
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

    assertFails(
        join(MediaFile.EBML, MediaFile.element(0x18538067, seek, MediaFile.cluster(10), seek)),
        "it is a damaged video");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 0xFF})
  void refusesDamagedNumbers(int first) {
    byte[] numbers = repeated(new byte[] {(byte) first}, 100);

    for (byte[] video :
        List.of(
            join(MediaFile.EBML, MediaFile.id(0x18538067), numbers),
            join(MediaFile.EBML, numbers))) {
      assertThat(told(read(video))).isEmpty();
    }
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
    assertThat(told(read(MediaFile.id3(4, repeated(frame, 200_000))))).isEmpty();
    assertFails(
        join(Arrays.copyOf(gif, 25), repeated(new byte[] {0x21, (byte) 0xF9, 0}, 1_100_000)),
        "it has more than 1000000 blocks");
    assertFails(
        join(Arrays.copyOf(gif, 25), repeated(new byte[] {0x21, (byte) 0xFE, 0}, 1_100_000)),
        "it has more than 1000 texts");
  }

  /** Tags in a chunk of a sound claim to go on to the end of the file, as all other chunks do. */
  @Test
  void readsTagsWithinTheirChunk() {
    byte[] claim = join(latin1("ID3"), new byte[] {4, 0, 0}, MediaFile.syncSafe((1 << 28) - 1));
    byte[] chunk = riffChunk("id3 ", join(claim, new byte[12]));
    byte[] name = repeated(MediaFile.id3Frame("TIT2", new byte[3]), 10_000);
    byte[] tag = join(claim, MediaFile.id3Frame("TXXX", utf8("\3prompt\0" + TAGS.get("prompt"))));
    byte[] body =
        join(
            latin1("WAVE"),
            riffChunk("id3 ", tag),
            repeated(chunk, 30_000),
            riffChunk("data", name));

    PictureReading reading = read(join(latin1("RIFF"), MediaFile.big(0), body));

    assertThat(Readings.models(reading)).containsExactly("lora x");
    assertThat(Readings.contents(reading).problem()).isNull();
  }
}
