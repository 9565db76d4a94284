package dev.tensors.tsr.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pictures of the page. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class PagePicturesTest extends CommandTest {

  private static final byte[] SECRET = ascii("/home/me/secret");

  /** The pixel of a WebP file, in a chunk. */
  private static final byte[] PIXEL = Base64.getDecoder().decode("MAEAnQEqAQABAA7A/iWkAANwAAAA");

  private Path page;

  @BeforeEach
  void workplace() {
    page = home.resolve("page");
  }

  static byte[] picture(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height / 2);
    return written(image, format);
  }

  static byte[] transparent() {
    return written(new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB), "png");
  }

  private static byte[] written(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      assertThat(ImageIO.write(image, format, bytes)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Stream.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** Some bytes with others inserted. */
  static byte[] with(byte[] bytes, int at, byte[]... inserted) {
    return joined(
        Arrays.copyOf(bytes, at), joined(inserted), Arrays.copyOfRange(bytes, at, bytes.length));
  }

  private static byte[] big(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private static byte[] little(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  /** A chunk of a PNG file. */
  static byte[] chunk(String type, byte[] content) {
    byte[] named = joined(ascii(type), content);
    CRC32 sum = new CRC32();
    sum.update(named);
    return joined(big(content.length), named, big((int) sum.getValue()));
  }

  /** A segment of a JPEG file. */
  private static byte[] segment(int marker, byte[]... content) {
    byte[] all = joined(content);
    return joined(
        new byte[] {
          -1, (byte) marker, (byte) ((all.length + 2) >> 8), (byte) ((all.length + 2) & 0xFF)
        },
        all);
  }

  /** Chunks of a WebP file, each a name and its bytes. */
  private static byte[] chunks(Object... chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < chunks.length; i += 2) {
      byte[] content = (byte[]) chunks[i + 1];
      all.writeBytes(ascii((String) chunks[i]));
      all.writeBytes(little(content.length));
      all.writeBytes(Arrays.copyOf(content, (content.length + 1) / 2 * 2));
    }
    return all.toByteArray();
  }

  private static byte[] webp(byte[] chunks) {
    return joined(ascii("RIFF"), little(chunks.length + 4), ascii("WEBP"), chunks);
  }

  private static byte[] avif(int width, int height) {
    byte[] size = joined(big(20), ascii("ispe"), big(0), big(width), big(height));
    return joined(
        big(20),
        ascii("ftypavif"),
        big(0),
        ascii("avif"),
        big(12 + size.length),
        ascii("meta"),
        big(0),
        size);
  }

  private Result write(String... options) {
    return tsr.db("page", page, options);
  }

  /** Writes the page with the picture of a model, and returns it. */
  private byte[] shown(String name, byte[] content, String... options) throws IOException {
    library.model(name.substring(0, name.indexOf('.')) + ".safetensors", 1);
    library.file(name, content);
    workplace.scan();
    Result result = write(options);
    assertThat(result.err()).doesNotContain("left out");
    List<byte[]> pictures = pictures();
    assertThat(pictures).hasSize(1);
    return pictures.getFirst();
  }

  private List<byte[]> pictures() throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    try (Stream<Path> files = Files.list(page.resolve("pictures"))) {
      for (Path file : files.sorted().toList()) {
        pictures.add(Files.readAllBytes(file));
      }
    }
    return pictures;
  }

  /** The line about a picture that is left out. */
  private String refused(String name, byte[] content, String... options) throws IOException {
    library.model(name.substring(0, name.indexOf('.')) + ".safetensors", 1);
    Path picture = library.file(name, content);
    workplace.scan();
    Result result = write(options).exits(0);
    assertThat(result.err()).endsWith("; 1 picture left out\n");
    assertThat(pictures()).isEmpty();
    String line = result.err().lines().findFirst().orElseThrow();
    String start = "tsr: " + picture + ": left out of the page: ";
    assertThat(line).startsWith(start);
    return line.substring(start.length());
  }

  private static BufferedImage read(byte[] picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture));
  }

  @ParameterizedTest
  @CsvSource({
    "png, 1000, 2000, 240, 480",
    "jpeg, 5000, 100, 480, 10",
    "bmp, 960, 960, 480, 480",
    "gif, 962, 20, 480, 10",
    "png, 30, 40, 30, 40",
  })
  void drawsPicturesSmaller(String format, int width, int height, int drawnWidth, int drawnHeight)
      throws IOException {
    BufferedImage drawn = read(shown("a.png", picture(format, width, height)));

    assertThat(drawn.getWidth()).isEqualTo(drawnWidth);
    assertThat(drawn.getHeight()).isEqualTo(drawnHeight);
    assertThat(new Color(drawn.getRGB(drawnWidth / 8, drawnHeight / 8)).getRed())
        .isGreaterThan(200);
    assertThat(new Color(drawn.getRGB(drawnWidth - 1, drawnHeight - 1)).getRed()).isLessThan(80);
  }

  @Test
  void showsThePictureInTheHeader() throws IOException {
    String png = Base64.getEncoder().encodeToString(picture("png", 1000, 500));
    library.model(
        "a.safetensors",
        16,
        1,
        "{\"modelspec.thumbnail\":\"data:image/png;base64,%s\"}".formatted(png));
    library.model(
        "b.safetensors",
        16,
        2,
        "{\"ssmd_cover_images\":\"[\\\"AAAA\\\",\\\"%s\\\"]\"}".formatted(png));
    library.model("c.safetensors", 16, 3, "{\"modelspec.thumbnail\":\"%s\"}".formatted(png));
    library.file("c.png", picture("png", 30, 40));
    workplace.scan();

    write().exits(0);

    assertThat(pictures()).hasSize(2); // one for a and b, and the one beside c
    assertThat(pictures().stream().map(PagePicturesTest::widthOf))
        .containsExactlyInAnyOrder(480, 30);
    write().exits(0);
    assertThat(pictures()).hasSize(2);
  }

  private static int widthOf(byte[] picture) {
    try {
      return read(picture).getWidth();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The beginning of a picture, and then nothing; and one with more pixels than memory. */
  @Test
  void leavesOutADamagedPictureInTheHeader() throws IOException {
    byte[] png = picture("png", 4, 4);
    for (byte[] damaged :
        List.of(
            Arrays.copyOf(png, 40),
            joined(
                Arrays.copyOf(png, 16),
                big(60_000),
                big(60_000),
                Arrays.copyOfRange(png, 24, png.length)))) {
      library.model(
          "a.safetensors",
          16,
          damaged.length,
          "{\"modelspec.thumbnail\":\"%s\"}"
              .formatted(Base64.getEncoder().encodeToString(damaged)));
      workplace.scan();

      assertThat(write().exits(0).err()).endsWith("; 1 picture left out\n");
    }
  }

  @Test
  void keepsWhatIsTransparent() throws IOException {
    byte[] drawn = shown("a.png", transparent());

    assertThat(drawn).startsWith(0x89, 'P', 'N', 'G');
    assertThat(read(drawn).getRGB(3, 3)).isZero();
  }

  /** Each turns the red quarter to another corner. */
  @ParameterizedTest
  @CsvSource({
    "1, true, true, false", "2, false, true, false", "3, false, false, false",
        "4, true, false, false",
    "5, true, true, true", "6, false, true, true", "7, false, false, true", "8, true, false, true"
  })
  void turnsAPhotographUpright(int orientation, boolean left, boolean top, boolean turned)
      throws IOException {
    byte[] exif =
        joined(ascii("Exif\0\0II*\0\b\0\0\0\1\0\22\1\3\0\1\0\0\0"), little(orientation), big(0));
    byte[] photograph = with(picture("jpeg", 200, 100), 2, segment(0xE1, exif));

    BufferedImage drawn = read(shown("a.jpg", photograph));

    assertThat(drawn.getWidth()).isEqualTo(turned ? 100 : 200);
    int x = drawn.getWidth() * (left ? 1 : 3) / 4;
    int y = drawn.getHeight() * (top ? 1 : 3) / 4;
    assertThat(new Color(drawn.getRGB(x, y)).getRed()).isGreaterThan(200);
    assertThat(new Color(drawn.getRGB(drawn.getWidth() - x, y)).getRed()).isLessThan(80);
  }

  @Test
  void keepsOnlyThePixels() throws IOException {
    byte[] png =
        with(
            picture("png", 40, 30),
            33,
            chunk("iCCP", joined(SECRET, new byte[2], deflated(SECRET))),
            chunk("fdAT", joined(big(1), SECRET)),
            chunk("tEXt", joined(ascii("workflow\0"), SECRET)));
    byte[] jpeg =
        with(
            picture("jpeg", 40, 30),
            2,
            segment(0xE0, ascii("JFXX\0\20"), SECRET),
            segment(0xE1, ascii("Exif\0\0"), SECRET),
            segment(0xE2, ascii("ICC_PROFILE\0\1\1"), SECRET),
            segment(0xFE, SECRET));
    for (byte[] content : List.of(png, jpeg)) {
      for (String[] options : new String[][] {{}, {"--no-paths"}}) {
        assertThat(new String(shown("a.png", content, options), StandardCharsets.ISO_8859_1))
            .doesNotContain("secret");
      }
    }
  }

  private static byte[] deflated(byte[] content) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(content);
      deflater.finish();
      byte[] deflated = new byte[1000];
      return Arrays.copyOf(deflated, deflater.deflate(deflated));
    }
  }

  @Test
  void copiesAWebpWithNothingButItsPixels() throws IOException {
    byte[] canvas = {0x3E, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] still = {0x10, 0, 0, 0, 3, 0, 0, 5, 0, 0};
    byte[] loop = new byte[6];
    byte[] frame = {0, 0, 0, 0, 0, 0, 3, 0, 0, 5, 0, 0, 100, 0, 0, 0};
    byte[] animation =
        webp(
            chunks(
                "VP8X", canvas,
                "ICCP", SECRET,
                "ANIM", loop,
                "ANMF", joined(frame, chunks("VP8 ", PIXEL, "EXIF", SECRET, "none", SECRET)),
                "ANMF", joined(frame, chunks("VP8 ", SECRET)),
                "EXIF", SECRET,
                "XMP ", SECRET));

    assertThat(shown("a.webp", joined(animation, SECRET), "--no-paths"))
        .isEqualTo(webp(chunks("VP8X", still, "VP8 ", PIXEL)));
    byte[] picture = webp(chunks("VP8 ", PIXEL));
    assertThat(shown("a.webp", picture)).isEqualTo(picture);
  }

  private static byte[] box(String type, byte[]... content) {
    byte[] all = joined(content);
    return joined(big(all.length + 8), ascii(type), all);
  }

  private static byte[] blank(int length) {
    return box("free", new byte[length - 8]);
  }

  /** An element of a WebM file. */
  private static byte[] element(String id, byte[]... content) {
    byte[] all = joined(content);
    return joined(HexFormat.of().parseHex(id), new byte[] {(byte) (0x80 | all.length)}, all);
  }

  /** Nothing moves, since other parts of the file name places in it. */
  @Test
  void copiesAVideoWithNothingButItsPixels() throws IOException {
    byte[] type = box("ftyp", ascii("isom"), big(0));
    byte[] pixels = box("mdat", PIXEL);
    byte[] text = box("udta", box("meta", SECRET));
    byte[] handler = new byte[24];
    byte[] video =
        joined(
            type,
            box("uuid", SECRET),
            box("moov", text, box("trak", text, box("mdia", box("hdlr", handler, SECRET)))),
            pixels,
            box("free", SECRET));
    byte[] none = blank(text.length);

    assertThat(shown("a.mp4", video))
        .isEqualTo(
            joined(
                type,
                blank(8 + SECRET.length),
                box(
                    "moov",
                    none,
                    box("trak", none, box("mdia", box("hdlr", handler, new byte[SECRET.length])))),
                pixels,
                blank(8 + SECRET.length)));

    byte[] tags = element("1254C367", SECRET);
    byte[] title = element("7BA9", SECRET);
    byte[] unit = element("2AD7B1", new byte[] {15, 66, 64});
    byte[] info = element("1549A966", unit, title);
    byte[] cluster = element("1F43B675", PIXEL);
    byte[] start = element("1A45DFA3", element("4282", ascii("webm")));
    assertThat(shown("a.mp4", joined(start, element("18538067", info, tags, cluster))))
        .isEqualTo(
            joined(
                start,
                element(
                    "18538067",
                    element("1549A966", unit, nothing(title.length)),
                    nothing(tags.length),
                    cluster)));
  }

  private static byte[] nothing(int length) {
    byte[] element = new byte[length];
    element[0] = (byte) 0xEC;
    element[1] = 1;
    element[8] = (byte) (length - 9);
    return element;
  }

  @Test
  void copiesAnAvifWithNothingButItsPixels() throws IOException {
    byte[] items =
        box(
            "iinf",
            big(0),
            new byte[] {0, 2},
            box("infe", big(2 << 24), new byte[] {0, 1, 0, 0}, ascii("av01Color\0")),
            box("infe", big(2 << 24), new byte[] {0, 2, 0, 0}, ascii("Exif\0")));
    byte[] profile = box("colr", ascii("prof"), SECRET);
    byte[] size = box("ispe", big(0), big(16), big(12));
    byte[] type = box("ftyp", ascii("avif"), big(0), ascii("avif"));
    int head = type.length + 12 + items.length + 8 + 8 + profile.length + size.length + 8 + 36;
    byte[] places =
        box(
            "iloc",
            big(0),
            new byte[] {0x44, 0, 0, 2},
            new byte[] {0, 1, 0, 0, 0, 1},
            big(head + 8),
            big(PIXEL.length),
            new byte[] {0, 2, 0, 0, 0, 1},
            big(head + 8 + PIXEL.length),
            big(SECRET.length));
    byte[] picture =
        joined(
            type,
            box("meta", big(0), items, box("iprp", box("ipco", profile, size)), places),
            box("mdat", PIXEL, SECRET));
    assertThat(head).isEqualTo(picture.length - 8 - PIXEL.length - SECRET.length);

    byte[] shown = shown("a.png", picture);

    assertThat(shown).hasSameSizeAs(picture);
    assertThat(new String(shown, StandardCharsets.ISO_8859_1))
        .doesNotContain("secret", "Color")
        .contains("av01", "ispe", new String(PIXEL, StandardCharsets.ISO_8859_1));
    assertThat(shown).endsWith(new byte[SECRET.length]);
  }

  /** A JPEG file for print, which is not drawn here. */
  @Test
  void copiesAJpegThatCannotBeDrawnWithNothingButItsPixels() throws IOException {
    byte[] colours = segment(0xEE, ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, 2});
    byte[] frame =
        segment(0xC0, new byte[] {8, 0, 1, 0, 1, 4, 1, 17, 0, 2, 17, 0, 3, 17, 0, 4, 17, 0});
    byte[] tables = segment(0xDB, new byte[65]);
    byte[] scan =
        joined(segment(0xDA, new byte[] {4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0}), new byte[] {8, 8});
    byte[] start = {-1, -40};
    byte[] end = {-1, -39};
    byte[] exif = joined(ascii("Exif\0\0MM\0*\0\0\0\b\0\1\1\22\0\3\0\0\0\1\0\6\0\0"), big(0));
    byte[] print =
        joined(
            start,
            segment(0xE0, ascii("JFXX\0\20"), SECRET),
            segment(0xE1, exif, SECRET),
            segment(0xE2, ascii("ICC_PROFILE\0\1\1"), SECRET),
            colours,
            segment(0xFE, SECRET),
            tables,
            frame,
            segment(0xED, SECRET),
            scan,
            end,
            SECRET);

    assertThat(shown("a.jpg", print))
        .isEqualTo(joined(start, segment(0xE1, exif), colours, tables, frame, scan, end));
    assertThat(refused("a.jpg", Arrays.copyOf(print, print.length - SECRET.length - 2)))
        .isEqualTo("it is damaged; replace it");
  }

  /** Two bytes for each tenth of a second. */
  @Test
  void drawsNoJpegOfThousandsOfScans() throws IOException {
    byte[] jpeg = picture("jpeg", 1000, 1000);
    byte[] scan = segment(0xDA, new byte[] {1, 1, 0, 1, 63, 0});
    byte[][] scans = new byte[1000][];
    Arrays.fill(scans, scan);

    assertThat(refused("a.jpg", with(jpeg, jpeg.length - 2, scans)))
        .isEqualTo("it is damaged; replace it");
  }

  @Test
  void leavesOutWhatClaimsTooManyPixels() throws IOException {
    String reason = "it has more than 50 megapixels; save a smaller one";
    byte[] png = picture("png", 1, 1);
    for (int[] side : new int[][] {{10_000, 5001}, {1, 70_000}, {Integer.MAX_VALUE, 1}}) {
      byte[] head = joined(big(side[0]), big(side[1]), new byte[] {8, 2, 0, 0, 0});
      byte[] claim =
          joined(
              Arrays.copyOf(png, 8), chunk("IHDR", head), Arrays.copyOfRange(png, 33, png.length));
      assertThat(refused("a.png", claim)).isEqualTo(reason);
    }
    byte[] jpeg = picture("jpeg", 1, 1);
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    ByteBuffer.wrap(jpeg).putInt(frame + 5, 0xFFFFFFFF);
    assertThat(refused("a.png", jpeg)).isEqualTo(reason);
    byte[] gif = picture("gif", 1, 1);
    int image = new String(gif, StandardCharsets.ISO_8859_1).indexOf(",\0\0\0\0\1\0\1\0");
    ByteBuffer.wrap(gif).putInt(image + 5, 0xFFFFFFFF);
    assertThat(refused("a.png", gif)).isEqualTo(reason);
    byte[] bmp = picture("bmp", 1, 1);
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 10_000).putInt(22, 6_000);
    assertThat(refused("a.png", bmp)).isEqualTo("it is damaged; replace it");
    assertThat(refused("a.png", avif(10_000, 5001))).isEqualTo(reason);
    byte[] canvas = {0, 0, 0, 0, 16, 39, 0, (byte) 136, 19, 0};
    assertThat(refused("a.png", webp(chunks("VP8X", canvas, "VP8 ", PIXEL)))).isEqualTo(reason);
    byte[] lossless = joined(new byte[] {0x2F}, little(0x0FFFFFFF), new byte[9]);
    assertThat(refused("a.png", webp(chunks("VP8L", lossless)))).isEqualTo(reason);
  }

  @Test
  void leavesOutWhatIsTooLarge() throws IOException {
    library.model("a.safetensors", 1);
    workplace.scan();
    Path png = grown(library.file("a.png", picture("png", 1, 1)), (64L << 20) + 1);
    Path webp = grown(library.file("a.webp", webp(chunks("VP8 ", PIXEL))), (8L << 20) + 1);
    Path video = grown(library.file("a.mp4", ascii("\0\0\0 ftypisom")), (8L << 20) + 1);

    assertThat(write().err())
        .startsWith(
            ("tsr: %s: left out of the page: it is larger than 64 MiB; save a smaller one\n"
                    + "tsr: %s: left out of the page: it is larger than 8 MiB, and tsr cannot draw"
                    + " WEBP smaller\n"
                    + "tsr: %s: left out of the page: it is larger than 8 MiB, and tsr cannot draw"
                    + " MP4 smaller\n")
                .formatted(png, webp, video))
        .endsWith("; 3 pictures left out\n");
  }

  private static Path grown(Path file, long bytes) throws IOException {
    try (RandomAccessFile grown = new RandomAccessFile(file.toFile(), "rw")) {
      grown.setLength(bytes);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"png", "gif", "bmp"})
  void leavesOutWhatIsDamaged(String format) throws IOException {
    byte[] whole = picture(format, 100, 100);

    assertThat(refused("a.png", Arrays.copyOf(whole, 40))).isEqualTo("it is damaged; replace it");
  }

  /** An AVIF file begins like a video. */
  @Test
  void tellsAPictureFromAVideoByItsContent() throws IOException {
    library.file("a.avif", avif(16, 12));
    library.file("b.avif", joined(big(24), ascii("ftypmif1\0\0\0\0mif1avif"), avif(16, 12)));
    library.file("c.bmp", picture("bmp", 4, 4));
    library.file("d.mp4", ascii("\0\0\0 ftypisom"));
    library.file("e.png", ascii("\0\0\0 ftypheic\0\0\0\0mif1heic"));
    for (String name : List.of("a", "b", "c", "d", "e")) {
      library.model(name + ".safetensors", name.charAt(0));
    }
    workplace.scan();

    assertThat(write().err()).doesNotContain("left out");

    assertThat(endings()).containsExactly("avif", "avif", "jpeg", "mp4");
    assertThat(write("--no-paths").err())
        .contains("d.mp4: left out of the page: tsr cannot remove all texts in MP4\n")
        .endsWith("; 3 pictures left out\n");
    assertThat(endings()).containsExactly("jpeg");
  }

  private List<String> endings() throws IOException {
    try (Stream<Path> files = Files.list(page.resolve("pictures"))) {
      return files
          .map(file -> file.toString().substring(file.toString().lastIndexOf('.') + 1))
          .sorted()
          .toList();
    }
  }

  @Test
  void followsASymlinkOnlyToAScannedFolder() throws IOException {
    Path outside = home.resolve("secret.png");
    Files.write(outside, picture("png", 4, 4));
    library.model("a.safetensors", 1);
    workplace.scan();
    Path link = Files.createSymbolicLink(library.path("a.png"), outside);

    Result result = write();

    assertThat(result.err())
        .startsWith(
            "tsr: "
                + link
                + ": left out of the page: its symlink leads out of the scanned folders; put the"
                + " picture there\n");
    assertThat(pictures()).isEmpty();
    Files.delete(link);
    Path inside = library.file("covers/own.png", picture("png", 4, 4));
    Files.createSymbolicLink(link, inside);
    assertThat(write().err()).doesNotContain("left out");
    assertThat(pictures()).hasSize(1);
  }

  @Test
  void tellsWhereTheOriginalIs() throws IOException {
    library.model("a b.safetensors", 1);
    Path picture = library.file("a b.png", picture("png", 4, 4));
    workplace.scan();
    write();
    assertThat(details()).contains("\"original\":\"" + picture.toUri() + "\"");

    write("--no-paths");

    assertThat(details()).contains("\"original\":null").doesNotContain("file:");
  }

  private String details() throws IOException {
    try (Stream<Path> files = Files.list(page.resolve("details"))) {
      return Files.readString(files.findFirst().orElseThrow());
    }
  }
}
