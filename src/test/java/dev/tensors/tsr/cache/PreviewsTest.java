package dev.tensors.tsr.cache;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static dev.tensors.tsr.program.CivitaiStub.array;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.tensors.tsr.pictures.PictureFile;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** cache --previews, and the pictures that show finds. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class PreviewsTest extends OnlineTest {

  private static final byte[] JPEG = PictureFile.jpeg();
  private static final byte[] PNG = PictureFile.png().pixels(9).end();
  private static final byte[] WEBP = PictureFile.webp(new byte[0]);

  private Path previews;

  @BeforeEach
  void home() {
    previews = home.resolve(".cache/tensors/previews");
    tsr.with("CIVITAI_API_KEY", "s3cret-key");
    CIVITAI.answers(get(urlPathMatching("/img/.*")), picture(JPEG));
  }

  private static ResponseDefinitionBuilder picture(byte[] content) {
    return status(200).withBody(content);
  }

  /** An image as CivitAI lists it, whose id is the name in its address. */
  private static String image(int id, String level) {
    return """
        {"url": "%s/img/acc/u%d/original=true/%d.jpeg", "nsfwLevel": %s, "type": "image"}"""
        .formatted(CIVITAI.root(), id, id, level);
  }

  private static String small(int id) {
    return "/img/acc/u%d/width=450,optimized=true/%d.jpeg".formatted(id, id);
  }

  private static String withImages(long version, String... images) {
    return version(version, "v" + version, "2025-01-01")
        .replace("\"images\": []", "\"images\": " + array(List.of(images)));
  }

  private static String[] images(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(id -> image(id, "1")).toArray(String[]::new);
  }

  /** The pictures that were asked for. */
  private static List<String> asked() {
    return CIVITAI.requests().stream()
        .map(request -> request.getUrl())
        .filter(url -> url.startsWith("/img/"))
        .map(url -> url.replaceFirst(".*/", "").replaceFirst("\\..*", ""))
        .sorted()
        .toList();
  }

  /** The files below the folder of pictures. */
  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.walk(previews)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> previews.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void keepsTheFirstFourOfEachVersion() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(72, images(21, 26)), withImages(71, images(11, 12))));
    CIVITAI.answers(get(urlEqualTo(small(22))), picture(PNG));
    CIVITAI.answers(get(urlEqualTo(small(12))), picture(WEBP));

    tsr.db("cache 7 --previews --json")
        .prints(
            """
            [{"model_id":7,"name":"Fog","versions":2,"files":0,"images":8,"prompts":0,\
            "previews":6,"status":"cached"}]
            """);
    assertThat(kept())
        .containsExactly(
            "71/11.jpeg", "71/12.webp", "72/21.jpeg", "72/22.png", "72/23.jpeg", "72/24.jpeg");
    assertThat(previews.resolve("72/22.png")).hasBinaryContent(PNG);
    assertThat(CIVITAI.requests())
        .filteredOn(request -> request.getUrl().startsWith("/img/"))
        .allSatisfy(request -> assertThat(request.containsHeader("Authorization")).isFalse());
  }

  @Test
  void asksForNothingThatIsThere() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(71, images(11, 19))));
    tsr.db("cache 7 --previews 3");
    Files.delete(previews.resolve("71/12.jpeg"));
    Files.write(previews.resolve("71/13.jpeg"), new byte[0]);
    CIVITAI.resetRequests();

    tsr.db("cache --previews=3 7").prints("7\tFog\t1\t0\t9\t0\t3\trefreshed\n");
    assertThat(asked()).containsExactly("12", "13");
    CIVITAI.resetRequests();
    tsr.db("cache 7 --previews=3");
    assertThat(asked()).isEmpty();
    tsr.db("cache 7 --previews");
    assertThat(asked()).containsExactly("14");
  }

  @Test
  void keepsOnlyPgUnlessToldOtherwise() throws IOException {
    CIVITAI.lists(
        model(
            7,
            "Fog",
            withImages(
                71,
                image(11, "2"),
                image(12, "null"),
                image(13, "1"),
                image(14, "0"),
                image(15, "\"None\""),
                image(16, "1"))));

    tsr.db("cache 7 --previews 2");
    assertThat(kept()).containsExactly("71/13.jpeg", "71/15.jpeg");
    tsr.db("cache 7 --previews 2 --nsfw").prints("7\tFog\t1\t0\t6\t0\t4\trefreshed\n");
    assertThat(asked()).containsExactly("11", "12", "13", "15");
  }

  @Test
  void keepsAStillOfAVideo() throws IOException {
    CIVITAI.lists(
        model(
            7,
            "Fog",
            withImages(
                71,
                image(11, "1").replace("11.jpeg", "11.mp4").replace("\"image\"", "\"video\""))));

    tsr.db("cache 7 --previews");

    assertThat(kept()).containsExactly("71/11.jpeg");
    assertThat(CIVITAI.requests())
        .anySatisfy(
            request ->
                assertThat(request.getUrl())
                    .isEqualTo("/img/acc/u11/anim=false,transcode=true,width=450/11.jpeg"));
  }

  @Test
  void namesNoFileAfterForeignText() throws IOException {
    String hostile = image(11, "1").replace("/11.jpeg", "/..%2f..%2fevil;$(x).jpeg");
    CIVITAI.lists(model(7, "../../Fog", withImages(71, hostile)));

    tsr.db("cache 7 --previews").exits(0);
    assertThat(kept()).singleElement().asString().matches("71/x[0-9a-f]{32}\\.jpeg");
    CIVITAI.lists(model(7, "Fog", withImages(71, hostile.replace("original=true", "width=450"))));
    CIVITAI.resetRequests();
    tsr.db("cache 7 --previews");
    assertThat(asked()).isEmpty();
  }

  @Test
  void takesTheNextImageWhereOneIsGone() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(71, images(11, 15))));
    CIVITAI.answers(get(urlEqualTo(small(11))), status(404));
    CIVITAI.answers(get(urlEqualTo(small(13))), status(410));

    tsr.db("cache 7 --previews 2")
        .prints(
            "7\tFog\t1\t0\t5\t0\t2\tcached\n",
            "2 example images are no longer at CivitAI; the next ones are kept instead.\n");
    assertThat(kept()).containsExactly("71/12.jpeg", "71/14.jpeg");
    CIVITAI.resetRequests();
    tsr.db("cache 7 --previews 2");
    assertThat(asked()).containsExactly("11", "13");
  }

  @Test
  void namesAModelOnceWhosePicturesFailedAndKeepsTheOthers() throws IOException {
    CIVITAI.lists(
        model(7, "Fog", withImages(71, images(11, 13))),
        model(8, "Mist", withImages(81, images(21, 21))));
    CIVITAI.answers(get(urlEqualTo(small(11))), picture("GIF89a".getBytes(StandardCharsets.UTF_8)));
    CIVITAI.answers(get(urlEqualTo(small(12))), picture(new byte[(4 << 20) + 1]));

    tsr.db("cache 7 8 --previews 4")
        .ends(
            3,
            "7\tFog\t1\t0\t3\t0\t1\tcached\n8\tMist\t1\t0\t1\t0\t1\tcached\n",
            "tsr: model 7 lacks 2 pictures: picture 11: it is not a JPEG, PNG or WebP picture;"
                + " retry with tsr db cache 7 --previews 4\n");
    assertThat(kept()).containsExactly("71/13.jpeg", "81/21.jpeg");
  }

  @Test
  void keepsThePicturesOfAModelThatCivitaiDeleted() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(71, images(11, 12))));
    tsr.db("cache 7 --previews 1");
    CIVITAI.lists();
    CIVITAI.resetRequests();

    tsr.db("cache 7 --previews").shows("7\tFog\t1\t0\t2\t0\t1\tgone\n");
    assertThat(asked()).isEmpty();
    assertThat(kept()).containsExactly("71/11.jpeg");
  }

  @Test
  void asksNothingForAVersionThatCivitaiNoLongerLists() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(72, images(21, 21)), withImages(71, images(11, 11))));
    tsr.db("cache 7");
    CIVITAI.lists(model(7, "Fog", withImages(72, images(21, 21))));

    tsr.db("cache 7 --previews").prints("7\tFog\t2\t0\t2\t0\t1\trefreshed\n");
    assertThat(asked()).containsExactly("21");
  }

  @Test
  void stopsAskingAHostThatThrottlesAndCachesTheModelsNevertheless() {
    CIVITAI.lists(
        model(7, "Fog", withImages(71, image(11, "1"))),
        model(8, "Mist", withImages(81, image(21, "1"))),
        model(9, "Sea"));
    CIVITAI.answers(
        get(urlPathMatching("/img/.*")), status(429).withHeader("Retry-After", "36000"));

    Result result = tsr.db("cache 7 8 9 --previews").exits(5);
    result.shows(
        "7\tFog\t1\t0\t1\t0\t0\tcached\n8\tMist\t1\t0\t1\t0\t0\tcached\n"
            + "9\tSea\t0\t0\t0\t0\t0\tcached\n");
    assertThat(result.err())
        .matches("tsr: too many requests to localhost \\(429\\); try again after \\S+Z\n");
  }

  @Test
  void leavesAHostAloneThatFailsFiveTimesRunning() {
    CIVITAI.lists(
        model(7, "Fog", withImages(71, images(100, 140))),
        model(8, "Mist", withImages(81, images(200, 203))));
    CIVITAI.answers(get(urlPathMatching("/img/.*")), status(403));

    Result result = tsr.db("cache 7 8 --previews 41").exits(5);
    assertThat(result.out()).contains("\n8\tMist\t1\t0\t4\t0\t0\tcached\n");
    assertThat(result.err())
        .matches(
            """
            tsr: model 7 lacks [5-8] pictures: localhost refuses the request \\(403\\); retry with \
            tsr db cache 7 --previews 41
            tsr: localhost failed 5 times running, and no further picture was requested from it: \
            localhost refuses the request \\(403\\); try again later
            """);
    assertThat(asked()).hasSizeBetween(5, 8); // four at once
  }

  @Test
  void countsOnlyFailuresThatFollowEachOther() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(71, images(100, 119))));
    CIVITAI.answers(get(urlPathMatching("/img/.*[13579]\\.jpeg")), status(403));

    tsr.db("cache 7 --previews 20")
        .exits(3)
        .says(
            "tsr: model 7 lacks 10 pictures: localhost refuses the request (403); retry with tsr db"
                + " cache 7 --previews 20\n");
    assertThat(asked()).hasSize(20);
    assertThat(kept()).hasSize(10);
  }

  @Test
  void keepsNoPartOfAPicture() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(71, images(11, 14))));
    CIVITAI.answers(
        get(urlEqualTo(small(11))),
        picture("\u0089PNG\r\n\u001A\n".getBytes(StandardCharsets.ISO_8859_1)));
    CIVITAI.answers(get(urlEqualTo(small(12))), status(206).withBody(JPEG));

    tsr.db("cache 7 --previews")
        .ends(
            3,
            "7\tFog\t1\t0\t4\t0\t2\tcached\n",
            "tsr: model 7 lacks 2 pictures: picture 11: it is not whole: localhost has only a"
                + " part of it; retry with tsr db cache 7 --previews 4\n");
    assertThat(kept()).containsExactly("71/13.jpeg", "71/14.jpeg");
  }

  @Test
  void hasAnOutcomeForEachModelWhereTheApiFails() {
    CIVITAI.lists(
        IntStream.rangeClosed(1, 100)
            .mapToObj(id -> model(id, "M", withImages(1000 + id, image(2000 + id, "1"))))
            .toArray(String[]::new));
    CIVITAI.answers(
        get(urlEqualTo("/api/v1/models?ids=101&nsfw=true&limit=100")),
        CivitaiStub.error(401, "Unauthorized"));

    Result result =
        tsr.db("cache --previews=1", IntStream.rangeClosed(1, 101).boxed().toList()).exits(5);
    assertThat(result.out().lines().filter(line -> line.endsWith("\t1\tcached"))).hasSize(100);
    assertThat(result.out()).startsWith("1\tM\t").endsWith("\n101\t\t\t\t\t\t\tfailed\n");
  }

  @Test
  void removesWhatAKilledRunLeftAndNothingElse() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(71, images(11, 11))));
    Path version = Files.createDirectories(previews.resolve("71"));
    Path left = Files.write(version.resolve(".11-ab.partial"), JPEG);
    Path young = Files.write(version.resolve(".11-cd.partial"), JPEG);
    Path other = Files.write(version.resolve("mine.txt"), JPEG);
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

    tsr.db("cache 7 --previews").prints("7\tFog\t1\t0\t1\t0\t1\tcached\n");
    assertThat(left).doesNotExist();
    assertThat(List.of(young, other)).allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void saysThatAPictureCannotBeStored() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(71, images(11, 12))), model(8, "Mist"));
    Files.createDirectories(previews);
    Files.write(previews.resolve("71"), new byte[1]);

    tsr.db("cache 7 8 --previews")
        .ends(
            3,
            "7\tFog\t1\t0\t2\t0\t0\tcached\n8\tMist\t0\t0\t0\t0\t0\tcached\n",
            "tsr: "
                + previews
                + ": pictures cannot be stored (a file is in the place of the folder 71); make"
                + " room, or choose another place with XDG_CACHE_HOME\n");
  }

  @Test
  void asksNothingWhereTheFolderCannotBeCreated() throws IOException {
    Files.write(home.resolve(".cache"), new byte[1]);

    tsr.db("cache 7 --previews")
        .fails(
            4,
            "tsr: "
                + previews
                + ": the folder cannot be created (Not a directory); choose another place with"
                + " XDG_CACHE_HOME\n");
    assertThat(CIVITAI.requests()).isEmpty();
    tsr.with("HOME", "");
    tsr.db("cache 7 --previews")
        .fails(
            2,
            "tsr: HOME is not set to an absolute path, so there is no folder for pictures; name"
                + " one with XDG_CACHE_HOME\n");
  }

  @Test
  void keepsThemWhereXdgSays() {
    Path other = home.resolve("other");
    tsr.with("XDG_CACHE_HOME", other.toString());
    CIVITAI.lists(model(7, "Fog", withImages(71, images(11, 11))));

    tsr.db("cache 7 --previews");

    assertThat(other.resolve("tensors/previews/71/11.jpeg")).exists();
    tsr.with("XDG_CACHE_HOME", "relative");
    tsr.db("cache 7 --previews");
    assertThat(previews.resolve("71/11.jpeg")).exists();
  }

  @Test
  void saysHowTheOptionsAreToBeWritten() {
    for (String word : List.of("0", "101", "4468", "https://civitai.com/models/7")) {
      assertThat(tsr.db("cache --previews", word).err())
          .startsWith(
              "tsr: Invalid value for option '--previews': '"
                  + word
                  + "' is not a whole number from 1 to 100; name models before --previews\n");
    }
    Result result = tsr.db("cache 7 --nsfw").exits(2);
    assertThat(result.err()).startsWith("tsr: --nsfw is for --previews only; add --previews\n");
    assertThat(CIVITAI.requests()).isEmpty();
  }

  /**
   * The picture beside the file goes first; else the first kept one, in the order of the images.
   */
  @Test
  void showsTheFirstKeptPicture() throws IOException {
    CIVITAI.lists(model(7, "Fog", withImages(71, images(11, 13))));
    library.model("fog.safetensors", 1);
    workplace.scan();
    tsr.db("cache 7");
    catalogue.execute("UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 71");
    assertThat(tsr.db("show fog --json").out()).contains("\"preview\":null,");
    tsr.db("cache --linked --previews 2");
    Files.delete(previews.resolve("71/11.jpeg"));

    assertThat(tsr.db("show fog --json").out())
        .contains("\"preview\":\"" + previews.resolve("71/12.jpeg") + "\",");
    assertThat(tsr.db("show fog --format table").out())
        .contains("\npreview    " + previews.resolve("71/12.jpeg") + "\n");
    for (String name : List.of("fog.mp4", "fog.thumb.JPG", "fog.png", "fog.preview.png")) {
      Path beside = library.file(name, PNG);
      assertThat(tsr.db("show fog --json").out()).contains("\"preview\":\"" + beside + "\",");
    }
  }
}
