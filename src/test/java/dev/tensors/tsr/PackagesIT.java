package dev.tensors.tsr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What package managers install. */
@Tag("long")
@EnabledOnOs(OS.LINUX)
class PackagesIT {

  private static final Path SCRIPTS = Path.of("src/build").toAbsolutePath();

  private Shell shell;

  @BeforeEach
  void shell(@TempDir Path folder) throws IOException {
    shell =
        new Shell(folder)
            .with("SCRIPTS", SCRIPTS.toString())
            .with("BUILT", Shell.PROGRAM.toRealPath().getParent().getParent().toString());
  }

  private String output(String script) throws IOException, InterruptedException {
    return shell.run(script).exits(0).out();
  }

  /** By the real dpkg, but below a folder of its own. */
  @Test
  void debianPackageIsInstalledRunAndRemoved() throws IOException, InterruptedException {
    assumeTrue(shell.run("command -v dpkg-deb").exitCode() == 0, "no dpkg-deb");
    output("COMPRESSION=gzip sh \"$SCRIPTS/deb.sh\" \"$BUILT\" .");
    String dpkg = "dpkg --root=\"$HOME/root\" --force-not-root --force-depends --log=/dev/null";
    output(
        """
        mkdir -p root/var/lib/dpkg/info root/var/lib/dpkg/updates root/var/lib/dpkg/triggers
        touch root/var/lib/dpkg/status root/var/lib/dpkg/available
        %s --install tsr_*.deb >/dev/null"""
            .formatted(dpkg));

    assertThat(output("root/usr/bin/tsr --version")).isEqualTo(output("\"$TSR\" --version"));
    new Library(shell.home().resolve("models")).model("fog.safetensors", 1);
    assertThat(output("root/usr/bin/tsr scan models 2>/dev/null"))
        .isEqualTo(shell.home() + "/models/fog.safetensors\t97\t1\tnew\n");
    // The caches are those of the jars, or the JVM would say so here.
    assertThat(shell.run("root/usr/bin/tsr -q list").exits(0).err()).isEmpty();
    assertThat(output("gzip -dc root/usr/share/man/man1/tsr-db-scan.1.gz | head -1"))
        .startsWith(".TH");
    assertThat(output("bash -n root/usr/share/bash-completion/completions/tsr")).isEmpty();
    assertThat(
            output(
                "ls root/usr/share/zsh/vendor-completions root/usr/share/fish/vendor_completions.d"))
        .contains("_tsr\n", "tsr.fish\n");
    assertThat(output("dpkg-deb --field tsr_*.deb Package Depends"))
        .isEqualTo("Package: tsr\nDepends: libc6\n");

    output(dpkg + " --purge tsr >/dev/null");
    assertThat(output("find root -path root/var -prune -o -type f -print -o -type l -print"))
        .isEmpty();
    assertThat(output("ls models")).isEqualTo("fog.safetensors\n");
  }

  @Test
  void formulaAndManifestNameTheArchivesAndTheirSums() throws IOException, InterruptedException {
    List<String> archives =
        List.of("linux-arm64.tar.gz", "linux-x64.tar.gz", "macos-arm64.tar.gz", "windows-x64.zip");
    for (String archive : archives) {
      Files.writeString(shell.home().resolve("tsr-1.2.3-" + archive), archive);
    }
    output("sh \"$SCRIPTS/packages.sh\" . 1.2.3 you/tsr");

    String formula = Files.readString(shell.home().resolve("tsr.rb"));
    String manifest = Files.readString(shell.home().resolve("tsr.json"));
    assertThat(formula + manifest).doesNotContain("@");
    for (String archive : archives) {
      String text = archive.endsWith(".zip") ? manifest : formula;
      String sum = output("sha256sum tsr-1.2.3-" + archive).split(" ")[0];
      assertThat(text)
          .containsPattern(
              "https://github\\.com/you/tsr/releases/download/v1\\.2\\.3/tsr-1\\.2\\.3-"
                  + archive.replace(".", "\\.")
                  + "\",?\\s+\"?(sha256|hash)\"?:? \""
                  + sum
                  + "\"");
    }
    assertThat(
            shell
                .run("rm tsr-1.2.3-linux-x64.tar.gz; sh \"$SCRIPTS/packages.sh\" . 1.2.3 you/tsr")
                .exitCode())
        .isNotZero();
  }

  /**
   * The names of the archives, in the formula and the manifest, are those that a release builds.
   */
  @Test
  void templatesNameThePlatformsOfTheRelease() throws IOException {
    String workflow = Files.readString(Path.of(".github/workflows/release.yml"));
    try (Stream<Path> templates = Files.list(Path.of("src/dist/packages"))) {
      for (Path template : templates.toList()) {
        assertThat(Files.readString(template).lines().filter(line -> line.contains("@SHA256:")))
            .isNotEmpty()
            .allSatisfy(
                line ->
                    assertThat(workflow)
                        .contains(
                            "platform: " + line.replaceAll(".*@SHA256:([a-z0-9-]+)\\..*", "$1")));
      }
    }
  }
}
