package dev.tensors.tsr.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ShownPathsTest {

  private static final Path HOME = Path.of("/home/ann");

  @Test
  void beginAtTheOneFolderThatWasScanned() {
    ShownPaths paths = new ShownPaths(List.of("/home/ann/models"), HOME);

    assertThat(paths.of("/home/ann/models/Lora/a.sft")).isEqualTo("Lora/a.sft");
    assertThat(paths.of("/home/ann/models")).isEqualTo("~/models");
    assertThat(paths.of("/home/ann/models/")).isEqualTo("~/models/");
    assertThat(paths.of("/home/ann/models2/a.sft")).isEqualTo("~/models2/a.sft");
    assertThat(paths.of("/home/anna/a.sft")).isEqualTo("/home/anna/a.sft");
    assertThat(paths.of("Lora/a.sft")).isEqualTo("Lora/a.sft");
    assertThat(paths.of("")).isEmpty();
  }

  @Test
  void tellWhichOfSeveralFoldersTheyAreIn() {
    ShownPaths paths = new ShownPaths(List.of("/home/ann/models", "/disk"), HOME);

    assertThat(paths.of("/home/ann/models/a.sft")).isEqualTo("~/models/a.sft");
    assertThat(paths.of("/disk/a.sft")).isEqualTo("/disk/a.sft");
  }

  @Test
  void areWholeWhereNothingIsKnown() {
    assertThat(ShownPaths.WHOLE.of("/home/ann/a.sft")).isEqualTo("/home/ann/a.sft");
    assertThat(new ShownPaths(List.of(), Path.of("/")).of("/a.sft")).isEqualTo("/a.sft");
    assertThat(new ShownPaths(List.of("/"), null).of("/disk/a.sft")).isEqualTo("disk/a.sft");
  }
}
