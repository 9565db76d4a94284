package dev.tensors.tsr.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://civitai.com/api/v1",
        "HTTPS://CIVITAI.COM",
        " https://civitai.red:8443/api/v1/ ",
        "http://127.0.0.1:8080/api/v1",
        "http://127.1.2.3",
        "http://localhost/api/v1",
        "http://LocalHost",
        "http://[::1]:99/"
      })
  void takesTlsOrThisMachine(String address) {
    assertThat(Settings.of(address, null, "tsr/1").base().toString())
        .isEqualTo(address.strip().replaceFirst("/$", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          http://civitai.com/api/v1    | plain http lets others read the key and change answers: http://civitai.com/api/v1; use https
          http://127.0.0.1.evil.example| plain http lets others read the key and change answers: http://127.0.0.1.evil.example; use https
          http://localhost.example     | plain http lets others read the key and change answers: http://localhost.example; use https
          http://192.168.1.2           | plain http lets others read the key and change answers: http://192.168.1.2; use https
          civitai.com/api/v1           | 'civitai.com/api/v1' is not the address of a web service; it must begin with https://
          ftp://civitai.com            | 'ftp://civitai.com' is not the address of a web service; it must begin with https://
          https:///api/v1              | 'https:///api/v1' is not the address of a web service; it must begin with https://
          https://civitai.com?key=1    | the address must not contain ? or #; leave out what follows
          https://civitai.com#x        | the address must not contain ? or #; leave out what follows
          https://me:word@civitai.com  | an address with a user name or password in it is not supported; leave them out
          https://civitai.com/a b      | not a web address (Illegal character in path); correct it
          """)
  void takesNothingElse(String address, String message) {
    assertThatThrownBy(() -> Settings.of(address, "s3cret", "tsr/1"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:w0rd@civitai.com",
        "https://me:w0 rd@civitai.com",
        "https://me:w@0rd@civitai.com/api",
        "https://me:w0rd@civitai_com/api",
        "https://me:w/0rd@civitai.com",
        "https://me:w#0rd@civitai.com",
        "https://me:w0rd@civitai.com:99999",
        "https://me:w0rd@[::1",
        "https://me:w0rd%40civitai.com",
        "https:/me:w0rd@civitai.com",
        "https:me:w0rd@civitai.com",
        "me:w0rd@civitai.com",
        "//me:w0rd@civitai.com",
        "HTTPS://me:w0rd@\u4f60.example/"
      })
  void neverShowsThePasswordOfAnAddress(String address) {
    assertThatThrownBy(() -> Settings.of(address, null, "tsr/1"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "an address with a user name or password in it is not supported; leave them out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://me:w0rd", "https:me:w0rd", "https://civitai.com:80a/api"})
  void showsNothingOfWhatMayBeAPassword(String address) {
    assertThatThrownBy(() -> Settings.of(address, null, "tsr/1"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("not a web address; write one such as https://civitai.com/api/v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://civitai.com:99999/api/v1", "http://localhost:0"})
  void wantsAPortThatThereIs(String address) {
    assertThatThrownBy(() -> Settings.of(address, null, "tsr/1"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            "the port of the address is not between 1 and 65535; leave it out, or correct it");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \n"})
  void takesABlankKeyForNone(String key) {
    assertThat(Settings.of("https://civitai.com", key, "tsr/1").key()).isNull();
  }

  @Test
  void takesTheKeyWithoutTheLineBreakThatFilesEndWith() {
    assertThat(Settings.of("https://civitai.com", " s3cret\n", "tsr/1").key()).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3\ncret", "s3 cret", "s3crét", "s3\u0000cret"})
  void refusesAKeyThatNoHeaderCanHoldWithoutShowingIt(String key) {
    assertThatThrownBy(() -> Settings.of("https://civitai.com", key, "tsr/1"))
        .isInstanceOf(InvalidSettings.class)
        .hasMessage("the CivitAI key contains a space, a line break or a non-ASCII character");
  }

  @Test
  void doesNotShowTheKey() {
    URI base = URI.create("https://civitai.com/api/v1");

    assertThat(new Settings(base, "s3cret", "tsr/1"))
        .hasToString("Settings[base=https://civitai.com/api/v1, key=***, userAgent=tsr/1]");
    assertThat(new Settings(base, null, "tsr/1"))
        .hasToString("Settings[base=https://civitai.com/api/v1, key=none, userAgent=tsr/1]");
  }
}
