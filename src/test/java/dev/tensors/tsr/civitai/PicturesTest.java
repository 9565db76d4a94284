package dev.tensors.tsr.civitai;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static dev.tensors.tsr.civitai.Host.error;
import static dev.tensors.tsr.civitai.Host.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.tensors.tsr.model.files.PictureFormat;
import dev.tensors.tsr.network.Answer;
import dev.tensors.tsr.network.HttpCall.AnswerLimits;
import dev.tensors.tsr.network.RetryingClient.Sleeper;
import dev.tensors.tsr.network.Settings;
import dev.tensors.tsr.pictures.PictureFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a picture is asked for with, and what is taken for one. */
class PicturesTest {

  private static final byte[] JPEG = PictureFile.jpeg();
  private static final byte[] PNG = PictureFile.png().pixels(9).end();
  private static final byte[] WEBP = PictureFile.webp(new byte[0]);

  @RegisterExtension static final Host HOST = new Host();
  @RegisterExtension static final Host OTHER = new Host();

  private final Waits waits = new Waits();

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ResponseDefinitionBuilder ok(byte[] content) {
    return status(200).withBody(content);
  }

  private Answer<FetchedPicture> fetch(String url) throws InterruptedException {
    try (Civitai civitai = waits.civitai(HOST.base(), "s3cret-key", AnswerLimits.USUAL)) {
      return civitai.picture(url, false);
    }
  }

  private Answer<FetchedPicture> fetch() throws InterruptedException {
    return fetch(HOST.root() + "/a/b/original=true/91.jpeg");
  }

