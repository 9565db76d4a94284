package dev.tensors.tsr.system;

import static dev.tensors.tsr.system.PathNames.UNIX;
import static dev.tensors.tsr.system.PathNames.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNamesTest {

  @ParameterizedTest
  @CsvSource({
    "UNIX, /models/a.safetensors, /models/, a.safetensors",
    "UNIX, /a.safetensors, /, a.safetensors",
    "UNIX, /models/a\\b.safetensors, /models/, a\\b.safetensors",
    "UNIX, a.safetensors, '', a.safetensors",
    "WINDOWS, C:\\models\\a.safetensors, C:\\models\\, a.safetensors",
    "WINDOWS, C:\\a.safetensors, C:\\, a.safetensors",
    "WINDOWS, \\\\nas\\share\\a.safetensors, \\\\nas\\share\\, a.safetensors",
  })
  void dividesPaths(PathNames rules, String path, String folder, String name) {
    assertThat(rules.folder(path)).isEqualTo(folder);
    assertThat(rules.name(path)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "UNIX, /models, /models/, /models0",
    "UNIX, /, /, 0",
    "WINDOWS, C:\\models, C:\\models\\, C:\\models]",
    "WINDOWS, C:\\, C:\\, C:]",
    "WINDOWS, \\\\nas\\share\\, \\\\nas\\share\\, \\\\nas\\share]",
  })
  void namesTheRangeBelowFolders(PathNames rules, String folder, String start, String end) {
    assertThat(rules.start(folder)).isEqualTo(start);
    assertThat(rules.end(folder)).isEqualTo(end);
    assertThat(start + "x").isBetween(start, end);
    assertThat(folder + ".other")
        .satisfiesAnyOf(
            other -> assertThat(other).isLessThan(start),
            other -> assertThat(other).startsWith(start));
  }

  @Test
  void goesThroughTheFoldersAbove() {
    assertThat(above(UNIX, "/a/b/c.gguf")).containsExactly("/a/b", "/a", "/");
    assertThat(above(UNIX, "c.gguf")).isEmpty();
    assertThat(above(WINDOWS, "C:\\a\\b\\c.gguf")).containsExactly("C:\\a\\b", "C:\\a", "C:\\");
    assertThat(above(WINDOWS, "\\\\nas\\share\\a\\c.gguf"))
        .containsExactly("\\\\nas\\share\\a", "\\\\nas\\share\\");
    assertThat(UNIX.above("/a/b/c.gguf", "/a"::equals)).isEqualTo("/a");
    assertThat(UNIX.above("/a/b/c.gguf", "/b"::equals)).isNull();
  }

  private static List<String> above(PathNames rules, String path) {
    List<String> folders = new ArrayList<>();
    assertThat(
            rules.above(
                path,
                folder -> {
                  folders.add(folder);
                  return false;
                }))
        .isNull();
    return folders;
  }

  @ParameterizedTest
  @CsvSource({
    "UNIX, /models, true",
    "UNIX, models, false",
    "UNIX, C:\\models, false",
    "WINDOWS, C:\\models, true",
    "WINDOWS, \\\\nas\\share, true",
    "WINDOWS, \\models, false",
    "WINDOWS, C:models, false",
    "WINDOWS, models, false",
  })
  void tellsAbsolutePaths(PathNames rules, String path, boolean isAbsolute) {
    assertThat(rules.isAbsolute(path)).isEqualTo(isAbsolute);
  }

  @Test
  void writesPathsWithTheSeparatorThatPeopleType() {
    assertThat(WINDOWS.slashed("Lora\\sdxl\\a")).isEqualTo("Lora/sdxl/a");
    assertThat(UNIX.slashed("Lora/a\\b")).isEqualTo("Lora/a\\b");
  }

  @Test
  void hasTheRulesOfThisSystem() {
    assertThat(PathNames.HERE.separator()).isEqualTo(java.io.File.separator);
    assertThat(
            Stream.of("Windows 11", "Windows Server 2025", "Mac OS X", "Linux", "FreeBSD", "")
                .map(OperatingSystem::named))
        .containsExactly(
            OperatingSystem.WINDOWS,
            OperatingSystem.WINDOWS,
            OperatingSystem.MAC,
            OperatingSystem.LINUX,
            OperatingSystem.LINUX,
            OperatingSystem.LINUX);
  }
}
