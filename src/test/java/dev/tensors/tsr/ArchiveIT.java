package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The files that the archive is made of. */
class ArchiveIT {

  private static final Path LIB = Shell.PROGRAM.resolveSibling("../lib").normalize();

  @Test
  void holdsTheNativeLibrariesOfItsPlatformOnceAndNoOthers() throws IOException {
    List<String> beside = new ArrayList<>();
    List<String> inJars = new ArrayList<>();
    try (Stream<Path> files = Files.list(LIB)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (isNative(name)) {
          beside.add(name);
        } else if (name.endsWith(".jar")) {
          try (ZipFile jar = new ZipFile(file.toFile())) {
            jar.stream()
                .filter(entry -> isNative(entry.getName()))
                .forEach(entry -> inJars.add(name + ": " + entry));
          }
        }
      }
    }

    assertThat(beside)
        .containsExactlyInAnyOrder(
            System.mapLibraryName("sqlitejdbc"), System.mapLibraryName("jlinenative"));
    assertThat(inJars).isEmpty();
  }

  private static boolean isNative(String name) {
    return name.matches(".*\\.(so|dylib|jnilib|dll|a)");
  }

  /** The archive gives this time to all its entries, and the AOT cache compares it. */
  @Test
  void givesAllJarsOneTime() throws IOException {
    try (Stream<Path> files = Files.list(LIB)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jar")))
          .extracting(Files::getLastModifiedTime)
          .hasSizeGreaterThan(5)
          .containsOnly(Files.getLastModifiedTime(LIB.resolve("tsr.jar")));
    }
  }
}
