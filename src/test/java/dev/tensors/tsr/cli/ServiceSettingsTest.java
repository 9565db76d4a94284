package dev.tensors.tsr.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.tensors.tsr.program.CivitaiStub.error;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.OnlineTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whom to ask, by which way and with which key: what a user can get wrong, and a host can abuse.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ServiceSettingsTest extends OnlineTest {

  private static final String NO_KEY =
      ": no key of CivitAI, since it is longer than 4 KiB, or has a space, a line break or a"
          + " non-ASCII character in it; correct or remove it\n";

  private static final String KEY = "s3cret+Key/0123456789";

  @Test
  void neverShowsOrKeepsTheKeyThatAHostSendsBack() throws IOException {
    String encoded = "S3CRET%2BKEY%2f0123456789";
    CIVITAI.lists(model(7, KEY), model(8, "x" + KEY.toUpperCase(Locale.ROOT)));
    CIVITAI.answers(get(urlEqualTo("/api/v1/models/3")), error(403, "bad: " + encoded));
    CIVITAI.answers(
        get(urlEqualTo("/api/v1/models/4")),
        status(302).withHeader("Location", CIVITAI.url() + "/k/" + encoded));
    CIVITAI.answers(
        get(urlEqualTo("/api/v1/models/5")),
        status(302).withHeader("Location", "http://" + "s3cretkey.example/"));
    Path log = home.resolve("tsr.log");
    tsr.with("CIVITAI_API_KEY", KEY);

    Result result = tsr.db("cache 7 8 3 4 5 --json -vv --log-file", log).exits(4);
    assertThat(result.out()).contains("\"name\":\"***\"", "\"name\":\"x***\"");
    assertThat(result.err())
        .contains("model 3 could not be cached: CivitAI refuses the key (403: bad: ***)")
        .contains("/api/v1/k/***: 404");
    String kept = Files.readString(home.resolve("models.db"), ISO_8859_1);
    for (String text : List.of(result.out(), result.err(), Files.readString(log), kept)) {
      assertThat(text.toLowerCase(Locale.ROOT))
          .doesNotContain(KEY.toLowerCase(Locale.ROOT))
          .doesNotContain(encoded.toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void masksALongKeyThatAHostSendsBack() throws IOException {
    String key = "%\\Q(" + "kK9[.".repeat(818) + ")";
    CIVITAI.lists(model(7, "<" + key.replace("\\", "\\\\") + ">"));
    CIVITAI.answers(
        get(urlEqualTo("/api/v1/models/3")), error(403, "bad " + key.replace("\\", "\\\\")));
    tsr.with("CIVITAI_API_KEY", key);

    Result result = tsr.db("cache 7 3 --json -vv");

    assertThat(key).hasSize(4095);
    assertThat(result.out()).contains("\"name\":\"<***>\"");
    assertThat(result.err()).doesNotContain("Exception", "kK9[.kK9[.");
    assertThat(Files.readString(home.resolve("models.db"), ISO_8859_1)).doesNotContain("kK9[.kK9");
  }

  @Test
  void refusesAKeyThatIsNoneByWhereItComesFromWithoutShowingIt() throws IOException {
    String key = "k".repeat(4097);
    Path file = configured(("[api]\ncivitai_key = \"" + key + "\"\n").getBytes(UTF_8));
    String reason = NO_KEY;

    tsr.db("cache 7").fails(2, "tsr: civitai_key in " + file + reason);
    tsr.db("cache 7 --api-key", key).fails(2, "tsr: --api-key" + reason);
    tsr.with("CIVITAI_API_KEY", key);
    tsr.db("cache 7 -q").fails(2, "tsr: CIVITAI_API_KEY" + reason);
    assertThat(tsr.db("cache 7 -vv").err()).doesNotContain("kkkk");
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void refusesAConfigurationThatIsLargeOrDeepInALine() throws IOException {
    Path file =
        configured(("[api]\ncivitai_key = \"" + "k".repeat(1_000_000) + "\"").getBytes(UTF_8));
    tsr.db("cache 7").fails(2, "tsr: civitai_key in " + file + NO_KEY);

    configured(("a = " + "[".repeat(1_000_000)).getBytes(UTF_8));
    tsr.db("cache 7").fails(2, "tsr: " + file + ": not valid TOML; correct it\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://civitai.com:99999/api/v1 | the port of the address is not between 1 and 65535;"
            + " leave it out, or correct it",
        "https://ann:w@0rd@civitai_com/api | an address with a user name or password in it is not"
            + " supported; leave them out",
        "https:/ann:w0rd | not a web address; write one such as https://civitai.com/api/v1"
      })
  void refusesAnAddressThatCannotBeAskedWithoutShowingIt(String address, String message) {
    Result result = tsr.db("cache 7 -vv --api-url", address).exits(2);
    assertThat(result.err())
        .contains("tsr: --api-url: " + message + "\n")
        .doesNotContain("w0rd", "0rd@");
  }

  @Test
  void asksThroughTheProxyOfTheEnvironment() {
    CIVITAI.lists(model(7, "Seven"));
    tsr.with("CIVITAI_API_URL", "http://localhost:1/api/v1")
        .with("http_proxy", "http://ann:w0rd@localhost:" + CIVITAI.getPort());

    tsr.db("cache 7").prints("7\tSeven\t0\t0\t0\t0\t0\tcached\n");
    assertThat(CIVITAI.requests().getFirst().getAbsoluteUrl())
        .startsWith("http://localhost:1/api/v1/models?");
    assertThat(CIVITAI.requests().getFirst().getHeader("Proxy-Authorization"))
        .isEqualTo("Basic YW5uOncwcmQ=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALL_PROXY | socks5h://ann:w0rd@localhost:1080 | ALL_PROXY: SOCKS proxies are not supported;"
            + " name an HTTP proxy, such as http://host:3128",
        "SSL_CERT_FILE | /nowhere/ca.pem | SSL_CERT_FILE: /nowhere/ca.pem is not a file of"
            + " certificates; correct the variable or unset it",
        "CIVITAI_API_URL | http://x.example | CIVITAI_API_URL: plain http lets others read the key and"
            + " change answers: http://x.example; use https"
      })
  void saysWhichVariableItCannotUse(String variable, String value, String message) {
    tsr.with(variable, value);

    tsr.db("cache 7").fails(2, "tsr: " + message + "\n");
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void saysWhichSettingItCannotUse() throws IOException {
    String reason = ": '' is not the address of a web service; it must begin with https://\n";
    Path file =
        configured("[api]\ncivitai_url = \"ftp://x\"\ncivarchive_url = \"y\"".getBytes(UTF_8));
    tsr.with("CIVITAI_API_URL", "").db("scan", home).exits(0);
    String place = " in " + file + reason;
    tsr.db("cache 7").fails(2, "tsr: civitai_url" + place.replace("''", "'ftp://x'"));
    tsr.db("outdated --format aria2")
        .fails(2, "tsr: civitai_url" + place.replace("''", "'ftp://x'"));
    tsr.db("cache 7 --api-url=").fails(2, "tsr: --api-url" + reason);
    tsr.db("cache 7 --api-key", "a b").fails(2, "tsr: --api-key" + NO_KEY);
    tsr.db("link --civarchive --api-url", CIVITAI.url())
        .fails(2, "tsr: civarchive_url" + place.replace("''", "'y'"));
  }

  private Path configured(byte[] content) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config/tensors"));
    return Files.write(folder.resolve("config.toml"), content);
  }

  @Test
  void readsAConfigurationThatBeginsWithAByteOrderMark() throws IOException {
    CIVITAI.lists(model(7, "Seven"));
    configured("\uFEFF[api]\ncivitai_key = \"of-file\"\n".getBytes(UTF_8));

    tsr.db("cache 7").exits(0);
    assertThat(CIVITAI.requests().getFirst().getHeader("Authorization"))
        .isEqualTo("Bearer of-file");
  }

  @Test
  void refusesAConfigurationThatIsNoText() throws IOException {
    Path file = configured("[api]\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    tsr.db("cache 7").says("tsr: " + file + ": not UTF-8; save it as UTF-8\n");

    configured("[api]\ncivitai_url = 5\n".getBytes(UTF_8));
    tsr.db("cache 7").fails(2, "tsr: " + file + ": civitai_url is no text; write it in quotes\n");

    configured(new byte[2_000_000]);
    tsr.db("cache 7").fails(2, "tsr: " + file + ": larger than 1 MiB; shorten or remove it\n");
  }
}