  private static String reason(Answer<FetchedPicture> answer) {
    return answer instanceof Answer.Found<FetchedPicture>(FetchedPicture.Unusable(String reason))
        ? reason
        : answer.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /acc/uuid/original=true/91.jpeg            | false | /acc/uuid/width=450,optimized=true/91.jpeg
          /acc/uuid/width=450/91.png                 | false | /acc/uuid/width=450,optimized=true/91.png
          /img/acc/uuid/original=true,quality=90/9.x | false | /img/acc/uuid/width=450,optimized=true/9.x
          /acc/uuid/original=true/92.mp4             | true  | /acc/uuid/anim=false,transcode=true,width=450/92.jpeg
          /acc/uuid/width=450/92                     | true  | /acc/uuid/anim=false,transcode=true,width=450/92.jpeg
          /acc/uuid/original=true/91.jpeg?t=a%20b#c  | false | /acc/uuid/width=450,optimized=true/91.jpeg?t=a%20b
          /plain/91.jpeg                             | false | /plain/91.jpeg
          /91.mp4                                    | true  | /91.mp4
          """)
  void asksForASmallForm(String path, boolean isVideo, String small) {
    URI base = URI.create("https://civitai.com/api/v1");

    assertThat(PictureAddress.of("https://image.civitai.com" + path, isVideo, base))
        .isEqualTo(URI.create("https://image.civitai.com" + small));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "91.jpeg",
        "file:///etc/passwd",
        "ftp://a.example/1.png",
        "http://image.civitai.com/1",
        "http://127.0.0.1:1/1",
        "https://me@a.example/1",
        "https:///1",
        "https://a.example/ /1",
        "https://a.example:0/1",
        "//a.example/1"
      })
  void asksNothingOfAnAddressThatIsNotEncrypted(String url) throws Exception {
    assertThat(reason(fetch(url))).isEqualTo("its address is not one that begins with https://");
    assertThat(reason(fetch("https://a.example/" + "a".repeat(400_000))))
        .isEqualTo("its address is not one that begins with https://");
    assertThat(HOST.requests()).isEmpty();
  }

  @Test
  void neverSendsTheKeyNotEvenToTheApisHost() throws Exception {
    HOST.answers(ok(JPEG));

    fetch();

    LoggedRequest request = HOST.onlyRequest();
    assertThat(request.getUrl()).isEqualTo("/a/b/width=450,optimized=true/91.jpeg");
    assertThat(request.getHeader("Accept")).isEqualTo("image/jpeg, image/png, image/webp");
    assertThat(request.toString()).doesNotContain("s3cret-key");
  }

  @Test
  void followsARedirectWithoutTheKey() throws Exception {
    HOST.answers(status(302).withHeader("Location", OTHER.root() + "/there.png"));
    OTHER.answers(ok(PNG));

    assertThat(format(fetch())).isEqualTo(PictureFormat.PNG);
    assertThat(OTHER.onlyRequest().toString()).doesNotContain("s3cret-key");
    HOST.answers(status(302).withHeader("Location", "http://a.example/there.png"));
    assertThat(fetch())
        .isEqualTo(new Answer.Unreachable<>("a redirect from localhost to unencrypted http"));
  }

  @Test
  void knowsTheFormatByTheFirstBytesWhateverTheHostSays() throws Exception {
    HOST.answers(
        ok(JPEG).withHeader("Content-Type", "text/html"),
        ok(PNG).withHeader("Content-Type", "image/jpeg"),
        ok(WEBP));

    assertThat(format(fetch())).isEqualTo(PictureFormat.JPEG);
    assertThat(format(fetch())).isEqualTo(PictureFormat.PNG);
    assertThat(format(fetch())).isEqualTo(PictureFormat.WEBP);
  }

  private static @Nullable PictureFormat format(Answer<FetchedPicture> answer) {
    return answer instanceof Answer.Found<FetchedPicture>(FetchedPicture.Usable(var _, var format))
        ? format
        : null;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GIF89a",
        "\u00FF\u00D8",
        "RIFF0000WAVE",
        "\0\0\0 ftypisom",
        "{\"error\": 1}",
        "\u0089PNG"
      })
  void refusesAllElse(String content) throws Exception {
    HOST.answers(ok(bytes(content)).withHeader("Content-Type", "image/png"));

    assertThat(reason(fetch())).isEqualTo("it is not a JPEG, PNG or WebP picture");
    assertThat(HOST.requests()).hasSize(1);
  }

  /** A host may keep a picture that was cut off when it came there. */
  @Test
  void refusesWhatIsNotWhole() throws Exception {
    byte[] empty = bytes("\u0089PNG\r\n\u001A\n");
    byte[] noPixels = PictureFile.png().end();
    byte[] noFrame = bytes("\u00FF\u00D8\u00FF\u00D9");
    byte[] noChunk = bytes("RIFF\4\0\0\0WEBP");
    for (byte[] cut :
        List.of(
            empty,
            noPixels,
            noFrame,
            noChunk,
            bytes("\u00FF\u00D8\u00FFj"),
            cut(JPEG, 1),
            cut(JPEG, 5),
            cut(JPEG, 20),
            cut(PNG, 1),
            cut(PNG, 12),
            cut(PNG, 30),
            cut(WEBP, 2),
            cut(WEBP, 100))) {
      HOST.answers(ok(cut));

      assertThat(reason(fetch())).isEqualTo("it is not whole: localhost has only a part of it");
      HOST.resetAll();
    }
  }

  private static byte[] cut(byte[] whole, int bytes) {
    return Arrays.copyOf(whole, whole.length - bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206})
  void refusesAnAnswerThatIsNoWholePicture(int status) throws Exception {
    HOST.answers(status(status).withBody(JPEG));

    assertThat(reason(fetch())).isEqualTo("localhost sends no whole picture (" + status + ")");
    assertThat(HOST.requests()).hasSize(1);
  }

  /** Each byte comes in time, and the last one never. */
  @Test
  void givesAPictureATimeForAllItsAttempts() throws Exception {
    HOST.answers(error(500, "no"), ok(JPEG).withChunkedDribbleDelay(JPEG.length, 600_000));

    try (Civitai civitai = waits.withPictureTime(HOST.base(), Duration.ofMillis(700))) {
      assertThat(civitai.picture(HOST.root() + "/1.jpeg", false))
          .isEqualTo(new Answer.Unreachable<>("the answer of localhost timed out"));
    }
    assertThat(HOST.requests()).hasSize(2);
  }

  @Test
  void refusesAPictureThatIsTooLarge() throws Exception {
    HOST.answers(ok(Arrays.copyOf(JPEG, 4 << 20)), ok(Arrays.copyOf(JPEG, (4 << 20) + 1)));

    assertThat(format(fetch())).isEqualTo(PictureFormat.JPEG);
    assertThat(reason(fetch())).isEqualTo("it is larger than 4 MiB");
    assertThat(HOST.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void takesWhateverSaysSoForGone(int status) throws Exception {
    HOST.answers(page(status));

    assertThat(fetch()).isEqualTo(new Answer.Unknown<>());
  }

  @Test
  void waitsAsLongAsTheHostAsks() throws Exception {
    HOST.answers(
        status(429).withHeader("Retry-After", "7"),
        status(503).withHeader("Retry-After", "3"),
        page(200),
        ok(JPEG));

    assertThat(format(fetch())).isEqualTo(PictureFormat.JPEG);
    assertThat(waits.inMillis()).containsExactly(7_500L, 3_500L, 2_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "500, localhost is unavailable (500)",
    "408, localhost cannot answer yet (408)",
    "503, localhost is unavailable (503)"
  })
  void givesUpAfterFiveTries(int status, String reason) throws Exception {
    HOST.answers(error(status, "no"));

    assertThat(fetch()).isEqualTo(new Answer.Unreachable<>(reason));
    assertThat(HOST.requests()).hasSize(5);
  }

  @Test
  void saysUntilWhenItIsThrottled() throws Exception {
    HOST.answers(status(429).withHeader("Retry-After", "3600"));

    assertThat(fetch())
        .isEqualTo(
            new Answer.Throttled<>(
                Instant.parse("2026-11-24T06:44:48Z"), "too many requests to localhost (429)"));
  }

  @Test
  void doesNotAskAgainWhereItIsRefused() throws Exception {
    HOST.answers(status(403), status(400));

    assertThat(fetch())
        .isEqualTo(new Answer.Refused<>("localhost refuses the request (403)", "try again later"));
    assertThat(reason(fetch())).isEqualTo("localhost refuses the request (400)");
    assertThat(HOST.requests()).hasSize(2);
  }

  /** A wrong address of the API is known by its never having answered. */
  @Test
  void countsNoPictureAsAnAnswerOfTheApi() throws Exception {
    HOST.stubFor(any(anyUrl()).willReturn(ok(JPEG)));
    try (Civitai civitai = waits.civitai(HOST.base())) {
      civitai.picture(HOST.root() + "/1.jpeg", false);

      assertThat(civitai.answers()).isZero();
    }
  }

  /** Four calls of the API wait for their retries: the picture's turn comes after one of them. */
  @Test
  void countsAmongTheFourCallsThatAreMadeAtOnce() throws Exception {
    HOST.answers(error(503, "busy"));
    CountDownLatch waiting = new CountDownLatch(4);
    CountDownLatch served = new CountDownLatch(1);
    Sleeper sleeper =
        time -> {
          waiting.countDown();
          served.await();
        };
    Settings settings = Settings.of(HOST.base(), null, "tsr/1.2.3");
    try (Civitai civitai = new Civitai(settings, waits, sleeper, () -> 0.5);
        ExecutorService calls = Executors.newFixedThreadPool(4)) {
      for (int call = 0; call < 4; call++) {
        calls.submit(() -> civitai.model(7));
      }
      waiting.await();
      // Plain http is permitted to the API's own host only.
      Thread picture =
          Thread.ofPlatform().start(() -> fetchQuietly(civitai, HOST.root() + "/picture/1.jpeg"));
      while (picture.getState() != Thread.State.WAITING
          && picture.getState() != Thread.State.TERMINATED) {
        Thread.onSpinWait();
      }
      assertThat(HOST.requests()).noneMatch(request -> request.getUrl().contains("picture"));
      served.countDown();
      picture.join();
      assertThat(HOST.requests()).anyMatch(request -> request.getUrl().contains("picture"));
    }
  }

  private static void fetchQuietly(Civitai civitai, String url) {
    try {
      civitai.picture(url, false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
