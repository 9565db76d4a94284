package dev.tensors.tsr.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileStampsTest {

  /** Few file systems can store such times, so the conversion is tested without files. */
  @Test
  void tellsTimesApartThatAreFarAway() {
    assertThat(nanoseconds("1970-01-01T00:00:00.000000001Z")).isEqualTo(1);
    assertThat(
            Stream.of(
                "+30000-01-01T00:00:00Z",
                "2300-01-01T00:00:01Z",
                "2300-01-01T00:00:00Z",
                "2262-04-12T00:00:00Z",
                "2262-01-01T00:00:00Z",
                "1678-01-01T00:00:00Z",
                "1677-01-01T00:00:00Z",
                "1600-01-01T00:00:00Z",
                "1600-01-01T00:00:01Z"))
        .extracting(FileStampsTest::nanoseconds)
        .doesNotHaveDuplicates();
    assertThat(nanoseconds("2300-01-01T00:00:00Z"))
        .isGreaterThan(nanoseconds("2262-01-01T00:00:00Z"));
    assertThat(nanoseconds("1600-01-01T00:00:00Z")).isLessThan(nanoseconds("1678-01-01T00:00:00Z"));
  }

  private static long nanoseconds(String time) {
    return FileStamps.nanoseconds(FileTime.from(Instant.parse(time)));
  }
}
